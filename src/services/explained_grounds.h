// What an answer rests on beside entries: that something is not in the record, age, sex, date.
// The inside of explanation.h.
#pragma once

#include "population/explanations/what_if.h"
#include "services/explanation.h"

namespace openpcn::services {

// Adds grounds and their sentence. `leaves` are the expressions on which the answer hangs;
// explanation.deciding is there already.
void add_grounds(Explanation& explanation, std::span<const cql::NodeIndex> leaves,
                 const explanations::WhatIf& what_if);

}  // namespace openpcn::services
