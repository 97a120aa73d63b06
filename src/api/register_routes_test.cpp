// The register's routes over a register of one commissioner, loaded as the command line does.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "api/test_network.h"

namespace openpcn::api {
namespace {

using nlohmann::json;

constexpr const char* details =
    "PCN Code,PCN Name,Current Sub ICB Loc Code,Sub ICB Location,Open Date,Close Date,Postcode\n"
    "U89141,STOCKTON PCN,16C,NHS NE - 16C,20191001,,TS18 2AT\n";
constexpr const char* mapping_heading =
    "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,"
    "SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME,COMM_REGION_CODE\n";
constexpr const char* january =
    "01Jan2026,A81001,THE DENSHAM SURGERY,TS18 1HU,U89141,STOCKTON PCN,16C,NHS NE,QHM,NE,Y63\n"
    "01Jan2026,A81002,QUEENS PARK,TS18 2AW,U,Unallocated,16C,NHS NE,QHM,NE,Y63\n";
constexpr const char* july =
    "01Jul2026,A81001,THE DENSHAM SURGERY,TS18 1HU,U89141,STOCKTON PCN,16C,NHS NE,QHM,NE,Y63\n"
    "01Jul2026,A81002,QUEENS PARK,TS18 2AW,U89141,STOCKTON PCN,16C,NHS NE,QHM,NE,Y63\n";
constexpr const char* bands =
    "EXTRACT_DATE,ORG_TYPE,ORG_CODE,ONS_CODE,POSTCODE,SEX,AGE_GROUP_5,NUMBER_OF_PATIENTS\n"
    "2026-03-01,GP,A81001,,TS18 1HU,ALL,ALL,30\n2026-03-01,GP,A81001,,TS18 1HU,MALE,10_14,8\n"
    "2026-03-01,GP,A81001,,TS18 1HU,MALE,5_9,2\n2026-03-01,GP,A81001,,TS18 1HU,FEMALE,95+,20\n";
constexpr const char* lists =
    "EXTRACT_DATE,TYPE,SUB_ICB_LOCATION_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n"
    "2026-01-01,GP,16C,A81001,TS18 1HU,ALL,ALL,3749\n"
    "2026-01-01,GP,16C,A81002,TS18 2AW,ALL,ALL,18649\n";
constexpr const char* places =
    "practice_code,practice_name,postcode,lat,lon\nA81001,X,TS18 1HU,54.561626,-1.31897\n";
constexpr const char* directory =
    "\"A81001\",\"THE DENSHAM SURGERY\",\"Y63\",\"QHM\",\"HEALTH CENTRE\",\"\",\"\",\"\",\"\","
    "\"TS18 1HU\",\"19740401\",\"\",\"ACTIVE\",\"B\",\"16C\",\"20200401\",\"\",\"01642\",\"\","
    "\"\",\"\",\"1\",\"\",\"16C\",\"\",\"RO76\",\"\"\n";

class RegisterOfEngland : public testing::Test {
protected:
    void SetUp() override {
        load({feeds::text_file("epcn-2025-01.csv", details),
              feeds::text_file("map.csv", std::string(mapping_heading) + january),
              feeds::text_file("lists.csv", lists), feeds::text_file("places-2019-05.csv", places),
              feeds::text_file("epraccur-2026-02.csv", directory)});
    }
    void load(std::vector<feeds::InputFile> files) {
        network_.load_register(std::move(files), *Date::parse("2026-11-01"));
    }
    json get(const std::string& address, int status = 200) {
        const auto session = network_.sign_in("receptionist", "A81001", OrganisationKind::practice);
        const auto response = network_.ask(&session, {"GET", address, ""});
        EXPECT_EQ(response.status, status) << response.body;
        return json::parse(response.body);
    }
    http::Response accept(const std::string& role, OrganisationKind kind, std::string body) {
        const auto session = network_.sign_in(role, "16C", kind);
        return network_.ask(&session, {"POST", "/api/register/changes/accept", std::move(body)});
    }

    TestNetwork network_;
};

TEST_F(RegisterOfEngland, TellsTotalsWithTheFilesTheyRestOn) {
    const json body = get("/api/register?as_at=2026-02-01");
    EXPECT_EQ(body["open_networks"], 1);
    EXPECT_EQ(body["practices"], 2);
    EXPECT_EQ(body["unallocated_practices"], 1);
    EXPECT_EQ(body["registered_patients"], 22398);
    EXPECT_EQ(body["commissioners"][0]["code"], "16C");
    EXPECT_EQ(body["commissioners"][0]["region"], "Y63");
    EXPECT_EQ(body["rests_on"].size(), 5U);
    // Before all lists there is no number, which is not nought.
    EXPECT_FALSE(get("/api/register?as_at=2025-02-01").contains("registered_patients"));
    get("/api/register?as_at=yesterday", 400);
}

TEST_F(RegisterOfEngland, ShowsOneNetworkPracticeAndCommissioner) {
    const json network = get("/api/register/networks/u89141?as_at=2026-02-01");
    EXPECT_EQ(network["registered_patients"], 3749);
    EXPECT_EQ(network["members"][0]["list"]["extracted"], "2026-01-01");
    EXPECT_EQ(network["source"]["file"], "map.csv");
    const json practice = get("/api/register/practices/A81001?as_at=2026-02-01");
    EXPECT_EQ(practice["directory"]["status"], "active");
    EXPECT_EQ(practice["place"]["source"]["dated"], "2019-05-01");
    const json commissioner = get("/api/register/commissioners/16C?as_at=2026-02-01");
    EXPECT_EQ(commissioner["networks"][0]["code"], "U89141");
    EXPECT_EQ(commissioner["practices_in_no_network"][0]["code"], "A81002");
    get("/api/register/networks/U99999", 404);
    get("/api/register/practices/A8", 400);
}

TEST_F(RegisterOfEngland, ShowsAListBySexAndAge) {
    load({feeds::text_file("bands.csv", bands)});
    const json list = get("/api/register/practices/A81001?as_at=2026-04-01")["list"];
    EXPECT_EQ(list["patients"], 30);
    EXPECT_EQ(list["bands"], json::parse(R"([{"sex": "FEMALE", "band": "95+", "patients": 20},
        {"sex": "MALE", "band": "5_9", "patients": 2},
        {"sex": "MALE", "band": "10_14", "patients": 8}])"));
}

TEST_F(RegisterOfEngland, TakesFilesOfWhoeverMayManageIt) {
    const std::string file = std::string(mapping_heading) + july + "01Jul2026,A8,X,,U,,16C,,,,\n";
    const auto send = [&](const std::string& role, OrganisationKind kind, const std::string& text) {
        const auto session = network_.sign_in(role, "16C", kind);
        return network_.ask(&session, {"POST", "/api/register/files?file_name=map.csv", text});
    };
    EXPECT_EQ(send("practice_manager", OrganisationKind::practice, file).status, 403);
    const auto sent = send("commissioner", OrganisationKind::commissioner, file);
    ASSERT_EQ(sent.status, 200) << sent.body;
    const json loaded = json::parse(sent.body);
    EXPECT_EQ(loaded["state"], "waiting");
    EXPECT_EQ(loaded["changes"]["practice moved"], 1);
    EXPECT_EQ(loaded["rejects"][0]["line"], 4);
    EXPECT_EQ(json::parse(send("admin", OrganisationKind::network, file).body)["state"],
              "already loaded");
    EXPECT_EQ(send("admin", OrganisationKind::network, "a,b\n1,2\n").status, 501);
    EXPECT_EQ(send("admin", OrganisationKind::network, "").status, 400);
}

TEST_F(RegisterOfEngland, IsFoundWhileTyping) {
    const json body = get("/api/register/search?q=stock&as_at=2026-02-01");
    ASSERT_EQ(body["hits"].size(), 1U);
    EXPECT_EQ(body["hits"][0]["detail"], "1 practice");
    EXPECT_EQ(get("/api/register/search?q=")["hits"].size(), 0U);
}

TEST_F(RegisterOfEngland, IsCheckedByTheRulesOfTheContract) {
    const json check = get("/api/register/check?commissioner=16C&as_at=2026-02-01");
    EXPECT_EQ(check["commissioner"]["code"], "16C");
    EXPECT_EQ(check["rules"]["id"], "2025-26");
    EXPECT_THAT(check["rules"]["assurance"].get<std::string>(),
                testing::HasSubstr("Carried on from 2019/20 [GK]"));
    EXPECT_EQ(check["coverage"]["met"], false);
    EXPECT_EQ(check["coverage"]["arithmetic"],
              "1 of 2 practices (50.00 %), 3,749 of 22,398 patients (16.73 %) are in an open "
              "network.");
    EXPECT_EQ(check["coverage"]["not_covered"][0]["code"], "A81002");
    EXPECT_EQ(check["coverage"]["not_covered"][0]["registered_patients"], 18649);
    EXPECT_EQ(check["size"]["counts"]["below"], 1);
    EXPECT_EQ(check["size"]["networks"][0]["arithmetic"],
              "3,749 patients, 26,251 below 30,000 to 50,000.");
    EXPECT_EQ(get("/api/register/check?commissioner=16C&as_at=2020-03-31")["rules"]["id"],
              "2019-20");
    EXPECT_EQ(get("/api/register/check?as_at=2026-02-01")["coverage"]["practices"], 2);
    get("/api/register/check?commissioner=99Z", 404);
    get("/api/register/check?commissioner=-", 400);
}

TEST_F(RegisterOfEngland, ChecksTheAreasThatAreLoaded) {
    const json none = get("/api/register/areas?commissioner=16C&as_at=2026-02-01");
    EXPECT_EQ(none["areas"].size(), 0U);
    EXPECT_EQ(none["without_boundary"][0]["code"], "U89141");
    // A81001 stands at 54.5616, -1.3190: outside the first, inside the second version.
    const auto boundary = [](const char* south) {
        return std::string(
                   R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":
            {"PCN_Code":"U89141","PCN_Name":"Stockton"},"geometry":{"type":"Polygon","coordinates":
            [[[-1.4,)") +
               south + "],[-1.3," + south + "],[-1.3,54.7],[-1.4,54.7],[-1.4," + south + "]]]}}]}";
    };
    load({feeds::text_file("areas-2025-01.geojson", boundary("54.6")),
          feeds::text_file("areas-2026-05.geojson", boundary("54.5"))});
    const json before = get("/api/register/areas?commissioner=16C&as_at=2026-02-01");
    EXPECT_NEAR(before["areas"][0]["square_km"].get<double>(), 71.6, 1);
    EXPECT_EQ(before["areas"][0]["parts"].size(), 1U);
    EXPECT_EQ(before["sites_outside"][0]["practice"], "A81001");
    EXPECT_EQ(before["rests_on"][0]["file"], "areas-2025-01.geojson");
    EXPECT_FALSE(before.contains("commissioner_square_km"));
    const json after = get("/api/register/areas?commissioner=16C&as_at=2026-06-01");
    EXPECT_NEAR(after["areas"][0]["square_km"].get<double>(), 143.4, 2);
    EXPECT_EQ(after["sites_outside"].size(), 0U);
    get("/api/register/areas?as_at=2026-02-01", 400);
    get("/api/register/areas?commissioner=99Z", 404);
}

TEST_F(RegisterOfEngland, TellsAnybodyWhoTheNetworkIs) {
    const auto ask = [&](const std::string& address) {
        return network_.ask(nullptr, {"GET", address, ""});
    };
    const auto response = ask("/api/public/networks/U89141");
    ASSERT_EQ(response.status, 200) << response.body;
    const json body = json::parse(response.body);
    EXPECT_EQ(body["name"], "STOCKTON PCN");
    EXPECT_EQ(body["practices"].size(), 1U);
    EXPECT_EQ(body["dated"], "2026-01-01");
    EXPECT_THAT(response.body, testing::Not(testing::HasSubstr("map.csv")));
    EXPECT_EQ(ask("/api/public/networks/U99999").status, 404);
    EXPECT_EQ(ask("/api/register/networks/U89141").status, 401);
}

TEST_F(RegisterOfEngland, ChangesWhenTheCommissionerAccepts) {
    load({feeds::text_file("map-july.csv", std::string(mapping_heading) + july)});
    EXPECT_EQ(get("/api/register?as_at=2026-08-01")["unallocated_practices"], 1);
    const json changes = get("/api/register/changes");
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0]["change"], "moved");
    EXPECT_EQ(changes[0]["after"], "U89141");
    const std::string body = json{{"ids", {changes[0]["id"]}}}.dump();
    EXPECT_EQ(accept("network_manager", OrganisationKind::network, body).status, 403);
    EXPECT_EQ(accept("commissioner", OrganisationKind::commissioner, "{}").status, 400);
    EXPECT_EQ(accept("commissioner", OrganisationKind::commissioner, R"({"ids": ["1"]})").status,
              400);
    EXPECT_EQ(accept("commissioner", OrganisationKind::commissioner, R"({"ids": [99]})").status,
              404);
    EXPECT_EQ(accept("commissioner", OrganisationKind::commissioner, body).status, 200);
    EXPECT_EQ(get("/api/register?as_at=2026-08-01")["unallocated_practices"], 0);
    EXPECT_EQ(get("/api/register?as_at=2026-06-30")["unallocated_practices"], 1);
    EXPECT_EQ(get("/api/register/changes").size(), 0U);
    EXPECT_EQ(network_.audited("register.accept", "register"), 1);
}

TEST_F(RegisterOfEngland, KeepsWhatItSaysWhereTheCommissionerRefuses) {
    load({feeds::text_file("map-july.csv", std::string(mapping_heading) + july)});
    const json waiting = get("/api/register/changes");
    ASSERT_EQ(waiting.size(), 1U);
    const auto refuse = [&](const std::string& role, OrganisationKind kind, const json& body,
                            int status) {
        const auto session =
            network_.sign_in(role, kind == OrganisationKind::commissioner ? "16C" : "A81001", kind);
        const auto response =
            network_.ask(&session, {"POST", "/api/register/changes/refuse", body.dump()});
        EXPECT_EQ(response.status, status) << response.body;
        return response.status;
    };
    const json body{{"ids", {waiting[0]["id"]}}, {"reason", "The practice says that it did not."}};
    refuse("practice_manager", OrganisationKind::practice, body, 403);
    refuse("network_manager", OrganisationKind::network, body, 403);
    refuse("commissioner", OrganisationKind::commissioner, {{"ids", {waiting[0]["id"]}}}, 400);
    refuse("commissioner", OrganisationKind::commissioner, {{"all", true}, {"reason", "x"}}, 400);
    refuse("commissioner", OrganisationKind::commissioner, {{"ids", {99}}, {"reason", "x"}}, 404);
    refuse("commissioner", OrganisationKind::commissioner, body, 200);
    refuse("commissioner", OrganisationKind::commissioner, body, 404);
    EXPECT_EQ(get("/api/register?as_at=2026-08-01")["unallocated_practices"], 1);
    EXPECT_EQ(get("/api/register/changes").size(), 0U);
    const json refused = get("/api/register/changes?state=refused");
    ASSERT_EQ(refused.size(), 1U);
    EXPECT_EQ(refused[0]["state"], "refused");
    EXPECT_EQ(refused[0]["because"], "The practice says that it did not.");
    get("/api/register/changes?state=lost", 400);
    EXPECT_EQ(network_.audited("register.refuse", "register"), 1);
    // Thought better of: it holds from the day of its file.
    const std::string ids = json{{"ids", {waiting[0]["id"]}}}.dump();
    EXPECT_EQ(accept("commissioner", OrganisationKind::commissioner, ids).status, 200);
    EXPECT_EQ(get("/api/register?as_at=2026-08-01")["unallocated_practices"], 0);
    EXPECT_EQ(get("/api/register?as_at=2026-06-30")["unallocated_practices"], 1);
}

}  // namespace
}  // namespace openpcn::api
