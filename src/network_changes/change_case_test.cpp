#include "network_changes/change_case.h"

#include <gmock/gmock.h>

#include "network_changes/test_changes.h"

namespace openpcn::network_changes {
namespace {

using testing::HasSubstr;

const Date today = day("2026-11-26");

ChangeCase in_state(ChangeState state) {
    ChangeCase file;
    file.state = state;
    file.request = merging_networks(std::nullopt);
    return file;
}

ChangeDecision approval() {
    ChangeDecision decision;
    decision.outcome = ChangeState::approved;
    decision.committee = "PCCC";
    decision.minute = "2026/14";
    decision.day = today;
    return decision;
}

const std::vector<Hindrance> nothing;
const std::vector<Hindrance> one_to_accept{
    {"size:U1", Severity::to_accept, "Too small.", "", "", ""}};
const std::vector<Hindrance> one_that_stops{
    {"consents", Severity::stops_approval, "Not agreed.", "", "", ""}};
const std::vector<Hindrance> one_in_the_request{
    {"reason", Severity::stops_sending, "No reason.", "", "", ""}};

TEST(ChangeCase, TakesEachStepFromSomeStatesOnly) {
    using S = ChangeState;
    struct Case {
        S state;
        bool saves, sends, withdraws, is_decided;
    };
    for (const auto& [state, saves, sends, withdraws, is_decided] : std::to_array<Case>({
             {S::draft, true, true, true, false},
             {S::sent, false, false, true, true},
             {S::returned, true, true, true, false},
             {S::withdrawn, false, false, false, false},
             {S::approved, false, false, false, false},
             {S::refused, false, false, false, false},
         })) {
        const ChangeCase file = in_state(state);
        EXPECT_EQ(save_change(file, file.request).has_value(), saves) << name_of(state);
        EXPECT_EQ(send_change(file, nothing, today).has_value(), sends) << name_of(state);
        EXPECT_EQ(withdraw_change(file, "Not now.").has_value(), withdraws) << name_of(state);
        EXPECT_EQ(decide_change(file, approval(), nothing, today).has_value(), is_decided)
            << name_of(state);
    }
}

TEST(ChangeCase, IsNotSentWithWhatIsToBeMended) {
    const ChangeCase file = in_state(ChangeState::draft);
    const auto refused = send_change(file, one_in_the_request, today);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
    EXPECT_EQ(refused.error().what, "No reason.");
    EXPECT_EQ(send_change(file, one_that_stops, today)->sent_on, today);
}

TEST(ChangeCase, IsApprovedOnceEverythingIsAcceptedWithAReason) {
    const ChangeCase file = in_state(ChangeState::sent);
    auto decision = approval();
    EXPECT_EQ(decide_change(file, decision, one_to_accept, today).error().what, "Too small.");
    decision.accepted["size:U1"] = "A rural place.";
    EXPECT_TRUE(decide_change(file, decision, one_to_accept, today));
    decision.accepted["consents"] = "Never mind.";
    EXPECT_FALSE(decide_change(file, decision, one_that_stops, today));
    decision.codes.emplace("Both PCN", code("U00009"));
    const auto approved = decide_change(file, decision, nothing, today).value();
    EXPECT_FALSE(approved.request.new_networks[0].code) << "what was agreed to stays as it was";
    EXPECT_EQ(with_codes(approved.request, *approved.decision).new_networks[0].code,
              code("U00009"));
    EXPECT_THAT(approved.said, HasSubstr("2026/14"));
}

TEST(ChangeCase, NeedsTheCommitteesMinuteOrAReason) {
    const ChangeCase file = in_state(ChangeState::sent);
    const auto kind = [&](const ChangeDecision& decision) {
        const auto decided = decide_change(file, decision, nothing, today);
        return decided ? "" : decided.error().where;
    };
    auto decision = approval();
    decision.minute.clear();
    EXPECT_EQ(kind(decision), "minute");
    decision = approval();
    decision.committee.clear();
    EXPECT_EQ(kind(decision), "committee");
    decision = approval();
    decision.day = today.plus_days(1);
    EXPECT_EQ(kind(decision), "day");
    decision = approval();
    decision.outcome = ChangeState::refused;
    EXPECT_EQ(kind(decision), "reason");
    decision = {};
    decision.outcome = ChangeState::returned;
    EXPECT_EQ(kind(decision), "reason");
    decision.reason = "Say which site.";
    EXPECT_EQ(decide_change(file, decision, one_that_stops, today)->returned_because,
              "Say which site.");
}

TEST(ChangeCase, IsReadBackAsItWasKept) {
    auto decision = approval();
    decision.conditions = {"Signed before the day."};
    decision.accepted["x"] = "y";
    decision.codes.emplace("Both PCN", code("U00009"));
    auto file = in_state(ChangeState::sent);
    file.sent_on = today;
    const auto decided = decide_change(file, decision, nothing, today).value();
    const std::string text = change_case_json(decided);
    EXPECT_EQ(change_case_json(parse_change_case(text).value()), text);
    EXPECT_FALSE(parse_change_case("{}"));
    EXPECT_FALSE(parse_change_case(R"({"state": "sent", "request": {"kind": "no"}})"));
    EXPECT_FALSE(parse_change_decision(R"({"outcome": "draft"})"));
    EXPECT_FALSE(parse_change_decision(R"({"outcome": "approved", "codes": {"a": "?"}})"));
}

}  // namespace
}  // namespace openpcn::network_changes
