// A network that is formed or run here, as JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "api/network_access.h"

namespace openpcn::api {

// With the names and lists of its members as the register of the day has them.
nlohmann::ordered_json network_in_view_json(const NetworkInView& network,
                                            const organisations::RegisterView& view);

}  // namespace openpcn::api
