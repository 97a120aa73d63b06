// The contract record of a practice over HTTP: its own contract by the commissioner, its word on
// the year by itself, and nobody else's.
#include "agreement/test_agreement.h"
#include "api/test_formation.h"

namespace openpcn::api {
namespace {

using nlohmann::json;

class Contracts : public NetworkFormation {
protected:
    json first() {
        const auto seen = as_manager({"GET", at("/contracts"), ""});
        return seen["practices"][0];
    }
    void make_live() {
        bring_to_review(registration({"A81001", "A81002"}));
        bring_to_the_last_step();
        step({{"step", "go_live"}});
    }
    std::string year() const {
        const int starts = today_.month() < 4 ? today_.year() - 1 : today_.year();
        return std::to_string(starts) + "-04-01";
    }
};

TEST_F(Contracts, AreThereFromTheDayThatTheNetworkIsLive) {
    bring_to_review(registration({"A81001", "A81002"}));
    EXPECT_EQ(first()["years"].size(), 0U);
    EXPECT_FALSE(first().contains("core"));
    bring_to_the_last_step();
    EXPECT_EQ(first()["core"]["type"], "GMS");
    EXPECT_EQ(first()["core"]["from_variation"], true);
    step({{"step", "go_live"}});
    const auto years = first()["years"];
    ASSERT_EQ(years.size(), 1U);
    EXPECT_EQ(years[0]["year"], year());
    EXPECT_EQ(years[0]["participation"], "opted_in");
    EXPECT_FALSE(years[0]["source"].get<std::string>().empty());
    const std::string before = "/contracts?as_at=" + today_.plus_days(-1).to_string();
    as_manager({"GET", at(before), ""}, 404);
}

TEST_F(Contracts, TakeThePracticesOwnWordAndNobodyElses) {
    make_live();
    json body{
        {"year", year()}, {"takes_part", false}, {"reason", "We go on alone."}, {"based_on", 0}};
    const std::string own = at("/contracts/A81001/years");
    as_other_member({"POST", own, body.dump()}, 403);
    as_commissioner({"POST", own, body.dump()}, 403);
    ask("receptionist", "A81001", OrganisationKind::practice, {"POST", own, body.dump()}, 403);
    as_manager({"POST", at("/contracts/A81003/years"), body.dump()}, 404);
    json without = body;
    without["reason"] = "";
    as_manager({"POST", own, without.dump()}, 400);
    json past = body;
    past["year"] = "2019-04-01";
    as_manager({"POST", own, past.dump()}, 409);
    EXPECT_EQ(as_manager({"POST", own, body.dump()})["version"], 1);
    as_manager({"POST", own, body.dump()}, 409);
    EXPECT_EQ(first()["years"][0]["participation"], "opted_out");
    EXPECT_EQ(network_.audited("contract.choose", "A81001"), 1);
    // It thinks better of it.
    body["takes_part"] = true;
    body["based_on"] = 1;
    as_manager({"POST", own, body.dump()});
    EXPECT_EQ(first()["years"][0]["participation"], "opted_in");
}

TEST_F(Contracts, TakeTheCoreContractFromTheCommissioner) {
    make_live();
    const json body{{"type", "PMS"}, {"reference", "C/12"}, {"based_on", 0}};
    const std::string own = at("/contracts/A81001");
    as_manager({"PUT", own, body.dump()}, 403);
    ask("commissioner", "84H", OrganisationKind::commissioner, {"PUT", own, body.dump()}, 404);
    as_commissioner({"PUT", own, R"({"type": "XMS", "based_on": 0})"}, 400);
    as_commissioner({"PUT", at("/contracts/A81003"), body.dump()}, 404);
    as_commissioner({"PUT", own, body.dump()});
    as_commissioner({"PUT", own, body.dump()}, 409);
    const auto core = first()["core"];
    EXPECT_EQ(core["type"], "PMS");
    EXPECT_EQ(core["reference"], "C/12");
    EXPECT_EQ(core["from_variation"], false);
    EXPECT_EQ(network_.audited("contract.core", "A81001"), 1);
}

}  // namespace
}  // namespace openpcn::api
