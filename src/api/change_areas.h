// The areas of the networks that a change touches, as they would be on its day, each held against
// its neighbours' of that day by everything that the contract asks of an area: a merged network has
// the areas of all of them put together, each part of a split and a new area what the request
// states, every other network keeps its own.
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
