// Taking a step of the approval: what keeps it from being taken, and what the file of the review
// is after it. Every gate on the way to live is here; no other code changes a review.
#pragma once

#include <span>

#include "formation/registration_check.h"
#include "formation/review_step.h"

namespace openpcn::formation {

// What holds outside the review at the moment of the step.
struct StepFacts {
    Date today;
    Date planned_start;
    const FormationRules* rules = nullptr;
    std::span<const Finding> findings;  // of the newest submission; of the draft where none is
    std::vector<OdsCode> members;       // planned, those assigned among them
    std::optional<AgreementFacts> agreement;
    std::string code_taken_by;  // the network that has the step's code; empty: none
    // Why the practice to be assigned cannot be; empty: it can.
    std::string assignment_fault;
};

// What keeps a step from being taken now, one sentence each, before anything is filled in: the
// wrong stage first. Empty: it may be taken.
std::vector<std::string> hindrances(StepKind kind, const ReviewCase& review,
                                    const StepFacts& facts);

// What still lies between the network and its first day, whatever its stage. Empty: nothing.
std::vector<std::string> gates_to_live(const ReviewCase& review, const StepFacts& facts);

// `conflict` with the hindrances, or `invalid` where the step itself is wrong.
Result<ReviewCase> take_step(const ReviewCase& review, const ReviewStep& step,
                             const StepFacts& facts);

}  // namespace openpcn::formation
