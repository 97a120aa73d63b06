// Forming a network through the API: from the first draft to the register, every step by every
// part, returned once, and what the register says the day before. Single steps have files of their
// own: submissions, decisions, disputes, gates, areas.
#include "agreement/test_agreement.h"
#include "api/formation_desk.h"
#include "api/test_formation.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using nlohmann::json;

class WholeFormation : public NetworkFormation {
protected:
    std::int64_t submit_first() {
        auto version = save(registration({"A81001", "A81002"}), 1);
        accept("A81001", version);
        accept("A81002", version);
        keep_agreement(agreement::initial_values);
        name_director();
        const std::string payee = propose_payee();
        EXPECT_THAT(blocking(), testing::ElementsAre("payee")) << "proposed is not confirmed";
        confirm_payee(payee);
        EXPECT_THAT(blocking(), testing::IsEmpty());
        const std::string submit = json{{"based_on", version}}.dump();
        as_commissioner({"POST", at("/submissions"), submit}, 403);
        as_manager({"POST", at("/submissions"), R"({"based_on": 1})"}, 409);
        as_manager({"POST", at("/submissions"), submit}, 201);
        as_manager({"POST", at("/submissions"), submit}, 409);
        save(registration({"A81001"}), version, 409);
        return version;
    }
    // A version that was kept in some earlier time.
    void keep(const std::string& kind, const json& body, std::int64_t based_on) {
        const auto connection = network_.parts().database.lease();
        persistence::Paper paper;
        paper.owner = id_;
        paper.kind = kind;
        paper.id = kind;
        paper.body = body.dump();
        paper.at = io::now();
        ASSERT_TRUE(connection && persistence::add_paper(**connection, paper, based_on));
    }
    void agree_areas_together() {
        // All areas together: what stands against them must be named.
        auto areas = as_commissioner({"GET", "/api/approvals/areas", ""});
        ASSERT_EQ(areas["networks"].size(), 1U);
        json decision{{"networks", {id_}},
                      {"committee", "PCCC"},
                      {"minute", "2027/1"},
                      {"agreed_with", "The system"}};
        as_commissioner({"POST", "/api/approvals/areas", decision.dump()}, 409);
        for (const auto& one : areas["obstacles"])
            decision["exceptions"][one["id"].get<std::string>()] = "Known.";
        EXPECT_TRUE(decision["exceptions"].contains("coverage"));
        as_commissioner({"POST", "/api/approvals/areas", decision.dump()});
        EXPECT_EQ(stage(), "agreed_in_principle");
        EXPECT_EQ(network_.audited("network.agree_areas", id_), 1);
    }
    void expect_the_day_before_shows_nothing() {
        const auto before = network_.parts().register_desk.of(today_.plus_days(-1)).value();
        const auto after = network_.parts().register_desk.of(today_).value();
        const auto code = OdsCode::parse("U89999").value();
        EXPECT_FALSE(before->view.networks().contains(code) &&
                     before->view.networks().at(code).is_open);
        ASSERT_TRUE(after->view.networks().contains(code));
        EXPECT_EQ(after->view.networks().at(code).members.size(), 2U);
        // As at the day before nothing of this was there.
        const std::string day_before = "?as_at=" + today_.plus_days(-1).to_string();
        const auto past = as_manager({"GET", at("/review" + day_before), ""});
        EXPECT_EQ(past["review"]["stage"], "draft");
        EXPECT_EQ(past["history"].size(), 0U);
    }
};

TEST_F(WholeFormation, WritesARegistrationAsItGoesAndNamesWhatStandsAgainstIt) {
    id_ = begin();
    auto seen = as_manager({"GET", at("/registration"), ""});
    EXPECT_EQ(seen["version"], 1);
    EXPECT_EQ(seen["registration"]["members"], json({"A81001", "A81002"}));
    EXPECT_TRUE(seen["may_write"]);
    EXPECT_FALSE(seen["may_be_submitted"]);
    const auto two = save(registration({"A81001", "A81002"}), 1);
    EXPECT_EQ(two, 2);
    save(registration({"A81001"}), 1, 409);
    seen = as_manager({"GET", at("/registration"), ""});
    EXPECT_EQ(seen["versions"].size(), 2U);
    bool named = false;
    for (const auto& one : seen["findings"])
        if (one["id"] == "coverage")
            named = one["arithmetic"].get<std::string>().find("A81003") != std::string::npos;
    EXPECT_TRUE(named) << "the practice that is left";
    EXPECT_THAT(blocking(), testing::UnorderedElementsAre("accepted_by_members", "agreement",
                                                          "directors", "payee"));
    settle_people();
    EXPECT_THAT(blocking(), testing::UnorderedElementsAre("accepted_by_members", "agreement"));
    seen = as_manager({"GET", at("/registration"), ""});
    EXPECT_EQ(seen["people"]["payees"], json({"PRACTICE A81001"}));
    EXPECT_EQ(seen["people"]["directors"][0]["profession"], "gp");
    EXPECT_FALSE(seen["registration"].contains("payee"));
    accept("A81001", 2);
    accept("A81003", 2, 404);
    accept("A81002", 2);
    EXPECT_THAT(blocking(), testing::ElementsAre("agreement"));
    // Another area: earlier acceptances do not count.
    auto other = registration({"A81001", "A81002"});
    other["area"]["small_areas"] = {"E01012002"};
    save(other, 2);
    EXPECT_THAT(blocking(), testing::UnorderedElementsAre("accepted_by_members", "agreement"));
    accept("A81001", 2, 409);
    EXPECT_EQ(network_.audited("registration.save", id_), 2);
    const auto lists = as_manager({"GET", at("/registration/lists?dated=2026-01-01"), ""});
    EXPECT_EQ(lists["rows"].size(), 2U);
    // The commissioner does not read a draft, and may not write it.
    as_commissioner({"GET", at("/registration"), ""}, 403);
    as_commissioner({"PUT", at("/registration"), "{}"}, 403);
    as_manager({"POST", at("/submissions"), R"({"based_on": 3})"}, 409);
    as_manager({"POST", at("/withdrawal"),
                R"({"step": "withdraw", "reason": "We join another.", "based_on": 0})"});
    EXPECT_EQ(stage(), "closed");
    save(registration({"A81001"}), 3, 409);
}

TEST_F(WholeFormation, LeadsFromTheFirstDraftThroughAReturnToTheRegister) {
    id_ = begin();
    auto version = submit_first();
    // The commissioner reads it now, and no other one does.
    EXPECT_EQ(as_commissioner({"GET", at("/registration"), ""})["people"]["payees"],
              json({"PRACTICE A81001"}));
    ask("commissioner", "84H", OrganisationKind::commissioner, {"GET", at("/review"), ""}, 404);
    const auto tray = as_commissioner({"GET", "/api/approvals", ""});
    ASSERT_EQ(tray["waiting"].size(), 1U);
    EXPECT_EQ(tray["waiting"][0]["what"], "Start the review");
    // Practices take no step of the commissioner's; the commissioner none out of turn.
    as_manager({"POST", at("/review"), R"({"step": "start_review", "based_on": 1})"}, 403);
    step({{"step", "go_live"}}, 409);
    step({{"step", "submit"}}, 400);
    step({{"step", "start_review"}});
    step({{"step", "return"}, {"reasons", {"A81003 is left between the networks."}}});
    EXPECT_EQ(stage(), "returned");
    auto seen = as_manager({"GET", at("/registration"), ""});
    EXPECT_EQ(seen["returned"]["reasons"][0], "A81003 is left between the networks.");
    auto text = registration({"A81001", "A81002"});
    text["locality"] = "North";
    version = save(text, version);
    as_manager({"POST", at("/submissions"), json{{"based_on", version}}.dump()}, 201);
    const auto submissions = as_manager({"GET", at("/submissions"), ""});
    ASSERT_EQ(submissions.size(), 2U);
    EXPECT_EQ(submissions[0]["differences"], json({"Locality: North instead of nothing."}));
    step({{"step", "start_review"}});
    step({{"step", "recommend"}, {"panel", "Panel"}, {"advice", "approve"}, {"text", "Good"}});
    step({{"step", "refuse"},
          {"ground", "agreement"},
          {"reason", "x"},
          {"committee", "PCCC"},
          {"minute", "1"}},
         400);
    agree_areas_together();
    json rows = json::array();
    for (const char* practice : {"A81001", "A81002"})
        rows.push_back({{"practice", practice}, {"contract", "GMS"}, {"is_approved", true}});
    step({{"step", "vary_contracts"}, {"rows", rows}});
    EXPECT_EQ(stage(), "contract_varied");
    step({{"step", "confirm_agreement"}}, 409);
    keep_agreement(agreement::complete_values);
    step({{"step", "confirm_agreement"}});
    step({{"step", "record_code"}, {"code", "A81001"}}, 400);
    step({{"step", "go_live"}}, 409);
    step({{"step", "record_code"}, {"code", "U89999"}});
    EXPECT_EQ(as_manager({"GET", at("/review"), ""})["gates"], json::array());
    step({{"step", "go_live"}});
    EXPECT_EQ(stage(), "live");
    EXPECT_THAT(blocking(), testing::IsEmpty()) << "its practices are in no network but itself";
    expect_the_day_before_shows_nothing();
    EXPECT_GE(as_manager({"GET", at("/review"), ""})["history"].size(), 10U);
}

// Registrations named directors and payee themselves once: they are read, and open no gate.
TEST_F(WholeFormation, OfAnEarlierFormStaysReadableAndWaitsForAConfirmedPayee) {
    id_ = begin();
    json text = registration({"A81001", "A81002"});
    text["directors"] = {{{"name", "Dr Ash"}, {"profession", "GP"}, {"percent", 100}}};
    text["payee"] = "PRACTICE A81001";
    EXPECT_THAT(as_manager({"PUT", at("/registration"),
                            json{{"based_on", 1}, {"registration", text}}.dump()},
                           400)["remedy"]
                    .get<std::string>(),
                testing::HasSubstr("people and payee"));
    keep(registration_kind, text, 1);
    const auto seen = as_manager({"GET", at("/registration"), ""});
    EXPECT_EQ(seen["named_earlier"]["payee"], "PRACTICE A81001");
    EXPECT_FALSE(seen["registration"].contains("payee"));
    EXPECT_THAT(blocking(), testing::IsSupersetOf({"directors", "payee"}));
    keep(submission_kind,
         {{"version", 1},
          {"registration_version", 2},
          {"is_late", false},
          {"registration", text},
          {"members", json::array()},
          {"people",
           {{"payees", {"PRACTICE A81001"}},
            {"directors", {{{"name", "Dr Ash"}, {"percent", 100}}}}}},
          {"findings", json::array()},
          {"rules", seen["rules"]},
          {"register_files", json::array()}},
         0);
    formation::ReviewCase reviewed;
    reviewed.stage = networks::Stage::agreement_complete;
    keep(review_kind, json::parse(formation::review_case_json(reviewed)), 0);
    EXPECT_EQ(as_manager({"GET", at("/submissions"), ""})[0]["registration"]["payee"],
              "PRACTICE A81001");
    const std::string shut = "There is not exactly one confirmed payee: 0 confirmed payees.";
    EXPECT_THAT(gates(), testing::Contains(shut));
    const std::string payee = propose_payee();
    EXPECT_THAT(gates(), testing::Contains(shut)) << "proposed";
    step({{"step", "go_live"}}, 409);
    confirm_payee(payee);
    EXPECT_THAT(gates(), testing::Not(testing::Contains(shut)));
}

TEST_F(WholeFormation, ShowsReadinessByLocalityAndTheCommissionersOwnDates) {
    id_ = begin();
    auto ready = as_commissioner({"GET", "/api/approvals/readiness", ""});
    ASSERT_EQ(ready["localities"].size(), 1U);
    EXPECT_EQ(ready["coverage"]["practices"], 3);
    EXPECT_EQ(ready["coverage"]["missing"].size(), 3U) << "a draft covers nobody";
    const std::string rules = ready["timetables"][0]["rules"];
    const json dates{{"rules", rules},
                     {"based_on", 0},
                     {"dates",
                      {{{"title", "Early return"},
                        {"due", today_.plus_days(-2).to_string()},
                        {"owner", "practices"},
                        {"proof", "submitted"}}}}};
    as_commissioner({"PUT", "/api/approvals/dates", dates.dump()});
    as_commissioner({"PUT", "/api/approvals/dates", dates.dump()}, 409);
    as_manager({"PUT", "/api/approvals/dates", dates.dump()}, 403);
    ready = as_commissioner({"GET", "/api/approvals/readiness", ""});
    EXPECT_EQ(ready["localities"][0]["late"], 1);
    EXPECT_EQ(as_manager({"GET", at("/review"), ""})["waiting"][0]["is_late"], true);
}

}  // namespace
}  // namespace openpcn::api
