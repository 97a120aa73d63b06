// Within which a change may vary without losing its effect: "any date since", "any value up to".
// The inside of smallest_changes.h.
#pragma once

#include "population/explanations/vocabulary.h"

namespace openpcn::explanations {

// Sets the ranges of every entry added or changed in `changes`, which make `node` true. The ends
// of all ranges were tried with each other, and so was what lies just beyond them; in between the
// effect is taken to go on.
void find_ranges(ChangeTrial& trial, const Vocabulary& vocabulary, cql::NodeIndex node,
                 RecordChanges& changes);

}  // namespace openpcn::explanations
