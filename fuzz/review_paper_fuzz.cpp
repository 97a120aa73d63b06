// What somebody sends in a review, JSON of any kind: a step of the approval, taken in every stage;
// the commissioner's own dates; a practice's contract record; and the review's file as it is kept.
// What is read can be written and read back as the same.
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/invariant.h"
#include "formation/contract_record.h"
#include "formation/take_step.h"
#include "formation/timetable.h"

namespace {

using namespace openpcn::formation;
using openpcn::Date;
using openpcn::OdsCode;

const Date today = Date::parse("2020-05-20").value();

const FormationRules& rules() {
    static const FormationRules made = [] {
        FormationRules all;
        all.refusal_grounds = {{"area", "Its area"}};
        all.assignment =
            AssignmentRule{Date::parse("2020-04-01").value(), {"A clause", "A source"}};
        return all;
    }();
    return made;
}

ReviewCase in_stage(openpcn::networks::Stage stage) {
    ReviewCase review;
    review.stage = stage;
    review.submissions = {{1, today, false}};
    review.issues = {{IssueKind::gap, "Gap", {}, today, {}, "", std::nullopt}};
    if (stage != openpcn::networks::Stage::in_dispute) review.issues[0].closed_on = today;
    Decision decision;
    decision.is_agreed = true;
    decision.conditions = {{"A condition", std::nullopt, ""}};
    review.decision = decision;
    return review;
}

void read_step(const nlohmann::json& body) {
    const auto step = parse_review_step(body, today);
    if (!step) return;
    StepFacts facts;
    facts.today = today;
    facts.planned_start = today;
    facts.rules = &rules();
    facts.members = {OdsCode::parse("A81001").value(), OdsCode::parse("A81002").value()};
    facts.agreement = AgreementFacts{true, true, {}, {}};
    for (int i = 0; i < 10; ++i) {
        const auto next =
            take_step(in_stage(static_cast<openpcn::networks::Stage>(i)), *step, facts);
        if (!next) continue;
        const std::string kept = review_case_json(*next);
        const auto again = parse_review_case(kept);
        INVARIANT(again.has_value());
        INVARIANT(review_case_json(*again) == kept);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    if (const auto file = parse_review_case(text)) {
        const std::string kept = review_case_json(*file);
        const auto again = parse_review_case(kept);
        INVARIANT(again.has_value());
        INVARIANT(review_case_json(*again) == kept);
    }
    if (const auto record = parse_contract_record(text)) {
        const std::string kept = contract_record_json(*record);
        const auto again = parse_contract_record(kept);
        INVARIANT(again && contract_record_json(*again) == kept);
    }
    const auto body = nlohmann::json::parse(text, nullptr, false);
    if (const auto dates = parse_own_dates(body)) {
        const std::string kept = own_dates_json(*dates);
        const auto again = parse_own_dates(nlohmann::json::parse(kept));
        INVARIANT(again && own_dates_json(*again) == kept);
    }
    read_step(body);
    return 0;
}
