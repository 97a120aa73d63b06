// What an approved request writes: the register's rows, and the papers that its kind makes: a
// shared director's post in every network of the group, the group itself, the new area.
#pragma once

#include "api/change_desk.h"

namespace openpcn::api {

// Inside the caller's transaction, which also holds the decision. `request` with the codes that the
// decision gave.
Result<void> write_effects(database::Connection& connection, const Call& call,
                           const KeptChange& change, const network_changes::ChangeRequest& request,
                           const ChangeMoment& moment);

}  // namespace openpcn::api
