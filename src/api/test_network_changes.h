// Four networks of three practices each under one commissioner, two practices in none, and what a
// test of requests to change them asks for: who asks, a request, its decision, and whether the
// register shows what the preview said.
#pragma once

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "api/test_network.h"
#include "platform/io/clock.h"

namespace openpcn::api {

using nlohmann::json;

constexpr const char* headings =
    "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,"
    "SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME,COMM_REGION_CODE\n";

inline std::string practice_code(int number) { return "A810" + std::to_string(10 + number); }

// Twelve practices in four networks, three each; the last two are in none.
inline std::string mapping() {
    std::string text = headings;
    for (int i = 0; i < 14; ++i) {
        const std::string network = "U1000" + std::to_string(i / 3);
        text += "01Jan2026," + practice_code(i) + ",PRACTICE " + std::to_string(i) + ",TS18 1HU," +
                (i < 12 ? network + ",NETWORK " + network : std::string("U,UNALLOCATED")) +
                ",16C,NHS NE,QHM,NE,Y63\n";
    }
    return text;
}

inline std::string lists() {
    std::string text =
        "EXTRACT_DATE,TYPE,SUB_ICB_LOCATION_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n";
    for (int i = 0; i < 14; ++i)
        text += "2026-01-01,GP,16C," + practice_code(i) + ",TS18 1HU,ALL,ALL," +
                std::to_string(9'000 + 500 * i) + "\n";
    return text;
}

// Sixteen small areas in a row, four for each network and its practices, each 0.02 degrees wide;
// the outlines of two networks and of the commissioner are published.
inline std::string small_area(int number) { return fmt::format("E010120{:02}", number + 1); }
inline std::string areas_lookup() {
    std::string text = "lsoa21_name,lsoa21_code,sicbl24_name,sicbl24_code,sicbl24_code_nhs\n";
    for (int i = 0; i < 16; ++i)
        text += fmt::format("Area {},{},TEES,E38000162,16C\n", i + 1, small_area(i));
    return text;
}
inline std::string areas_boundaries() {
    const auto feature = [](std::string_view property, std::string_view code, int first, int end) {
        const double west = -1.4 + 0.02 * first;
        const double east = -1.4 + 0.02 * end;
        return fmt::format(
            R"({{"type":"Feature","properties":{{"{0}":"{1}"}},"geometry":{{"type":"Polygon",
            "coordinates":[[[{2},54.4],[{3},54.4],[{3},54.41],[{2},54.41],[{2},54.4]]]}}}})",
            property, code, west, east);
    };
    std::string features;
    for (int i = 0; i < 16; ++i) features += feature("lsoa21_code", small_area(i), i, i + 1) + ",";
    features += feature("PCN_Code", "U10000", 0, 4) + "," + feature("PCN_Code", "U10001", 4, 8) +
                "," + feature("sicbl24_code", "E38000162", 0, 16);
    return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}
// A practice stands in one of its network's four small areas.
inline int small_area_of(int practice) { return practice / 3 * 4 + practice % 3; }
inline std::string areas_places() {
    std::string text = "practice_code,practice_name,postcode,lat,lon\n";
    for (int i = 0; i < 12; ++i)
        text += fmt::format("{},X,TS18 1HU,54.405,{:.3f}\n", practice_code(i),
                            -1.39 + 0.02 * small_area_of(i));
    return text;
}

class NetworkChanges : public testing::Test {
protected:
    NetworkChanges() {
        network_.load_register(
            {feeds::text_file("map.csv", mapping()), feeds::text_file("lists.csv", lists())},
            today_);
    }

    void load_areas() {
        network_.load_register({feeds::text_file("places-2019-05.csv", areas_places()),
                                feeds::text_file("lookup.csv", areas_lookup()),
                                feeds::text_file("boundaries-2025-01.geojson", areas_boundaries())},
                               today_);
    }
    // What the register says of all areas on the day.
    json areas_on(Date day) {
        return as_commissioner(
            {"GET", "/api/register/areas?commissioner=16C&as_at=" + day.to_string(), ""});
    }

    json ask(const std::string& role, const std::string& organisation, OrganisationKind kind,
             const TestNetwork::Exchange& exchange, int status = 200) {
        const auto session = network_.sign_in(role, organisation, kind);
        const auto response = network_.ask(&session, exchange);
        EXPECT_EQ(response.status, status)
            << exchange.method << " " << exchange.address << ": " << response.body;
        return json::parse(response.body, nullptr, false);
    }
    json as_network(const TestNetwork::Exchange& exchange, int status = 200,
                    const std::string& code = "U10000") {
        return ask("network_manager", code, OrganisationKind::network, exchange, status);
    }
    json as_practice(const std::string& code, const TestNetwork::Exchange& exchange,
                     int status = 200) {
        return ask("practice_manager", code, OrganisationKind::practice, exchange, status);
    }
    json as_commissioner(const TestNetwork::Exchange& exchange, int status = 200) {
        return ask("commissioner", "16C", OrganisationKind::commissioner, exchange, status);
    }

    // Takes the network in; its id.
    std::string take_in(const std::string& code) {
        return as_network({"POST", "/api/networks/from-register", json{{"code", code}}.dump()}, 201,
                          code)["id"];
    }
    std::string all(const std::string& id) const { return "/api/networks/" + id + "/changes"; }

    // A request that lacks nothing but what the kind asks for besides.
    json request(const std::string& kind) const {
        return {{"kind", kind},
                {"takes_effect", effect_.to_string()},
                {"reason", "It serves patients better."},
                {"evidence", {{"note", "Minute 3 of the members' meeting."}}}};
    }
    json joining(int practice) const {
        json made = request("practice_joins");
        made["practice"] = practice_code(practice);
        made["evidence"]["agreed_by"] = {agreed(practice_code(practice))};
        return made;
    }
    json leaving(int practice) const {
        json made = request("practice_leaves");
        made["practice"] = practice_code(practice);
        made["evidence"]["notice_given_on"] = today_.to_string();
        return made;
    }
    json sharing_a_director() const {
        json made = request("shared_director");
        made["networks"] = {"U10001", "U10002"};
        made["group"] = {{"name", "The three"}, {"person", "Dr Birch"}, {"profession", "gp"}};
        made["evidence"]["agreed_by"] = json::array();
        for (int i = 0; i < 9; ++i)
            made["evidence"]["agreed_by"].push_back(agreed(practice_code(i)));
        return made;
    }
    static json agreed(const std::string& practice) {
        return {{"practice", practice}, {"person", "Dr A"}, {"on", "2026-11-01"}};
    }

    struct Made {
        std::string network;
        std::string id;
        std::int64_t version = 0;
        std::string that() const { return "/api/networks/" + network + "/changes/" + id; }
    };
    Made begin(const std::string& network, const json& body, const std::string& code = "U10000") {
        const auto made =
            as_network({"POST", all(network), json{{"request", body}}.dump()}, 201, code);
        return {network, made["id"], made["version"]};
    }
    void send(Made& made, int status = 200, const std::string& code = "U10000") {
        const auto sent = as_network(
            {"POST", made.that() + "/send", json{{"based_on", made.version}}.dump()}, status, code);
        if (status == 200) made.version = sent["version"];
    }
    json preview(const Made& made) {
        return as_commissioner({"GET", made.that() + "/preview", ""});
    }

    // Approves it, accepting whatever can be accepted.
    json decision(const Made& made, const json& seen) const {
        json body{{"based_on", made.version},  {"outcome", "approved"},
                  {"committee", "PCCC"},       {"day", today_.to_string()},
                  {"minute", "2026/14"},       {"conditions", {"All sign before the day."}},
                  {"accepted", json::object()}};
        for (const auto& one : seen["hindrances"])
            if (one["severity"] == "to_accept")
                body["accepted"][one["id"].get<std::string>()] = "Known to the committee.";
        return body;
    }
    json approve(Made& made, const json& seen, int status = 200) {
        const auto done = as_commissioner(
            {"POST", "/api/approvals/changes/" + made.id, decision(made, seen).dump()}, status);
        if (status == 200) made.version = done["version"];
        return done;
    }

    const organisations::RegisterView& on(Date day) {
        days_.push_back(network_.parts().register_desk.of(day).value());
        return days_.back()->view;
    }
    std::string network_on(Date day, int practice) {
        const auto& entry = on(day).practices().at(OdsCode::parse(practice_code(practice)).value());
        return entry.network ? entry.network->text() : "none";
    }

    // The side of a preview, as the register has it.
    void expect_side(const json& side, const std::string& code, Date day) {
        const auto& view = on(day);
        const auto found = view.networks().find(OdsCode::parse(code).value());
        ASSERT_NE(found, view.networks().end()) << code;
        EXPECT_TRUE(found->second.is_open) << code;
        json members = json::array();
        json told = json::array();
        for (const auto& member : found->second.members) members.push_back(member.text());
        for (const auto& member : side["members"]) told.push_back(member["code"]);
        EXPECT_EQ(told, members) << code << " on " << day.to_string();
        EXPECT_EQ(side["registered_patients"], found->second.patients) << code;
    }
    void expect_as_previewed(const json& seen) {
        const Date day = Date::parse(seen["day"].get<std::string>()).value();
        const Date eve = day.plus_days(-1);
        for (const auto& network : seen["networks"]) {
            const std::string code = network["code"];
            if (network.contains("before")) {
                expect_side(network["before"], code, eve);
            } else {
                EXPECT_FALSE(on(eve).networks().contains(OdsCode::parse(code).value())) << code;
            }
            if (network.contains("after")) {
                expect_side(network["after"], code, day);
            } else {
                EXPECT_FALSE(on(day).networks().at(OdsCode::parse(code).value()).is_open) << code;
            }
        }
        const auto check = as_commissioner(
            {"GET", "/api/register/check?commissioner=16C&as_at=" + day.to_string(), ""});
        for (const char* figure :
             {"practices", "practices_covered", "patients", "patients_covered", "arithmetic"})
            EXPECT_EQ(check["coverage"][figure], seen["coverage"]["after"][figure]) << figure;
    }

    TestNetwork network_;
    const Date today_ = io::today_in_london();
    const Date effect_ = today_.plus_days(60);
    std::vector<std::shared_ptr<const RegisterOfDay>> days_;
};

}  // namespace openpcn::api
