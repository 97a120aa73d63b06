// A network's review at a moment: its file, what was submitted, what the rules say of that now, and
// with it what each step of the approval needs. Read once for a request.
#pragma once

#include "api/formation_desk.h"

namespace openpcn::api {

struct ReviewMoment {
    persistence::NetworkRow row;
    Date day;
    bool is_today = true;
    KeptReview kept;
    std::vector<KeptSubmission> submissions;  // newest first
    // The newest submission; the draft where none is.
    formation::Registration registration;
    std::vector<OdsCode> members;  // of it, and those assigned
    CheckedRegistration checked;
    formation::OwnDates own_dates;
    std::optional<Date> begun;
    std::string code_taken_by;
    std::string assignment_fault;

    // Borrows the moment.
    formation::StepFacts facts() const;
    std::vector<formation::Waiting> waiting() const;
    std::vector<formation::MilestoneStanding> timetable() const;
};

enum class ReviewOf {
    newest_submission,  // the draft where nothing is submitted
    draft
};
Result<ReviewMoment> review_moment(ApiParts& parts, database::Connection& connection,
                                   const FormationContent& content, const NetworkInView& network,
                                   Date day, ReviewOf what = ReviewOf::newest_submission);

// The first day of a practice in a network that begins on `starts`: an assigned one's may be later.
Date first_day_of(const OdsCode& practice, const formation::ReviewCase& review, Date starts);
// The members of a network that is being formed: those of its registration, and those assigned to
// it, whom no registration takes out.
std::vector<persistence::NetworkMember> planned_rows(const persistence::NetworkRow& row,
                                                     std::vector<OdsCode> practices,
                                                     const formation::ReviewCase& review);

// Takes the step and keeps what follows: the file's next version, the network's row and members,
// inside one transaction with its audit entry. `also` runs inside it, too.
Result<void> keep_step(database::Connection& connection, const Call& call,
                       const ReviewMoment& moment, const formation::ReviewStep& step,
                       std::int64_t based_on, const std::function<Result<void>()>& also = nullptr);
// The same without a transaction of its own.
Result<void> keep_step_within(database::Connection& connection, const Call& call,
                              const ReviewMoment& moment, const formation::ReviewStep& step,
                              std::int64_t based_on);

}  // namespace openpcn::api
