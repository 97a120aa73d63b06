// Entries that are read together: candidates for what decides an answer together.
#pragma once

#include <vector>

#include "population/explanations/what_if.h"

namespace openpcn::explanations {

// Places of WhatIf::entries(), the oldest first.
using Places = std::vector<std::uint32_t>;

// What each part of `node` reads, every group once, small ones first.
std::vector<Places> entry_groups(const WhatIf& what_if, cql::NodeIndex node);

// Rules ask for the latest, so answers may change with a run of the newest entries only. Lengths
// of runs to try, one by one up to 32, then half as much again.
std::size_t run_after(std::size_t length);

}  // namespace openpcn::explanations
