// Reviewing what later files would alter in the register: each change is accepted, or refused with
// the reason why it does not hold here.
//
// A file holds as a whole once each of its changes is decided; what was refused of it stays as it
// was before the file, until a newer file takes its place. That file's own changes are asked anew,
// with what was refused before said beside them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "organisations/register_changes.h"
#include "platform/database/connection.h"

namespace openpcn::persistence {

struct RegisterActor {
    std::string name;  // user name, or "command line"
    std::string role;
    std::string organisation;
};

// The same statement of an earlier file, which was refused.
struct EarlierRefusal {
    std::string file_name;
    std::string dated;
    std::string decided_at;
    std::string because;
};

struct ReviewedChange {
    std::int64_t id = 0;
    std::int64_t file = 0;
    std::string file_name;
    std::string dated;
    organisations::RegisterChange change;
    std::string decided_at;  // empty: waits
    std::string decided_by;
    std::string refused_because;  // empty: accepted, or waits
    std::optional<EarlierRefusal> earlier = {};
};

enum class WhichChanges {
    waiting,
    refused,
    all
};
// In the order of loading.
Result<std::vector<ReviewedChange>> register_changes(database::Connection& connection,
                                                     WhichChanges which);

// Accepts changes that wait or were refused; without ids, all that wait. The number accepted.
// `not_found` where an id is neither.
Result<std::int64_t> accept_register_changes(database::Connection& connection,
                                             std::optional<std::vector<std::int64_t>> ids,
                                             const RegisterActor& actor);

// Refuses changes that wait. `not_found` where an id is not one that waits; `invalid` without a
// reason, or where the change only follows from others: a commissioner that comes or goes.
Result<std::int64_t> refuse_register_changes(database::Connection& connection,
                                             const std::vector<std::int64_t>& ids,
                                             const std::string& because,
                                             const RegisterActor& actor);

}  // namespace openpcn::persistence
