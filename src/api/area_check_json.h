// The areas of a commissioner's networks checked against each other and its own, for the API and
// `openpcn register areas --json` alike.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "organisations/register_view.h"
#include "platform/database/connection.h"

namespace openpcn::api {

// AreaCheck of openapi.yaml. Every network with a boundary where no commissioner is given, without
// gaps then. `invalid` where a boundary cannot be read.
Result<nlohmann::ordered_json> area_check_json(database::Connection& connection,
                                               const organisations::RegisterView& view,
                                               const std::optional<OdsCode>& commissioner);

// The same of areas made from small areas, each to the network of the nearest member practice: what
// can be measured where no boundaries of networks are published. `suggested_from` is how many there
// were; `without_boundary` are networks that got none.
Result<nlohmann::ordered_json> suggested_area_check_json(
    database::Connection& connection, const organisations::RegisterView& view,
    const std::optional<OdsCode>& commissioner);

}  // namespace openpcn::api
