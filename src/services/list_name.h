// A code list as the rules call it.
#pragma once

#include <string>

#include "population/cql/plan.h"

namespace openpcn::services {

// `retrieve` is a node: of [Condition: "Asthma"] this is "Asthma", without quotes. Where the text
// names no list, the name that the list has itself, or the type of entries.
std::string list_name(const cql::Plan& plan, cql::NodeIndex retrieve);

}  // namespace openpcn::services
