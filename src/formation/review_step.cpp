#include "formation/review_step.h"

#include <nlohmann/json.hpp>

#include "formation/json_fields.h"
#include "formation/review_names.h"

namespace openpcn::formation {
namespace {

using networks::Stage;

constexpr std::size_t rows_max = 100;

constexpr std::array<std::string_view, step_count> names{
    "submit",          "withdraw",       "leave",          "start_review",
    "return",          "recommend",      "decide_waiver",  "agree_in_principle",
    "refuse",          "open_issue",     "add_issue_step", "close_issue",
    "assign_practice", "vary_contracts", "meet_condition", "confirm_agreement",
    "record_code",     "go_live"};

const std::vector<StepRule> rules{
    {StepKind::submit, Taker::practices, {Stage::draft, Stage::returned}},
    {StepKind::withdraw,
     Taker::practices,
     {Stage::draft, Stage::submitted, Stage::returned, Stage::under_review, Stage::in_dispute}},
    // From the decision on, a practice's going is a matter between it and the commissioner.
    {StepKind::leave,
     Taker::practices,
     {Stage::draft, Stage::submitted, Stage::returned, Stage::under_review, Stage::in_dispute}},
    {StepKind::start_review, Taker::commissioner, {Stage::submitted}},
    {StepKind::return_to_practices,
     Taker::commissioner,
     {Stage::submitted, Stage::under_review, Stage::in_dispute}},
    {StepKind::recommend, Taker::commissioner, {Stage::under_review, Stage::in_dispute}},
    {StepKind::decide_waiver, Taker::commissioner, {Stage::under_review, Stage::in_dispute}},
    {StepKind::agree_in_principle, Taker::commissioner, {Stage::under_review, Stage::in_dispute}},
    {StepKind::refuse, Taker::commissioner, {Stage::under_review, Stage::in_dispute}},
    {StepKind::open_issue,
     Taker::commissioner,
     {Stage::under_review, Stage::agreed_in_principle, Stage::contract_varied, Stage::in_dispute}},
    {StepKind::add_issue_step,
     Taker::commissioner,
     {Stage::in_dispute, Stage::under_review, Stage::agreed_in_principle}},
    {StepKind::close_issue,
     Taker::commissioner,
     {Stage::in_dispute, Stage::under_review, Stage::agreed_in_principle}},
    {StepKind::assign_practice, Taker::commissioner, {Stage::in_dispute, Stage::live}},
    {StepKind::vary_contracts,
     Taker::commissioner,
     {Stage::agreed_in_principle, Stage::contract_varied, Stage::agreement_complete}},
    {StepKind::meet_condition,
     Taker::commissioner,
     {Stage::agreed_in_principle, Stage::contract_varied, Stage::agreement_complete}},
    {StepKind::confirm_agreement, Taker::commissioner, {Stage::contract_varied}},
    {StepKind::record_code,
     Taker::commissioner,
     {Stage::agreed_in_principle, Stage::contract_varied, Stage::agreement_complete}},
    {StepKind::go_live, Taker::commissioner, {Stage::agreement_complete}},
};

Date day_or(JsonFields& fields, Date today) { return fields.day("day").value_or(today); }

std::size_t position(JsonFields& fields, const std::string& name) {
    const std::int64_t number = fields.number(name);
    if (number < 1) fields.refuse(name, "its number, from 1");
    return static_cast<std::size_t>(std::max<std::int64_t>(number, 1));
}

AgreeInPrinciple agreement_of(JsonFields& fields, Date today) {
    AgreeInPrinciple made{fields.needed_text("committee"),
                          day_or(fields, today),
                          fields.needed_text("minute"),
                          fields.text("agreed_with"),
                          fields.texts("conditions", rows_max),
                          {},
                          {}};
    for (auto& [id, why] : fields.named_texts("accepted"))
        if (!why.empty()) made.accepted[id] = why;
    return made;
}

VaryContracts variations_of(JsonFields& fields, Date today) {
    VaryContracts made;
    fields.each("rows", rows_max, [&](JsonFields& row) {
        made.rows.push_back({row.needed_code("practice"),
                             named_in<ContractType>(contract_types, row, "contract"),
                             row.flag("is_approved"), day_or(row, today), row.text("reference")});
    });
    if (made.rows.empty()) fields.refuse("rows", "a list of at least one practice");
    return made;
}

ReviewStep issue_step_of(StepKind kind, JsonFields& fields, Date today) {
    if (kind == StepKind::add_issue_step)
        return AddIssueStep{
            position(fields, "issue"),
            {day_or(fields, today), fields.needed_text("by"), fields.needed_text("text")}};
    if (kind == StepKind::close_issue)
        return CloseIssue{position(fields, "issue"), fields.needed_text("outcome")};
    return OpenIssue{named_in<IssueKind>(issue_kinds, fields, "kind"), fields.needed_text("title"),
                     fields.texts("parties", rows_max)};
}

ReviewStep decision_of(StepKind kind, JsonFields& fields, Date today) {
    switch (kind) {
        case StepKind::recommend:
            return Recommendation{fields.needed_text("panel"), fields.text("members"),
                                  named_in<Advice>(advices, fields, "advice"),
                                  fields.needed_text("text"), day_or(fields, today)};
        case StepKind::decide_waiver:
            return SizeWaiver{fields.flag("is_granted"), fields.needed_text("reason"),
                              day_or(fields, today)};
        case StepKind::agree_in_principle:
            return agreement_of(fields, today);
        case StepKind::refuse:
            return Refuse{fields.needed_text("ground"), fields.needed_text("reason"),
                          fields.needed_text("committee"), day_or(fields, today),
                          fields.needed_text("minute")};
        default:
            return issue_step_of(kind, fields, today);
    }
}

ReviewStep step_of(StepKind kind, JsonFields& fields, Date today) {
    switch (kind) {
        case StepKind::withdraw:
            return Withdraw{fields.needed_text("reason")};
        case StepKind::leave:
            return Leave{std::nullopt, fields.needed_text("reason")};
        case StepKind::start_review:
            return StartReview{};
        case StepKind::return_to_practices: {
            ReturnToPractices made{fields.texts("reasons", rows_max)};
            std::erase(made.reasons, "");
            if (made.reasons.empty()) fields.refuse("reasons", "a list of at least one reason");
            return made;
        }
        case StepKind::assign_practice:
            return Assignment{
                fields.needed_code("practice"),          fields.needed_day("from"),
                fields.needed_text("mediated_by"),       fields.needed_day("mediated_on"),
                fields.needed_text("mediation_outcome"), fields.needed_text("reason")};
        case StepKind::vary_contracts:
            return variations_of(fields, today);
        case StepKind::meet_condition:
            return MeetCondition{position(fields, "condition"), fields.needed_text("how_met")};
        case StepKind::confirm_agreement:
            return ConfirmAgreement{};
        case StepKind::record_code:
            return RecordCode{fields.needed_code("code")};
        case StepKind::go_live:
            return GoLive{fields.day("from")};
        default:
            return decision_of(kind, fields, today);
    }
}

}  // namespace

std::string_view name_of(StepKind kind) { return names[static_cast<std::size_t>(kind)]; }

std::optional<StepKind> find_step(std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<StepKind>(found - names.begin());
}

std::span<const StepRule> step_rules() { return rules; }

const StepRule& rule_of(StepKind kind) { return rules[static_cast<std::size_t>(kind)]; }

StepKind kind_of(const ReviewStep& step) { return static_cast<StepKind>(step.index()); }

Result<ReviewStep> parse_review_step(const nlohmann::json& body, Date today) {
    ReviewStep made;
    TRY(read_json_object(body, "step", [&](JsonFields& fields) {
        const auto kind = find_step(fields.text("step", 100));
        if (!kind || *kind == StepKind::submit) {
            fields.refuse("step", "a step of the review");
            return;
        }
        fields.number("based_on");
        made = step_of(*kind, fields, today);
    }));
    return made;
}

}  // namespace openpcn::formation
