// What a commissioner decides of a submitted registration, over HTTP: recommendation, waiver of the
// size, agreement with conditions and minute, refusal; and that nobody else takes its steps.
#include "agreement/test_agreement.h"
#include "api/test_formation.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::HasSubstr;

using Decisions = NetworkFormation;

TEST_F(Decisions, AreTakenByTheLeadCommissionerOnly) {
    bring_to_review(registration({"A81001", "A81002"}));
    const std::vector<json> steps{
        {{"step", "start_review"}},
        {{"step", "return"}, {"reasons", {"x"}}},
        {{"step", "recommend"}, {"panel", "P"}, {"advice", "approve"}, {"text", "x"}},
        {{"step", "decide_waiver"}, {"is_granted", true}, {"reason", "x"}},
        {{"step", "agree_in_principle"}, {"committee", "C"}, {"minute", "1"}},
        {{"step", "refuse"},
         {"ground", "area"},
         {"reason", "x"},
         {"committee", "C"},
         {"minute", "1"}},
        {{"step", "open_issue"}, {"kind", "gap"}, {"title", "x"}},
        {{"step", "add_issue_step"}, {"issue", 1}, {"by", "x"}, {"text", "x"}},
        {{"step", "close_issue"}, {"issue", 1}, {"outcome", "x"}},
        {{"step", "assign_practice"},
         {"practice", "A81003"},
         {"from", "2026-01-01"},
         {"mediated_by", "LMC"},
         {"mediated_on", "2026-01-01"},
         {"mediation_outcome", "x"},
         {"reason", "x"}},
        {{"step", "vary_contracts"},
         {"rows", {{{"practice", "A81001"}, {"contract", "GMS"}, {"is_approved", true}}}}},
        {{"step", "meet_condition"}, {"condition", 1}, {"how_met", "x"}},
        {{"step", "confirm_agreement"}},
        {{"step", "record_code"}, {"code", "U89999"}},
        {{"step", "go_live"}}};
    for (json body : steps) {
        SCOPED_TRACE(body.dump());
        body["based_on"] = 2;
        const TestNetwork::Exchange post{"POST", at("/review"), body.dump()};
        as_manager(post, 403);
        ask("clinical_director", "A81001", OrganisationKind::practice, post, 403);
        ask("network_manager", "U00001", OrganisationKind::network, post, 403);
        ask("admin", "16C", OrganisationKind::commissioner, post, 403);
        ask("commissioner", "A81001", OrganisationKind::practice, post, 403);
        ask("commissioner", "84H", OrganisationKind::commissioner, post, 404);
        // Neither is there a way round through the practices' own step.
        as_manager({"POST", at("/withdrawal"), body.dump()}, 403);
    }
    EXPECT_EQ(review()["version"], 2);
    EXPECT_EQ(stage(), "under_review");
}

TEST_F(Decisions, WaiveTheSizeWithTheReasonOrNotAtAll) {
    auto text = registration({"A81001", "A81002"}, 11'000);
    text["waiver_reason"] = "A rural valley of few people.";
    bring_to_review(text);
    EXPECT_THAT(hindrances("agree_in_principle"), Contains(HasSubstr("no waiver is granted")));
    agree(409);
    EXPECT_EQ(step({{"step", "decide_waiver"}, {"is_granted", true}}, 400)["where"], "reason");
    step({{"step", "decide_waiver"},
          {"is_granted", true},
          {"reason", "x"},
          {"day", today_.plus_days(1).to_string()}},
         400);
    step({{"step", "decide_waiver"}, {"is_granted", false}, {"reason", "Not rural."}});
    agree(409);
    step({{"step", "decide_waiver"}, {"is_granted", true}, {"reason", "A valley of its own."}});
    const auto seen = review()["review"]["waiver"];
    EXPECT_EQ(seen["is_granted"], true);
    EXPECT_EQ(seen["reason"], "A valley of its own.");
    agree();
    EXPECT_EQ(stage(), "agreed_in_principle");
    EXPECT_EQ(network_.audited("network.decide_waiver", id_), 2);
}

TEST_F(Decisions, WaiveNothingWhereTheSizeIsRight) {
    bring_to_review(registration({"A81001", "A81002"}));
    step({{"step", "decide_waiver"}, {"is_granted", true}, {"reason", "x"}}, 409);
}

TEST_F(Decisions, KeepConditionsMinuteAndRecommendation) {
    // Above the size with teams, which the committee has to accept.
    auto text = registration({"A81001", "A81002"}, 40'000);
    text["teams"] = {{{"name", "East"}, {"practices", {"A81001"}}},
                     {{"name", "West"}, {"practices", {"A81002"}}}};
    bring_to_review(text);
    step({{"step", "recommend"},
          {"panel", "Panel"},
          {"members", "LMC, patients"},
          {"advice", "approve_with_conditions"},
          {"text", "With two conditions"}});
    step({{"step", "recommend"}, {"panel", "Panel"}, {"advice", "maybe"}, {"text", "x"}}, 400);
    step({{"step", "agree_in_principle"}, {"committee", "PCCC"}}, 400);
    // What has to be explained must be accepted by name.
    EXPECT_EQ(agree(400, {{"accepted", json::object()}})["where"], "accepted.size");
    agree(200, {{"conditions", {"Agree the evening rota.", "", "Publish the map."}}});
    auto decision = review()["review"]["decision"];
    EXPECT_EQ(decision["minute"], "2027/1");
    EXPECT_EQ(decision["agreed_with"], "The system");
    ASSERT_EQ(decision["conditions"].size(), 2U);
    EXPECT_THAT(gates(), Contains("The condition \"Publish the map.\" is not met."));
    step({{"step", "meet_condition"}, {"condition", 3}, {"how_met", "x"}}, 400);
    step({{"step", "meet_condition"}, {"condition", 0}, {"how_met", "x"}}, 400);
    step({{"step", "meet_condition"}, {"condition", 2}}, 400);
    step({{"step", "meet_condition"}, {"condition", 2}, {"how_met", "Shown."}});
    decision = review()["review"]["decision"];
    EXPECT_FALSE(decision["conditions"][0].contains("met_on"));
    EXPECT_EQ(decision["conditions"][1]["met_on"], today_.to_string());
    EXPECT_EQ(decision["conditions"][1]["how_met"], "Shown.");
    EXPECT_THAT(gates(), Contains("The condition \"Agree the evening rota.\" is not met."));
    EXPECT_EQ(review()["review"]["recommendation"]["members"], "LMC, patients");
}

TEST_F(Decisions, RefuseOnAGroundOfTheYearAndNeverForTheAgreement) {
    bring_to_review(registration({"A81001", "A81002"}));
    const auto refuse = [&](const std::string& ground, const std::string& minute, int status) {
        return step({{"step", "refuse"},
                     {"ground", ground},
                     {"reason", "It leaves the valley out."},
                     {"committee", "PCCC"},
                     {"minute", minute}},
                    status);
    };
    EXPECT_THAT(refuse("agreement", "2027/2", 400)["remedy"].get<std::string>(),
                HasSubstr("may not refuse a network because of the content"));
    refuse("taste", "2027/2", 400);
    refuse("area", "", 400);
    EXPECT_EQ(refuse("area", "2027/2", 200)["stage"], "closed");
    const auto seen = review()["review"];
    EXPECT_EQ(seen["decision"]["ground"], "area");
    EXPECT_EQ(seen["decision"]["minute"], "2027/2");
    EXPECT_EQ(seen["closed_because"], "It leaves the valley out.");
    // Nothing more is done with it.
    step({{"step", "start_review"}}, 409);
    save(registration({"A81001", "A81002"}), 2, 409);
    as_manager({"POST", at("/submissions"), R"({"based_on": 2})"}, 409);
}

TEST_F(Decisions, AreRefusedWhereSomebodyElseWasFirst) {
    bring_to_review(registration({"A81001", "A81002"}));
    const json body{{"step", "recommend"},
                    {"panel", "P"},
                    {"advice", "approve"},
                    {"text", "x"},
                    {"based_on", 1}};
    as_commissioner({"POST", at("/review"), body.dump()}, 409);
    json none = body;
    none.erase("based_on");
    as_commissioner({"POST", at("/review"), none.dump()}, 400);
    none["based_on"] = 2;
    none["nonsense"] = 1;
    as_commissioner({"POST", at("/review"), none.dump()}, 400);
    EXPECT_FALSE(review()["review"].contains("recommendation"));
}

}  // namespace
}  // namespace openpcn::api
