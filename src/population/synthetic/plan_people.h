// First half of the plan: practices, and everybody's age, sex, place, ethnic group and membership.
#pragma once

#include "population/synthetic/network_plan.h"

namespace openpcn::synthetic {

void plan_practices(NetworkPlan& plan);
// Needs the practices.
void plan_people(NetworkPlan& plan);

}  // namespace openpcn::synthetic
