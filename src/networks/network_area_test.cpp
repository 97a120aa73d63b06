#include "networks/network_area.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace openpcn::networks {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view square =
    R"({"type":"Polygon",
        "coordinates":[[[-1.4,54.4],[-1.3,54.4],[-1.3,54.5],[-1.4,54.5],[-1.4,54.4]]]})";

TEST(NetworkArea, IsReadFromSmallAreasAndPolygons) {
    const auto area = parse_network_area(fmt::format(
        R"({{"small_areas":["E01012002","E01012001","E01012002"],"polygons":[{}]}})", square));
    ASSERT_TRUE(area.has_value()) << to_string(area.error());
    EXPECT_THAT(area->small_areas, ElementsAre("E01012001", "E01012002"));
    ASSERT_EQ(area->polygons.size(), 1u);
    EXPECT_EQ(area->polygons[0][0].size(), 5u);
    EXPECT_FALSE(area->is_empty());
    EXPECT_TRUE(parse_network_area("{}")->is_empty());
    EXPECT_TRUE(parse_network_area(R"({"small_areas":[],"polygons":[]})")->is_empty());
}

TEST(NetworkArea, NamesWhatIsWrong) {
    const auto polygon = [](std::string_view coordinates) {
        return fmt::format(R"({{"polygons":[{{"type":"Polygon","coordinates":{}}}]}})",
                           coordinates);
    };
    struct Case {
        std::string text;
        std::string_view what;
        std::string_view where;
    };
    const Case cases[] = {
        {"", "The area is no JSON object.", "the area"},
        {"[]", "The area is no JSON object.", "the area"},
        {std::string(10'000, '['), "The area is no JSON object.", "the area"},
        {R"({"areas":[]})", "An area has small_areas and polygons, and nothing else.", "the area"},
        {R"({"small_areas":"E01012001"})", "small_areas is no list.", "small_areas"},
        {R"({"small_areas":["E01012001","E0101200"]})",
         "small_areas has something that is not the code of a small area (LSOA).",
         "small_areas[1]"},
        {R"({"small_areas":[1]})",
         "small_areas has something that is not the code of a small area (LSOA).",
         "small_areas[0]"},
        {R"({"polygons":{}})", "polygons is no list.", "polygons"},
        {R"({"polygons":[{"type":"Point","coordinates":[0,51]}]})",
         "A polygon has the type Polygon and coordinates, and nothing else.", "polygons[0]"},
        {polygon("[[[0,51],[1,51]]]"), "The coordinates are no rings of positions.", "polygons[0]"},
        {polygon("[[[0,51],[1,51],[2,51],[0,51]]]"), "A polygon encloses nothing.", "polygons[0]"},
        {polygon("[[[51,0],[51,1],[52,1],[51,0]]]"), "A polygon lies outside the British Isles.",
         "polygons[0]"},
    };
    for (const auto& [text, what, where] : cases) {
        const auto refused = parse_network_area(text);
        ASSERT_FALSE(refused.has_value()) << text.substr(0, 100);
        EXPECT_EQ(refused.error().what, what);
        EXPECT_EQ(refused.error().where, where);
        EXPECT_THAT(refused.error().remedy, HasSubstr("LSOA codes"));
    }
}

TEST(NetworkArea, HasLimits) {
    std::string codes;
    for (std::size_t i = 0; i <= small_areas_max; ++i)
        codes += fmt::format("{}\"E01{:06}\"", i == 0 ? "" : ",", i);
    EXPECT_THAT(parse_network_area(fmt::format(R"({{"small_areas":[{}]}})", codes)).error().what,
                HasSubstr("at most 2000 small areas"));
    std::string polygons;
    for (std::size_t i = 0; i <= polygons_max; ++i)
        polygons += fmt::format("{}{}", i == 0 ? "" : ",", square);
    EXPECT_THAT(parse_network_area(fmt::format(R"({{"polygons":[{}]}})", polygons)).error().what,
                HasSubstr("at most 50 polygons"));
    std::string points;
    for (std::size_t i = 0; i <= drawn_points_max; ++i)
        points += fmt::format("{}[{},{}]", i == 0 ? "" : ",", -1 + 0.1 * static_cast<double>(i % 7),
                              52 + 0.1 * static_cast<double>(i % 5));
    EXPECT_THAT(
        parse_network_area(
            fmt::format(R"({{"polygons":[{{"type":"Polygon","coordinates":[[{}]]}}]}})", points))
            .error()
            .what,
        HasSubstr("more than 10000 points"));
}

TEST(NetworkArea, IsReadBackAsItWasWritten) {
    std::mt19937 random(4);
    std::uniform_real_distribution<double> along(-2, 1);
    std::uniform_int_distribution<int> digits(0, 999'999);
    for (int turn = 0; turn < 200; ++turn) {
        NetworkArea area;
        for (int i = turn % 9; i > 0; --i)
            area.small_areas.push_back(fmt::format("E01{:06}", digits(random)));
        for (int i = turn % 4; i > 0; --i) {
            const double x = std::round(along(random) * 1e5) / 1e5;
            const double y = 52 + std::round(along(random) * 1e5) / 1e5;
            area.polygons.push_back({{{x, y}, {x + 0.25, y}, {x + 0.25, y + 0.125}, {x, y}}});
        }
        const auto read = parse_network_area(network_area_json(area));
        ASSERT_TRUE(read.has_value()) << network_area_json(area);
        EXPECT_EQ(network_area_json(*read),
                  network_area_json(*parse_network_area(network_area_json(*read))));
        ASSERT_EQ(read->polygons.size(), area.polygons.size());
        for (std::size_t i = 0; i < area.polygons.size(); ++i)
            for (std::size_t j = 0; j < 4; ++j)
                EXPECT_NEAR(read->polygons[i][0][j].longitude, area.polygons[i][0][j].longitude,
                            1e-9);
    }
}

TEST(NetworkArea, BecomesShapesAndSaysWhichSmallAreasAreNotOnTheMap) {
    const auto area = parse_network_area(
        fmt::format(R"({{"small_areas":["E01012001","E01012009"],"polygons":[{}]}})", square));
    const Shape known{"E01012001", "Stockton 001A", {{{0, 51}, {1, 51}, {1, 52}, {0, 51}}}};
    const AreaShapes made = area_shapes(*area, "U1", [&](std::string_view code) -> const Shape* {
        return code == known.code ? &known : nullptr;
    });
    ASSERT_EQ(made.shapes.size(), 2u);
    EXPECT_EQ(made.shapes[0].code, "U1");
    EXPECT_EQ(made.shapes[0].name, "E01012001");
    EXPECT_TRUE(contains(made.shapes[1], {-1.35, 54.45}));
    EXPECT_THAT(made.without_boundary, ElementsAre("E01012009"));
}

}  // namespace
}  // namespace openpcn::networks
