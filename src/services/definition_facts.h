// What the content says about a definition beside its expression: rule number and comment.
#pragma once

#include "population/cql/plan.h"
#include "services/rule_plan.h"

namespace openpcn::services {

Definition facts_of(const cql::Plan& plan, const cql::Definition& definition);

}  // namespace openpcn::services
