// One change with its audit entry, in one transaction.
#pragma once

#include <functional>
#include <string>

#include "api/api_parts.h"

namespace openpcn::api {

struct RecordedChange {
    std::string action;   // "cohort.save"
    std::string subject;  // what it was done to: an opaque id or an ODS code
    std::string detail;   // names nobody
};

// Nothing is kept where `change` fails.
Result<void> commit_change(database::Connection& connection, const Call& call,
                           const RecordedChange& said, const std::function<Result<void>()>& change);

}  // namespace openpcn::api
