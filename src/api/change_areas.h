// The areas of the networks that a change touches, as they would be on its day: where their
// members' sites lie, whether the area is one piece, and of a new area everything that the contract
// asks.
#pragma once

#include "network_changes/hindrances.h"
#include "platform/database/connection.h"

namespace openpcn::api {

// `on_day` is the register of the day without the change: networks that it closes still have their
// areas there. `rule` null: the content says nothing of
// areas.
Result<std::vector<network_changes::AreaPreview>> areas_of_change(
    database::Connection& connection, const network_changes::ChangeRequest& request,
    const network_changes::RegisterPreview& preview, const organisations::RegisterView& on_day,
    const networks::AreaRule* rule);

}  // namespace openpcn::api
