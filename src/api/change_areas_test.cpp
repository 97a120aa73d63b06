// The areas of networks that change: what the preview says of each, and that the register has them
// so once the request is approved.
#include <gmock/gmock.h>

#include <fmt/format.h>
#include <algorithm>

#include "api/test_network_changes.h"

namespace openpcn::api {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class NetworkChangesAreas : public NetworkChanges {
protected:
    NetworkChangesAreas() { load_areas(); }

    static const json* find(const json& rows, const char* member, const std::string& value) {
        const auto found =
            std::ranges::find_if(rows, [&](const json& row) { return row[member] == value; });
        return found == rows.end() ? nullptr : &*found;
    }
    static std::string outcome(const json& area, const std::string& rule) {
        const json* found = find(area["findings"], "rule", rule);
        return found == nullptr ? "none" : (*found)["outcome"].get<std::string>();
    }
    static std::vector<std::string> said(const json& seen) {
        std::vector<std::string> ids;
        for (const auto& one : seen["hindrances"])
            if (one["id"].get<std::string>().starts_with("area")) ids.push_back(one["id"]);
        return ids;
    }
    double square_km_on(Date day, const std::string& code) {
        const json areas = areas_on(day)["areas"];
        const json* area = find(areas, "code", code);
        return area == nullptr ? 0 : (*area)["square_km"].get<double>();
    }
    static json area_of(std::initializer_list<int> numbers) {
        json codes = json::array();
        for (const int number : numbers) codes.push_back(small_area(number));
        return {{"small_areas", codes}};
    }
    json merging(const std::string& other) {
        json body = request("networks_merge");
        body["networks"] = {other};
        body["new_networks"] = {{{"name", "Merged PCN"}, {"code", "U10000"}}};
        body["evidence"]["agreed_by"] = json::array();
        for (int i = 0; i < 12; ++i)
            body["evidence"]["agreed_by"].push_back(agreed(practice_code(i)));
        return body;
    }
    json splitting(const json& first, const json& second) {
        json body = request("network_splits");
        json one{{"name", "One"},
                 {"code", "U10000"},
                 {"practices", {practice_code(0), practice_code(1)}}};
        json two{{"name", "Two"}, {"practices", {practice_code(2)}}};
        if (!first.is_null()) one["area"] = first;
        if (!second.is_null()) two["area"] = second;
        body["new_networks"] = {one, two};
        body["evidence"]["agreed_by"] = json::array();
        for (int i = 0; i < 3; ++i)
            body["evidence"]["agreed_by"].push_back(agreed(practice_code(i)));
        return body;
    }
};

TEST_F(NetworkChangesAreas, AreHeldAgainstEveryRuleThoughTheyStayAsTheyAre) {
    const std::string id = take_in("U10000");
    auto made = begin(id, joining(12));
    send(made);
    auto seen = preview(made);
    ASSERT_EQ(seen["areas"].size(), 1U);
    const json area = seen["areas"][0];
    EXPECT_EQ(area["altered"], false);
    EXPECT_EQ(area["findings"].size(), 6U);
    EXPECT_EQ(outcome(area, "contiguous"), "met");
    EXPECT_EQ(outcome(area, "overlap"), "not_known") << "two networks have no area";
    EXPECT_EQ(outcome(area, "sites_inside"), "not_known");
    EXPECT_EQ(area["members"][3]["inside"], "not_known");
    EXPECT_THAT(said(seen), IsEmpty());
    // A practice of the other end of the row stands outside.
    const std::string other = take_in("U10001");
    auto leaves = begin(other, leaving(5), "U10001");
    send(leaves, 200, "U10001");
    EXPECT_EQ(outcome(preview(leaves)["areas"][0], "sites_inside"), "met");
    approve(leaves, preview(leaves));
    auto joins = begin(id, joining(5));
    send(joins);
    seen = preview(joins);
    EXPECT_THAT(said(seen), ElementsAre("area_sites_inside:U10000"));
    EXPECT_EQ(seen["areas"][0]["members"][3]["inside"], "outside");
}

TEST_F(NetworkChangesAreas, OfNetworksThatMergeArePutTogether) {
    auto made = begin(take_in("U10000"), merging("U10001"));
    send(made);
    const auto seen = preview(made);
    ASSERT_EQ(seen["areas"].size(), 1U) << "the other one closes";
    const json& area = seen["areas"][0];
    EXPECT_EQ(area["altered"], true);
    EXPECT_THAT(area["note"], HasSubstr("the area of all 2 networks put together"));
    EXPECT_EQ(outcome(area, "contiguous"), "met");
    EXPECT_EQ(outcome(area, "sites_inside"), "met");
    EXPECT_THAT(said(seen), IsEmpty());
    const Date eve = effect_.plus_days(-1);
    const double both = square_km_on(eve, "U10000") + square_km_on(eve, "U10001");
    EXPECT_NEAR(area["square_km"], both, 0.05);
    approve(made, seen);
    EXPECT_NEAR(square_km_on(effect_, "U10000"), both, 0.05);
    EXPECT_EQ(square_km_on(effect_, "U10001"), 0) << "closed";
    EXPECT_NEAR(square_km_on(eve, "U10000"), both / 2, 0.05);
    EXPECT_NEAR(square_km_on(eve, "U10001"), both / 2, 0.05);
}

TEST_F(NetworkChangesAreas, OfNetworksThatMergeAreNotWholeWhereOneIsNotKnown) {
    auto made = begin(take_in("U10000"), merging("U10002"));
    send(made);
    auto seen = preview(made);
    EXPECT_THAT(said(seen), ElementsAre("area:U10000", "area_sites_inside:U10000"));
    EXPECT_THAT(seen["areas"][0]["lacks"], HasSubstr("NETWORK U10002 is not known"));
    // The request can state it.
    auto body = merging("U10002");
    body["new_networks"][0]["area"] = area_of({0, 1, 2, 3, 8, 9, 10, 11});
    auto stated = begin(made.network, body);
    send(stated);
    seen = preview(stated);
    EXPECT_THAT(said(seen), ElementsAre("area_contiguous:U10000"));
    EXPECT_EQ(outcome(seen["areas"][0], "sites_inside"), "met");
    approve(stated, seen);
    EXPECT_NEAR(square_km_on(effect_, "U10000"), seen["areas"][0]["square_km"], 0.05);
}

TEST_F(NetworkChangesAreas, OfASplitAreStatedAndHeldAgainstEachOther) {
    const std::string id = take_in("U10000");
    const auto asked = [&](const json& first, const json& second) {
        auto made = begin(id, splitting(first, second));
        send(made);
        return std::pair(made, preview(made));
    };
    EXPECT_THAT(said(asked(nullptr, nullptr).second), ElementsAre("area:U10000", "area:Two"));
    EXPECT_THAT(said(asked(area_of({0, 1}), nullptr).second), ElementsAre("area:Two"));
    EXPECT_THAT(said(asked(area_of({0, 1}), area_of({1, 2, 3})).second),
                testing::UnorderedElementsAre("area_overlap:U10000", "area_overlap:Two"));
    EXPECT_THAT(said(asked(area_of({0, 1}), area_of({3})).second),
                testing::UnorderedElementsAre("area_sites_inside:Two"));
    auto [made, seen] = asked(area_of({0, 1}), area_of({2, 3}));
    EXPECT_THAT(said(seen), IsEmpty());
    EXPECT_EQ(seen["areas"][1]["code"], "");
    auto given = decision(made, seen);
    given["codes"] = {{"Two", "U20001"}};
    as_commissioner({"POST", "/api/approvals/changes/" + made.id, given.dump()});
    const Date eve = effect_.plus_days(-1);
    const double whole = square_km_on(eve, "U10000");
    EXPECT_NEAR(square_km_on(effect_, "U10000"), whole / 2, 0.05);
    EXPECT_NEAR(square_km_on(effect_, "U20001"), whole / 2, 0.05);
    EXPECT_EQ(square_km_on(eve, "U20001"), 0);
    EXPECT_THAT(areas_on(effect_)["overlaps"], IsEmpty());
}

TEST_F(NetworkChangesAreas, OfAPartAreSuggestedRoundItsOwnPracticesOnly) {
    const json question{{"commissioner", "16C"},
                        {"network", "U10000"},
                        {"members", {practice_code(0), practice_code(1)}}};
    const auto suggested =
        as_network({"POST", "/api/areas/suggestion", question.dump()})["small_areas"];
    EXPECT_EQ(suggested, json({small_area(0), small_area(1)})) << "the third has its own";
}

TEST_F(NetworkChangesAreas, AreNewOnTheMapFromTheirDay) {
    const std::string id = take_in("U10000");
    auto body = request("new_area");
    body["area"] = {
        {"small_areas", {"E01012001"}},
        {"polygons",
         {{{"type", "Polygon"},
           {"coordinates",
            {{{-1.5, 54.4}, {-1.4, 54.4}, {-1.4, 54.5}, {-1.5, 54.5}, {-1.5, 54.4}}}}}}}};
    body["evidence"]["providers"] = "Trust, 1 November";
    body["evidence"]["people"] = "Patients' group, 2 November";
    auto made = begin(id, body);
    send(made);
    const auto seen = preview(made);
    ASSERT_EQ(seen["areas"].size(), 1U);
    EXPECT_EQ(seen["areas"][0]["known"], true);
    EXPECT_EQ(seen["areas"][0]["findings"].size(), 6U);
    EXPECT_EQ(seen["areas"][0]["members"].size(), 3U);
    approve(made, seen);
    const auto map = [&](Date day) {
        return as_commissioner(
            {"GET", "/api/areas/networks/U10000/map?as_at=" + day.to_string(), ""});
    };
    const auto has_area = [](const json& shown) {
        return std::ranges::any_of(shown["features"], [](const json& feature) {
            return feature["properties"]["kind"] == "network";
        });
    };
    EXPECT_THAT(map(effect_.plus_days(-1)).dump(), Not(HasSubstr("agreed_from")));
    const auto shown = map(effect_);
    ASSERT_TRUE(has_area(shown));
    EXPECT_THAT(shown.dump(), HasSubstr("\"agreed_from\":\"" + effect_.to_string()));
    EXPECT_THAT(shown.dump(), HasSubstr("-1.5"));
    const auto check = as_commissioner(
        {"GET", "/api/register/areas?commissioner=16C&as_at=" + effect_.to_string(), ""});
    EXPECT_EQ(check["areas"].size(), 2U);
    EXPECT_NEAR(square_km_on(effect_, "U10000"), seen["areas"][0]["square_km"], 0.05);
}

}  // namespace
}  // namespace openpcn::api
