// The smallest changes to a person's record, age or date that make a condition true.
//
// Searched along "and", "or" and "not" down to the expressions that stand in the way, and tried on
// a copy of the record, always. None of the changes proposed together can be left out. Smaller
// ones that were not guessed may exist; what is proposed works.
#pragma once

#include "population/explanations/record_change.h"
#include "population/explanations/what_if.h"

namespace openpcn::explanations {

struct ProposedChanges {
    std::vector<RecordChanges> proposals;  // fewest changes first
    // False where questions ran out before all guesses were tried.
    bool complete = true;
};

struct ChangeLimits {
    std::size_t questions_max = 1500;
    std::size_t questions_to_finish_max = 1000;  // on which of what was found is best, and ranges
    std::size_t proposals_max = 6;
    std::size_t changes_max = 12;  // in one proposal
};

// Of a condition that is not true now; what_if.node() is it.
ProposedChanges smallest_changes(WhatIf& what_if, const ChangeLimits& limits = {});

}  // namespace openpcn::explanations
