// The boundaries that published files give: of networks, commissioners, districts.
#pragma once

#include <string>

#include "organisations/facts.h"
#include "platform/database/connection.h"

namespace openpcn::persistence {

struct DatedBoundary {
    organisations::BoundaryFact fact;
    std::string file;
    Date dated;
};

// Of codes that begin so ("U": networks), each from the newest accepted file of the day or before;
// by code.
Result<std::vector<DatedBoundary>> boundaries_on(database::Connection& connection,
                                                 std::string_view code_start, Date as_at);

}  // namespace openpcn::persistence
