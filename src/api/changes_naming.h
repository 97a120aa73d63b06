// Requests for changes that name an organisation: so that a practice finds what it is asked to
// agree to without the address of it, whichever network wrote it.
#pragma once

#include "api/change_desk.h"

namespace openpcn::api {

struct NamingChange {
    KeptChange change;
    // Of a practice: its agreement is needed and the request is not decided yet.
    bool is_asked = false;
    bool agrees = false;
    std::string note;  // why an agreement does not count
};
// Sent ones as they stood on the day, the one changed last first. To a practice those that name it
// or need its agreement, its own networks' too; to a network's staff those of other networks that
// name it; to a commissioner those of other commissioners' networks that name one of its own.
Result<std::vector<NamingChange>> changes_naming(ApiParts& parts, database::Connection& connection,
                                                 const Call& call, Date day);

}  // namespace openpcn::api
