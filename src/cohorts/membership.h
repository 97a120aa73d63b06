// Whether one person after another is in a cohort: in its base population, and its definition true.
// Belongs to one thread; the question outlives it.
#pragma once

#include <memory>

#include "cohorts/cohort_answers.h"

namespace openpcn::cohorts {

class MembershipAsker {
public:
    // `as_at` need not be the question's.
    MembershipAsker(const CohortQuestion& question, Date as_at);
    // `record` must live until the next call.
    bool is_member(const records::PatientRecord& record);
    bool is_in_base(const records::PatientRecord& record);
    // The record as the question takes it, on a day: without later entries, or whole.
    records::PatientRecord record_on(const records::PatientRecord& record, Date day);

private:
    const CohortQuestion& question_;
    PersonAsker cohort_;
    std::unique_ptr<PersonAsker> base_;
    RecordAsAt space_;
};

}  // namespace openpcn::cohorts
