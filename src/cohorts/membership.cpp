#include "cohorts/membership.h"

namespace openpcn::cohorts {

MembershipAsker::MembershipAsker(const CohortQuestion& question, Date as_at)
    : question_(question), cohort_(*question.cohort, as_at) {
    if (question.base != nullptr) base_ = std::make_unique<PersonAsker>(*question.base, as_at);
}

bool MembershipAsker::is_in_base(const records::PatientRecord& record) {
    if (!base_) return true;
    base_->turn_to(record);
    return base_->ask(question_.base->counted_definition().index) == Found::yes;
}

bool MembershipAsker::is_member(const records::PatientRecord& record) {
    if (!is_in_base(record)) return false;
    cohort_.turn_to(record);
    return cohort_.ask_counted() == Found::yes;
}

records::PatientRecord MembershipAsker::record_on(const records::PatientRecord& record, Date day) {
    return question_.later == LaterEntries::leave_out ? space_.until(record, day) : record;
}

}  // namespace openpcn::cohorts
