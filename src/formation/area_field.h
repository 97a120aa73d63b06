// The member "area" of a registration or of a request to change a network.
#pragma once

#include "formation/json_fields.h"
#include "networks/network_area.h"

namespace openpcn::formation {

// Leaves `area` as it is where the member is missing; refuses it where it is no area.
void read_area(JsonFields& fields, networks::NetworkArea& area);

}  // namespace openpcn::formation
