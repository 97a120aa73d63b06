// The steps of a network's approval: what each says, who takes it, and in which stages.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <variant>

#include "formation/review_case.h"

namespace openpcn::formation {

enum class StepKind {
    submit,
    withdraw,
    leave,
    start_review,
    return_to_practices,
    recommend,
    decide_waiver,
    agree_in_principle,
    refuse,
    open_issue,
    add_issue_step,
    close_issue,
    assign_practice,
    vary_contracts,
    meet_condition,
    confirm_agreement,
    record_code,
    go_live
};
inline constexpr int step_count = 18;
std::string_view name_of(StepKind kind);  // "agree_in_principle"
std::optional<StepKind> find_step(std::string_view name);

enum class Taker {
    practices,  // who write the registration
    commissioner
};
struct StepRule {
    StepKind kind;
    Taker taker;
    std::vector<networks::Stage> stages;  // in which it may be taken
};
// In the order in which people take them.
std::span<const StepRule> step_rules();
const StepRule& rule_of(StepKind kind);

struct Submit {
    std::int64_t version = 0;
    bool is_late = false;
};
struct Withdraw {
    std::string reason;
};
// A member practice takes itself out; which one, whoever asks knows and not the body.
struct Leave {
    std::optional<OdsCode> practice;
    std::string reason;
};
struct StartReview {};
struct ReturnToPractices {
    std::vector<std::string> reasons;
};
struct AgreeInPrinciple {
    std::string committee;
    Date day;
    std::string minute;
    std::string agreed_with;
    std::vector<std::string> conditions;
    std::map<std::string, std::string> accepted;
    std::string batch;
};
struct Refuse {
    std::string ground;
    std::string reason;
    std::string committee;
    Date day;
    std::string minute;
};
struct OpenIssue {
    IssueKind kind = IssueKind::other;
    std::string title;
    std::vector<std::string> parties;
};
struct AddIssueStep {
    std::size_t issue = 0;  // from 1
    IssueStep step;
};
struct CloseIssue {
    std::size_t issue = 0;  // from 1
    std::string outcome;
};
struct VaryContracts {
    std::vector<Variation> rows;
};
struct MeetCondition {
    std::size_t condition = 0;  // from 1
    std::string how_met;
};
struct ConfirmAgreement {};
struct RecordCode {
    OdsCode code;
};
struct GoLive {
    std::optional<Date> from;  // none: today, or the planned day if that is later
};

using ReviewStep =
    std::variant<Submit, Withdraw, Leave, StartReview, ReturnToPractices, Recommendation,
                 SizeWaiver, AgreeInPrinciple, Refuse, OpenIssue, AddIssueStep, CloseIssue,
                 Assignment, VaryContracts, MeetCondition, ConfirmAgreement, RecordCode, GoLive>;
StepKind kind_of(const ReviewStep& step);

// {"step": "recommend", ...}. `invalid`, naming the member. A submission is not among them: it is
// made of the registration. Days that are left out are `today`.
Result<ReviewStep> parse_review_step(const nlohmann::json& body, Date today);

}  // namespace openpcn::formation
