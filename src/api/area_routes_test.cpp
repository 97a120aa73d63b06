// The routes of areas over a commissioner of four small areas, loaded as the command line does.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "api/area_check_json.h"
#include "api/test_network.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using testing::HasSubstr;

constexpr const char* mapping =
    "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,"
    "ONS_SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME,"
    "COMM_REGION_CODE\n"
    "01Jan2026,A81001,DENSHAM,TS18 1HU,U89141,STOCKTON PCN,E38000162,16C,TEES,QHM,NE,Y63\n"
    "01Jan2026,A81002,QUEENS PARK,TS18 2AW,U89142,EAST PCN,E38000162,16C,TEES,QHM,NE,Y63\n"
    "01Jan2026,A81003,NOWHERE,TS18 3AA,U,Unallocated,E38000162,16C,TEES,QHM,NE,Y63\n";
constexpr const char* lists =
    "EXTRACT_DATE,TYPE,SUB_ICB_LOCATION_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n"
    "2026-01-01,GP,16C,A81001,TS18 1HU,ALL,ALL,3000\n"
    "2026-01-01,GP,16C,A81002,TS18 2AW,ALL,ALL,5000\n"
    "2026-01-01,GP,16C,A81003,TS18 3AA,ALL,ALL,700\n";
// In the first column of small areas, and in the last.
constexpr const char* places =
    "practice_code,practice_name,postcode,lat,lon\n"
    "A81001,X,TS18 1HU,54.405,-1.39\nA81002,Y,TS18 2AW,54.405,-1.33\n";
constexpr const char* lookup =
    "lsoa21_name,lsoa21_code,sicbl24_name,sicbl24_code,sicbl24_code_nhs\n"
    "Stockton 001A,E01012001,TEES,E38000162,16C\n"
    "Stockton 001B,E01012002,TEES,E38000162,16C\n"
    "Stockton 001C,E01012003,TEES,E38000162,16C\n"
    "Stockton 001D,E01012004,TEES,E38000162,16C\n"
    "Elsewhere,E01099999,OTHER,E38000999,99Z\n";
// The third and fourth were one before; patients and districts may be told by the old code.
constexpr const char* of_old =
    "lsoa11_code,lsoa21_code,change_code,ltla22_code\n"
    "E01012001,E01012001,U,E06000004\nE01012002,E01012002,U,E06000004\n"
    "E01012900,E01012003,S,E06000004\nE01012900,E01012004,S,E06000005\n";
constexpr const char* deprivation =
    "lsoa21_code,lsoa21_name,imd_score,imd_rank,imd_decile\n"
    "E01012001,A,50.1,100,1\nE01012002,B,20.1,9000,3\nE01012003,C,10.1,20000,7\n";
constexpr const char* rural =
    "lsoa21_code,ruc21_code,classification,ruc\n"
    "E01012001,UN1,Urban: Nearer to a major town or city,Urban\n"
    "E01012004,RSF1,Rural: Further from a major town or city,Rural\n";
constexpr const char* residence =
    "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,LSOA_CODE,SEX,NUMBER_OF_PATIENTS\n"
    "GP_PRAC_PAT_LIST,01JAN2026,A81001,DENSHAM,E01012001,ALL,2000\n"
    "GP_PRAC_PAT_LIST,01JAN2026,A81001,DENSHAM,E01012004,ALL,900\n"
    "GP_PRAC_PAT_LIST,01JAN2026,A81001,DENSHAM,NO2021,ALL,100\n"
    "GP_PRAC_PAT_LIST,01JAN2026,A81002,QUEENS PARK,E01012001,ALL,50\n";
constexpr const char* homes =
    "Location ID,Location Name,Care home?,Care homes beds,Location Postal Code,Provider Name,"
    "Location Commissioning CCG Code,Location Latitude,Location Longitude\n"
    "1-123456789,ROSE COTTAGE,Y,32,TS18 1AA,ROSE LTD,16C,54.405,-1.39\n"
    "1-123456788,ELM HOUSE,Y,,TS18 1AB,ELM LTD,16C,,\n"
    "1-123456787,FAR AWAY,Y,10,ZZ1 1AB,FAR LTD,,,\n";

// A row of small areas, each 0.02 degrees wide, with the outlines of one network and of all.
std::string boundaries() {
    const auto feature = [](std::string_view property, std::string_view code, double west,
                            double east) {
        return fmt::format(
            R"({{"type":"Feature","properties":{{"{0}":"{1}"}},"geometry":{{"type":"Polygon",
            "coordinates":[[[{2},54.4],[{3},54.4],[{3},54.41],[{2},54.41],[{2},54.4]]]}}}})",
            property, code, west, east);
    };
    std::string features;
    for (int i = 0; i < 4; ++i)
        features += feature("lsoa21_code", fmt::format("E0101200{}", i + 1), -1.4 + 0.02 * i,
                            -1.38 + 0.02 * i) +
                    ",";
    features += feature("sicbl24_code", "E38000162", -1.4, -1.32) + "," +
                feature("PCN_Code", "U89142", -1.34, -1.32);
    return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

class Areas : public testing::Test {
protected:
    void SetUp() override {
        load({feeds::text_file("map.csv", mapping), feeds::text_file("lists.csv", lists),
              feeds::text_file("places-2019-05.csv", places),
              feeds::text_file("lookup.csv", lookup), feeds::text_file("of-old.csv", of_old),
              feeds::text_file("boundaries-2025-01.geojson", boundaries()),
              feeds::text_file("imd.csv", deprivation)});
    }
    void load(std::vector<feeds::InputFile> files) {
        network_.load_register(std::move(files), *Date::parse("2026-11-01"));
    }
    http::Response ask(const TestNetwork::Exchange& exchange, http::Headers headers = {}) {
        const auto session =
            network_.sign_in("practice_manager", "A81001", OrganisationKind::practice);
        return network_.ask(&session, exchange, std::move(headers));
    }
    json get(const std::string& address, int status = 200) {
        const auto response = ask({"GET", address, ""});
        EXPECT_EQ(response.status, status) << response.body;
        return json::parse(response.body);
    }
    json post(const std::string& address, const json& body, int status = 200) {
        const auto response = ask({"POST", address, body.dump()});
        EXPECT_EQ(response.status, status) << response.body;
        return json::parse(response.body);
    }
    static json finding(const json& check, const std::string& rule) {
        for (const json& one : check["findings"])
            if (one["rule"] == rule) return one;
        return {};
    }

    TestNetwork network_;
};

TEST_F(Areas, AreDrawnFromSmallAreasWithWhatIsKnownOfThem) {
    load({feeds::text_file("ruc.csv", rural), feeds::text_file("lsoa.csv", residence)});
    const json map = get("/api/areas/commissioners/16C/small-areas?as_at=2026-02-01");
    ASSERT_EQ(map["features"].size(), 4U);
    const json& first = map["features"][0];
    EXPECT_EQ(first["properties"]["code"], "E01012001");
    EXPECT_EQ(first["properties"]["decile"], 1);
    EXPECT_EQ(first["properties"]["rural"], false);
    EXPECT_EQ(first["properties"]["patients"], 2050);
    EXPECT_EQ(first["properties"]["nearest_network"], "U89141");
    EXPECT_EQ(map["features"][3]["properties"]["nearest_network"], "U89142");
    EXPECT_NEAR(first["properties"]["longitude"].get<double>(), -1.39, 1e-6);
    EXPECT_EQ(first["geometry"]["type"], "Polygon");
    EXPECT_EQ(map["index_year"], 2025);
    EXPECT_EQ(map["rests_on"].size(), 6U);
    get("/api/areas/commissioners/99Z/small-areas", 404);
    get("/api/areas/commissioners/-/small-areas", 400);
    get("/api/areas/commissioners/16C/small-areas?as_at=now", 400);
}

TEST_F(Areas, AreKeptByBrowsersUntilTheyChange) {
    const std::string address = "/api/areas/commissioners/16C/networks?as_at=2026-02-01";
    const auto tag = [](const http::Response& response) {
        for (const auto& [name, value] : response.headers)
            if (name == "ETag") return value;
        return std::string();
    };
    const auto first = ask({"GET", address, ""});
    EXPECT_FALSE(tag(first).empty());
    const auto again = ask({"GET", address, ""}, {{"If-None-Match", tag(first)}});
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.body, "");
    load({feeds::text_file("places-2025-05.csv",
                           std::string(places) + "A81003,Z,TS18 3AA,54.405,-1.35\n")});
    const auto changed = ask({"GET", address, ""}, {{"If-None-Match", tag(first)}});
    EXPECT_EQ(changed.status, 200);
    EXPECT_NE(tag(changed), tag(first));
}

TEST_F(Areas, ShowNetworksAndPracticesOfACommissioner) {
    const json map = get("/api/areas/commissioners/16C/networks?as_at=2026-02-01");
    std::map<std::string, int> kinds;
    for (const json& feature : map["features"])
        ++kinds[feature["properties"]["kind"].get<std::string>()];
    EXPECT_EQ(kinds["commissioner"], 1);
    EXPECT_EQ(kinds["network"], 1);
    EXPECT_EQ(kinds["site"], 2);
    EXPECT_EQ(map["without_area"][0]["code"], "U89141");
    EXPECT_EQ(map["without_place"][0]["code"], "A81003");
    const json own = get("/api/areas/networks/U89142/map?as_at=2026-02-01");
    EXPECT_EQ(own["features"].size(), 3U);
    EXPECT_EQ(own["features"][1]["properties"]["from"], "boundary");
    EXPECT_EQ(own["features"][2]["properties"]["code"], "A81002");
    get("/api/areas/networks/U99999/map", 404);
    const auto open = network_.ask(nullptr, {"GET", "/api/public/networks/U89142/map", ""});
    EXPECT_EQ(open.status, 200) << open.body;
    EXPECT_EQ(network_.ask(nullptr, {"GET", "/api/public/networks/U99999/map", ""}).status, 404);
    EXPECT_EQ(network_.ask(nullptr, {"GET", "/api/areas/networks/U89142/map", ""}).status, 401);
}

TEST_F(Areas, OfANetworkAreAlsoReadFromALookup) {
    load({feeds::text_file("pcn-2025-06.csv",
                           "LSOA21NM,LSOA21CD,PCN_Code,PCN_Name\nA,E01012001,U89141,X\n"
                           "B,E01012002,U89141,X\n")});
    const json map = get("/api/areas/networks/U89141/map?as_at=2026-02-01");
    const json& area = map["features"][1];
    EXPECT_EQ(area["properties"]["from"], "small_areas");
    EXPECT_EQ(area["geometry"]["type"], "MultiPolygon");
    EXPECT_EQ(area["geometry"]["coordinates"].size(), 2U);
    EXPECT_EQ(get("/api/areas/networks/U89141/profile?as_at=2026-02-01")["small_areas"], 2);
}

TEST_F(Areas, AreCheckedBeforeTheyAreAgreed) {
    const json half{{"commissioner", "16C"},
                    {"network", "U89141"},
                    {"members", {"A81001"}},
                    {"area", {{"small_areas", {"E01012001", "E01012002", "E01012004"}}}}};
    const json check = post("/api/areas/check?as_at=2026-02-01", half);
    EXPECT_EQ(check["small_areas_inside"], 3);
    EXPECT_NEAR(check["square_km"].get<double>(), 3 * 1.441, 0.3);
    EXPECT_EQ(finding(check, "overlap")["outcome"], "not_met");
    EXPECT_THAT(finding(check, "overlap")["arithmetic"].get<std::string>(), HasSubstr("EAST PCN"));
    EXPECT_FALSE(finding(check, "overlap")["clause"].get<std::string>().empty());
    EXPECT_EQ(finding(check, "contiguous")["outcome"], "not_met");
    EXPECT_EQ(check["small_areas_in_none"], json::array({"E01012003"}));
    EXPECT_EQ(finding(check, "sites_inside")["outcome"], "met");
    EXPECT_EQ(finding(check, "residents_outside")["outcome"], "not_known");
    EXPECT_FALSE(check.contains("residents"));

    load({feeds::text_file("lsoa.csv", residence)});
    json good = half;
    good["area"]["small_areas"] = {"E01012001", "E01012002", "E01012003"};
    const json met = post("/api/areas/check?as_at=2026-02-01", good);
    for (const char* rule : {"overlap", "gap", "contiguous", "sites_inside", "within_commissioner"})
        EXPECT_EQ(finding(met, rule)["outcome"], "met") << finding(met, rule);
    EXPECT_EQ(finding(met, "residents_outside")["arithmetic"],
              "900 of 2,900 registered patients (31.03 %) live outside. Of 100 more it is not "
              "known.");
    EXPECT_EQ(met["residents"], 2050);
}

TEST_F(Areas, CountPatientsOfOlderSmallAreasOnTheSideWhereAllTheirPartsLie) {
    load({feeds::text_file("lsoa.csv",
                           "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,LSOA_CODE,SEX,NUMBER_OF_"
                           "PATIENTS\n01JAN2026,A81001,DENSHAM,E01012001,ALL,600\n"
                           "01JAN2026,A81001,DENSHAM,E01012900,ALL,400\n")});
    const auto told = [&](const json& codes) {
        return finding(
                   post("/api/areas/check?as_at=2026-02-01", {{"commissioner", "16C"},
                                                              {"members", {"A81001"}},
                                                              {"area", {{"small_areas", codes}}}}),
                   "residents_outside")["arithmetic"]
            .get<std::string>();
    };
    EXPECT_EQ(told({"E01012001", "E01012003", "E01012004"}),
              "0 of 1,000 registered patients (0.00 %) live outside.");
    EXPECT_EQ(told({"E01012001", "E01012002"}),
              "400 of 1,000 registered patients (40.00 %) live outside.");
    EXPECT_EQ(told({"E01012001", "E01012003"}),
              "0 of 600 registered patients (0.00 %) live outside. Of 400 more it is not known.");
}

TEST_F(Areas, AreRefusedWithWhatIsWrong) {
    const json good{{"commissioner", "16C"}, {"members", json::array()}, {"area", json::object()}};
    const auto with = [&](const char* member, const json& value) {
        json body = good;
        body[member] = value;
        return body;
    };
    post("/api/areas/check", good);
    post("/api/areas/check", with("commissioner", "99Z"), 404);
    post("/api/areas/check", with("members", "A81001"), 400);
    post("/api/areas/check", with("members", {1}), 400);
    post("/api/areas/check", with("practices", 1), 400);
    const json wrong = post("/api/areas/check", with("area", {{"small_areas", {"X"}}}), 400);
    EXPECT_EQ(wrong["where"], "small_areas[0]");
}

TEST_F(Areas, AreSuggestedByTheNearestPractice) {
    const json made = post("/api/areas/suggestion?as_at=2026-02-01",
                           {{"commissioner", "16C"}, {"members", {"A81001", "A81003"}}});
    EXPECT_EQ(made["small_areas"], json::array({"E01012001", "E01012002"}));
    EXPECT_EQ(made["of"], 4);
    EXPECT_EQ(made["without_place"][0]["code"], "A81003");
    post("/api/areas/suggestion", {{"commissioner", "16C"}}, 400);
}

TEST_F(Areas, MadeOfTheNearestPracticesCoverTheCommissionerWithoutOverlap) {
    const auto day = network_.parts().register_desk.of(*Date::parse("2026-02-01"));
    ASSERT_TRUE(day.has_value());
    const auto connection = network_.parts().database.lease();
    const json check =
        *suggested_area_check_json(**connection, (*day)->view, *OdsCode::parse("16C"));
    EXPECT_EQ(check["suggested_from"], 4);
    ASSERT_EQ(check["areas"].size(), 2U);
    EXPECT_EQ(check["overlaps"].size(), 0U);
    EXPECT_EQ(check["gaps"].size(), 0U);
    EXPECT_EQ(check["sites_outside"].size(), 0U);
    EXPECT_NEAR(check["covered_square_km"].get<double>(), 4 * 1.441, 0.4);
    const json england = *suggested_area_check_json(**connection, (*day)->view, std::nullopt);
    EXPECT_EQ(england["areas"].size(), 2U);
}

TEST_F(Areas, AreDescribedAsFarAsFilesTell) {
    const std::string address = "/api/areas/commissioners/16C/profile?as_at=2026-02-01";
    const json bare = get(address);
    EXPECT_EQ(bare["small_areas"], 4);
    EXPECT_EQ(bare["deprivation"]["deciles"][0]["small_areas"], 1);
    EXPECT_EQ(bare["deprivation"]["not_known"], 1);
    EXPECT_FALSE(bare.contains("care_homes"));
    EXPECT_FALSE(bare.contains("patients_by_decile"));
    EXPECT_EQ(bare["districts"][0]["code"], "E06000004");
    EXPECT_EQ(bare["districts"][0]["small_areas"], 3);
    EXPECT_EQ(bare["districts"][1]["small_areas"], 1);
    load({feeds::text_file("ruc.csv", rural), feeds::text_file("lsoa.csv", residence),
          feeds::text_file("homes-2026-01.csv", homes)});
    const json body = get(address);
    EXPECT_EQ(body["rural_urban"], json::parse(R"({"rural": 1, "urban": 1})"));
    EXPECT_EQ(body["patients_by_decile"]["patients"], 3050);
    EXPECT_EQ(body["patients_by_decile"]["deciles"][0]["patients"], 2050);
    EXPECT_EQ(body["patients_by_decile"]["not_known"], 1000);
    EXPECT_EQ(body["patients_by_decile"]["practices_without"], json::array({"A81003"}));
    EXPECT_EQ(body["care_homes"]["homes"], 2);
    EXPECT_EQ(body["care_homes"]["beds"], 32);
    EXPECT_EQ(body["care_homes"]["beds_not_known"], 1);
    EXPECT_EQ(body["care_homes"]["of_no_commissioner"], 1);
    const json network = get("/api/areas/networks/U89142/profile?as_at=2026-02-01");
    EXPECT_EQ(network["area_known"], true);
    EXPECT_EQ(network["small_areas"], 1);
    EXPECT_EQ(network["care_homes"]["homes"], 0);
    EXPECT_EQ(network["care_homes"]["not_placed"], 1);
    EXPECT_EQ(get("/api/areas/networks/U89141/profile?as_at=2026-02-01")["area_known"], false);
}

TEST_F(Areas, CoverEnglandOrSayWhoIsMissing) {
    const json body = get("/api/areas/coverage?as_at=2026-02-01");
    EXPECT_EQ(body["practices"], 3);
    EXPECT_EQ(body["practices_covered"], 2);
    EXPECT_EQ(body["patients"], 8700);
    EXPECT_EQ(body["patients_covered"], 8000);
    EXPECT_EQ(body["commissioners"][0]["code"], "16C");
    EXPECT_EQ(body["commissioners"][0]["practices_covered"], 2);
    EXPECT_EQ(body["not_covered"][0]["code"], "A81003");
    EXPECT_EQ(body["not_covered"][0]["commissioner_name"], "TEES");
    const auto csv = ask({"GET", "/api/areas/coverage/export?format=csv&as_at=2026-02-01", ""});
    ASSERT_EQ(csv.status, 200) << csv.body;
    EXPECT_THAT(csv.body, HasSubstr("Y63,QHM,NE,16C,TEES,2,3,2,8700,8000,0,A81003 NOWHERE"));
    EXPECT_EQ(ask({"GET", "/api/areas/coverage/export?format=xlsx", ""}).status, 200);
    EXPECT_EQ(ask({"GET", "/api/areas/coverage/export?format=pdf", ""}).status, 400);
}

}  // namespace
}  // namespace openpcn::api
