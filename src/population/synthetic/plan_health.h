// Second half of the plan: conditions, frailty, residence, smoking, numbers of medicines.
#pragma once

#include "population/synthetic/network_plan.h"

namespace openpcn::synthetic {

// Conditions of everybody, so that those registered on the day meet each register's total.
void plan_conditions(NetworkPlan& plan);
// Frailty, care homes, housebound people, smoking. Needs the conditions.
void plan_frailty(NetworkPlan& plan);
// How many medicines each takes. Needs the conditions.
void plan_medicine_counts(NetworkPlan& plan);

}  // namespace openpcn::synthetic
