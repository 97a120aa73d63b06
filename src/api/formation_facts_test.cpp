// Contract variations practice by practice, and the gates that a network passes before its first
// day, each of them missing once, over HTTP.
#include "agreement/test_agreement.h"
#include "api/test_formation.h"
#include "base/day_in_words.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class GoingLive : public NetworkFormation {
protected:
    void expect_kept_from_live(const std::string& gate) {
        EXPECT_THAT(gates(), ElementsAre(HasSubstr(gate)));
        const auto refused = step({{"step", "go_live"}}, 409);
        EXPECT_THAT(refused["what"].get<std::string>(), HasSubstr(gate));
        EXPECT_NE(stage(), "live");
        EXPECT_EQ(network_.audited("network.go_live", id_), 0);
    }
    // The network's one clinical director, with this share of the post.
    void keep_director(int percent) {
        const auto held = as_manager({"GET", at("/people"), ""})["posts"][0];
        const json post{{"kind", held["kind"]},     {"role", held["role"]},
                        {"person", held["person"]}, {"profession", held["profession"]},
                        {"share_percent", percent}, {"from", held["from"]},
                        {"method", held["method"]}};
        as_manager({"POST", at("/posts/" + held["id"].get<std::string>()),
                    json{{"based_on", held["version"]}, {"post", post}}.dump()});
    }
};

TEST_F(GoingLive, VariesEachPracticesContractByItself) {
    bring_to_review(registration({"A81001", "A81002"}));
    vary({"A81001"}, 409);  // before the decision
    agree();
    vary({"A81003"}, 400);  // no member
    step({{"step", "vary_contracts"}, {"rows", json::array()}}, 400);
    step({{"step", "vary_contracts"},
          {"rows", {{{"practice", "A81001"}, {"contract", "XMS"}, {"is_approved", true}}}}},
         400);
    step({{"step", "vary_contracts"},
          {"rows",
           {{{"practice", "A81001"},
             {"contract", "PMS"},
             {"is_approved", true},
             {"reference", "V/7"},
             {"day", today_.plus_days(-1).to_string()}}}}});
    EXPECT_EQ(stage(), "agreed_in_principle") << "one of two";
    vary({"A81002"}, 200, "no");
    EXPECT_EQ(stage(), "agreed_in_principle") << "the second is refused";
    EXPECT_THAT(gates(), Contains("The contracts of A81002 are not varied."));
    vary({"A81002"});
    EXPECT_EQ(stage(), "contract_varied");
    const auto rows = review()["review"]["variations"];
    ASSERT_EQ(rows.size(), 2U) << "the newest of each practice";
    EXPECT_EQ(rows[0]["contract"], "PMS");
    EXPECT_EQ(rows[0]["reference"], "V/7");
    EXPECT_EQ(rows[1]["is_approved"], true);
}

TEST_F(GoingLive, NeedsTheConditionsMet) {
    bring_to_review(registration({"A81001", "A81002"}));
    agree(200, {{"conditions", {"Publish the map."}}});
    vary({"A81001", "A81002"});
    keep_agreement(agreement::complete_values);
    step({{"step", "confirm_agreement"}});
    step({{"step", "record_code"}, {"code", "U89999"}});
    expect_kept_from_live("The condition \"Publish the map.\" is not met.");
    step({{"step", "meet_condition"}, {"condition", 1}, {"how_met", "Shown."}});
    step({{"step", "go_live"}});
    EXPECT_EQ(stage(), "live");
}

TEST_F(GoingLive, NeedsTheContractsVariedStill) {
    bring_to_review(registration({"A81001", "A81002"}));
    bring_to_the_last_step();
    vary({"A81002"}, 200, "no");
    expect_kept_from_live("The contracts of A81002 are not varied.");
    vary({"A81002"});
    step({{"step", "go_live"}});
}

TEST_F(GoingLive, NeedsTheAgreementAsItWasConfirmed) {
    bring_to_review(registration({"A81001", "A81002"}));
    agree();
    vary({"A81001", "A81002"});
    step({{"step", "confirm_agreement"}}, 409);
    keep_agreement(agreement::complete_values);
    step({{"step", "confirm_agreement"}});
    step({{"step", "record_code"}, {"code", "U89999"}});
    EXPECT_THAT(gates(), IsEmpty());
    // Amended since: signed again, but no longer complete.
    keep_agreement(agreement::initial_values);
    EXPECT_FALSE(gates().empty());
    step({{"step", "go_live"}}, 409);
    keep_agreement(agreement::complete_values);
    step({{"step", "go_live"}});
}

TEST_F(GoingLive, NeedsACodeThatNobodyElseHas) {
    bring_to_review(registration({"A81001", "A81002"}));
    agree();
    vary({"A81001", "A81002"});
    keep_agreement(agreement::complete_values);
    step({{"step", "confirm_agreement"}});
    expect_kept_from_live("The network has no ODS code yet.");
    for (const char* wrong : {"A81001", "U8999", "U899999", "89999U"})
        step({{"step", "record_code"}, {"code", wrong}}, 400);
    network_.load_register(
        {feeds::text_file(
            "epcn-2026-02.csv",
            "PCN Code,PCN Name,Current Sub ICB Loc Code,Sub ICB Location,Open Date,Close Date,"
            "Postcode\nU89141,STOCKTON PCN,84H,NHS NE - 84H,20191001,,TS18 2AT\n")},
        today_);
    const auto taken = step({{"step", "record_code"}, {"code", "U89141"}}, 400);
    EXPECT_THAT(taken["what"].get<std::string>(), HasSubstr("STOCKTON PCN"));
    step({{"step", "record_code"}, {"code", "U89999"}});
    step({{"step", "go_live"}});
}

TEST_F(GoingLive, NeedsItsMembersToBeInNoOtherNetwork) {
    bring_to_review(registration({"A81001", "A81002"}));
    bring_to_the_last_step();
    // A later national file has one of them elsewhere, and the change was accepted.
    network_.load_register(
        {feeds::text_file(
            "map-2026-02.csv",
            "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,"
            "SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME,COMM_REGION_CODE\n"
            "01Feb2026,A81001,PRACTICE A81001,TS18 1HU,U,UNALLOCATED,16C,NHS NE,QHM,NE,Y63\n"
            "01Feb2026,A81002,PRACTICE A81002,TS18 1HU,U89141,STOCKTON PCN,16C,NHS NE,QHM,NE,Y63\n"
            "01Feb2026,A81003,PRACTICE A81003,TS18 1HU,U,UNALLOCATED,16C,NHS NE,QHM,NE,Y63\n")},
        today_);
    as_commissioner({"POST", "/api/register/changes/accept", R"({"all": true})"});
    EXPECT_THAT(gates(), ElementsAre(HasSubstr("another network")));
    step({{"step", "go_live"}}, 409);
}

TEST_F(GoingLive, NeedsItsPayeeAndDirectors) {
    bring_to_review(registration({"A81001", "A81002"}));
    bring_to_the_last_step();
    EXPECT_THAT(gates(), IsEmpty());
    keep_director(60);
    expect_kept_from_live("60");
    keep_director(100);
    for (const char* day : {"2019-01-01", "2199-01-01"})
        step({{"step", "go_live"}, {"from", day}}, 400);
    step({{"step", "go_live"}, {"from", today_.to_string()}});
    const auto seen = review();
    EXPECT_EQ(seen["review"]["live_from"], today_.to_string());
    EXPECT_EQ(seen["gates"].size(), 0U);
    step({{"step", "go_live"}}, 409);
}

class GoingLiveLater : public GoingLive {
protected:
    GoingLiveLater() { starts_ = today_.plus_days(5); }
};

TEST_F(GoingLiveLater, WaitsForItsFirstDay) {
    bring_to_review(registration({"A81001", "A81002"}));
    bring_to_the_last_step();
    expect_kept_from_live("Its first day is " + day_in_words(starts_));
}

}  // namespace
}  // namespace openpcn::api
