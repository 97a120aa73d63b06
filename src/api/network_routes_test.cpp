// Networks that are kept here: who sees them, and taking one of the register in.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "api/formation_desk.h"
#include "api/test_network.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using nlohmann::json;

constexpr const char* details =
    "PCN Code,PCN Name,Current Sub ICB Loc Code,Sub ICB Location,Open Date,Close Date,Postcode\n"
    "U89141,STOCKTON PCN,16C,NHS NE - 16C,20191001,,TS18 2AT\n";
constexpr const char* mapping =
    "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,"
    "SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME,COMM_REGION_CODE\n"
    "01Jan2026,A81001,THE DENSHAM SURGERY,TS18 1HU,U89141,STOCKTON PCN,16C,NHS NE,QHM,NE,Y63\n";

class NetworksKeptHere : public testing::Test {
protected:
    json ask(const std::string& role, const std::string& organisation, OrganisationKind kind,
             const TestNetwork::Exchange& exchange, int status = 200) {
        const auto session = network_.sign_in(role, organisation, kind);
        const auto response = network_.ask(&session, exchange);
        EXPECT_EQ(response.status, status) << response.body;
        return json::parse(response.body);
    }

    TestNetwork network_;
};

TEST_F(NetworksKeptHere, AreSeenByTheirStaffPracticesAndCommissionerOnly) {
    const std::string id = network_.add_network(networks::Stage::draft, {"A81001"});
    const TestNetwork::Exchange one{"GET", "/api/networks/" + id, ""};
    const TestNetwork::Exchange all{"GET", "/api/networks", ""};
    const auto own = ask("network_manager", "U00001", OrganisationKind::network, one);
    EXPECT_EQ(own["part"], "own");
    EXPECT_EQ(own["stage"], "draft");
    EXPECT_EQ(own["members"][0]["code"], "A81001");
    EXPECT_FALSE(own.contains("code"));
    EXPECT_EQ(ask("gp", "A81001", OrganisationKind::practice, one)["part"], "member");
    EXPECT_EQ(ask("commissioner", "QE1", OrganisationKind::commissioner, one)["part"],
              "commissioner");
    ask("gp", "A81002", OrganisationKind::practice, one, 404);
    ask("commissioner", "QE2", OrganisationKind::commissioner, one, 404);
    ask("network_manager", "U00002", OrganisationKind::network, one, 404);
    EXPECT_EQ(ask("gp", "A81001", OrganisationKind::practice, all).size(), 1U);
    EXPECT_EQ(ask("gp", "A81002", OrganisationKind::practice, all).size(), 0U);
}

TEST_F(NetworksKeptHere, MayBeTakenOverFromTheRegisterOnceByTheirOwn) {
    network_.load_register(
        {feeds::text_file("epcn-2025-01.csv", details), feeds::text_file("map.csv", mapping)},
        *Date::parse("2026-11-01"));
    const TestNetwork::Exchange take{"POST", "/api/networks/from-register",
                                     R"({"code": "U89141"})"};
    ask("network_manager", "U00002", OrganisationKind::network, take, 403);
    const auto taken = ask("practice_manager", "A81001", OrganisationKind::practice, take, 201);
    const std::string id = taken["id"];
    EXPECT_EQ(network_.audited("network.take_in", id), 1);
    ask("network_manager", "U89141", OrganisationKind::network, take, 409);
    ask("network_manager", "U89141", OrganisationKind::network,
        {"POST", "/api/networks/from-register", R"({"code": "U99999"})"}, 404);
    const auto seen = ask("network_manager", "U89141", OrganisationKind::network,
                          {"GET", "/api/networks/" + id, ""});
    EXPECT_EQ(seen["stage"], "live");
    EXPECT_EQ(seen["starts"], "2019-10-01");
    EXPECT_EQ(seen["members"][0]["name"], "THE DENSHAM SURGERY");
    EXPECT_EQ(seen["commissioner"]["code"], "16C");
}

TEST_F(NetworksKeptHere, AreShownAsTheyWereOnAPastDay) {
    const std::string id = network_.add_network(networks::Stage::draft, {"A81001"});
    const Date today = io::today_in_london();
    const auto keep = [&](const char* kind, int days_ago, const json& body, std::int64_t before) {
        const auto connection = network_.parts().database.lease();
        const std::string at = today.plus_days(-days_ago).to_string() + "T12:00:00Z";
        ASSERT_TRUE(persistence::add_paper(
            **connection,
            {id, kind, kind, 1, body.dump(), Instant::parse(at).value(), "u", "U", "A81001"},
            before));
    };
    keep(registration_kind, 9, {{"name", "First"}, {"members", {"A81001", "A81002"}}}, 0);
    keep(registration_kind, 6, {{"name", "Second"}, {"members", {"A81001"}}}, 1);
    keep(review_kind, 6, {{"stage", "under_review"}}, 0);
    const auto on = [&](int days_ago, int status = 200) {
        return ask(
            "gp", "A81001", OrganisationKind::practice,
            {"GET", "/api/networks/" + id + "?as_at=" + today.plus_days(-days_ago).to_string(), ""},
            status);
    };
    on(10, 404);
    EXPECT_EQ(on(9)["name"], "First");
    EXPECT_EQ(on(9)["stage"], "draft");
    EXPECT_EQ(on(9)["members"].size(), 2U);
    EXPECT_EQ(on(6)["name"], "Second");
    EXPECT_EQ(on(6)["stage"], "under_review");
    EXPECT_EQ(on(6)["members"].size(), 1U);
    const auto listed = [&](int days_ago) {
        return ask("gp", "A81001", OrganisationKind::practice,
                   {"GET", "/api/networks?as_at=" + today.plus_days(-days_ago).to_string(), ""});
    };
    EXPECT_EQ(listed(10).size(), 0U);
    EXPECT_EQ(listed(8)[0]["name"], "First");
    // Another network's draft counted a practice then which it does not have any more.
    const std::string other = network_.add_network(networks::Stage::draft, {"A81002"}, "Other");
    const auto of_the_other = [&](int days_ago) {
        const auto seen = ask("practice_manager", "A81002", OrganisationKind::practice,
                              {"GET",
                               "/api/networks/" + other +
                                   "/registration?as_at=" + today.plus_days(-days_ago).to_string(),
                               ""});
        for (const auto& one : seen["findings"])
            if (one["id"] == "one_network") return one["severity"].get<std::string>();
        return std::string("none");
    };
    EXPECT_NE(of_the_other(9), of_the_other(6));
}

}  // namespace
}  // namespace openpcn::api
