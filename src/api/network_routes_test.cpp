// Networks that are kept here: who sees them, and taking one of the register in.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "api/test_network.h"

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

}  // namespace
}  // namespace openpcn::api
