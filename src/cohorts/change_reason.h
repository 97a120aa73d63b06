// Why one person joined or left, in a sentence, with the clause whose answer changed and the
// entries that decided it.
//
// Holds dates and terms of one person's record, so it goes only to whoever may read that record.
#pragma once

#include <string>
#include <vector>

#include "cohorts/cohort_comparison.h"

namespace openpcn::cohorts {

struct ChangeReason {
    std::string clause;    // as written; empty where the base population decided
    std::string sentence;  // "Joined: an entry of 2026-03-04 (Diabetes) made "..." true."
    // Positions in the person's whole record, newest first.
    std::vector<std::uint32_t> entries;
};

enum class ReasonDetail {
    sentence,  // without entries: tens of microseconds
    entries    // milliseconds: entries are taken away and the clause is asked again
};

ChangeReason reason_of(const CohortChange& change, const ComparedQuestions& questions,
                       const records::PatientRecord& record, ReasonDetail detail);

}  // namespace openpcn::cohorts
