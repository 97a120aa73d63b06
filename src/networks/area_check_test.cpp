#include "networks/area_check.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace openpcn::networks {
namespace {

// A rectangle in degrees.
Ring box(double west, double south, double east, double north) {
    return {{west, south}, {east, south}, {east, north}, {west, north}, {west, south}};
}
Shape shape(std::string code, std::vector<Ring> rings) { return {code, code, std::move(rings)}; }

// By the formula for a zone of the sphere, apart from the grid's own sums.
double square_km_of(double west, double south, double east, double north) {
    constexpr double radius_km = 6371.0088;
    const auto radians = [](double degrees) { return degrees * std::numbers::pi / 180; };
    return radius_km * radius_km * radians(east - west) *
           (std::sin(radians(north)) - std::sin(radians(south)));
}
MATCHER_P(IsAbout, wanted, "") { return std::abs(arg - wanted) < 0.02 * wanted; }

AreaCheck check(std::vector<Shape> areas, const Shape* outer = nullptr,
                std::vector<MemberSite> sites = {}) {
    return check_areas({.areas = areas, .outer = outer, .sites = sites, .cell_m = 20});
}

TEST(AreaCheck, FindsNothingWhereNeighboursShareTheirBorder) {
    const Shape outer = shape("16C", {box(-1.4, 54.4, -1.2, 54.5)});
    const AreaCheck made = check(
        {shape("U1", {box(-1.4, 54.4, -1.3, 54.5)}), shape("U2", {box(-1.3, 54.4, -1.2, 54.5)})},
        &outer);
    EXPECT_TRUE(made.overlaps.empty());
    EXPECT_TRUE(made.gaps.empty());
    EXPECT_TRUE(made.areas[0].is_contiguous());
    EXPECT_THAT(made.areas[0].square_km, IsAbout(square_km_of(-1.4, 54.4, -1.3, 54.5)));
    EXPECT_THAT(made.covered_square_km, IsAbout(made.outer_square_km));
    EXPECT_LT(made.areas[0].outside_square_km, 0.5);
}

TEST(AreaCheck, MeasuresOverlapsAndGapsAndSaysWhere) {
    const Shape outer = shape("16C", {box(-1.4, 54.4, -1.2, 54.5)});
    // They overlap by 0.01 degrees, and leave the last 0.03 open.
    const AreaCheck made = check(
        {shape("U1", {box(-1.4, 54.4, -1.3, 54.5)}), shape("U2", {box(-1.31, 54.4, -1.23, 54.5)})},
        &outer);
    ASSERT_EQ(made.overlaps.size(), 1u);
    EXPECT_EQ(made.overlaps[0].first, "U1");
    EXPECT_EQ(made.overlaps[0].second, "U2");
    EXPECT_THAT(made.overlaps[0].piece.square_km, IsAbout(square_km_of(-1.31, 54.4, -1.3, 54.5)));
    EXPECT_NEAR(made.overlaps[0].piece.middle.longitude, -1.305, 0.001);
    EXPECT_NEAR(made.overlaps[0].piece.middle.latitude, 54.45, 0.001);
    ASSERT_EQ(made.gaps.size(), 1u);
    EXPECT_THAT(made.gaps[0].square_km, IsAbout(square_km_of(-1.23, 54.4, -1.2, 54.5)));
}

TEST(AreaCheck, CountsPartsButNotSlivers) {
    const AreaCheck made =
        check({shape("U1", {box(-1.4, 54.4, -1.35, 54.45), box(-1.3, 54.4, -1.25, 54.45),
                            box(-1.2, 54.4, -1.199, 54.401)})});
    EXPECT_EQ(made.areas[0].parts.size(), 2u);
    EXPECT_FALSE(made.areas[0].is_contiguous());
}

TEST(AreaCheck, TakesHolesForGaps) {
    const Shape outer = shape("16C", {box(-1.4, 54.4, -1.2, 54.5)});
    const AreaCheck made = check(
        {shape("U1", {box(-1.4, 54.4, -1.2, 54.5), box(-1.32, 54.44, -1.28, 54.46)})}, &outer);
    ASSERT_EQ(made.gaps.size(), 1u);
    EXPECT_THAT(made.gaps[0].square_km, IsAbout(square_km_of(-1.32, 54.44, -1.28, 54.46)));
    EXPECT_TRUE(made.areas[0].is_contiguous());
}

TEST(AreaCheck, TellsWhatLiesOutsideTheCommissionersArea) {
    const Shape outer = shape("16C", {box(-1.4, 54.4, -1.3, 54.5)});
    const AreaCheck made = check(
        {shape("U1", {box(-1.4, 54.4, -1.2, 54.5)}), shape("U2", {box(-1.2, 54.4, -1.1, 54.5)})},
        &outer);
    EXPECT_THAT(made.areas[0].outside_square_km, IsAbout(square_km_of(-1.3, 54.4, -1.2, 54.5)));
    EXPECT_THAT(made.areas[1].outside_square_km, IsAbout(square_km_of(-1.2, 54.4, -1.1, 54.5)));
}

TEST(AreaCheck, NamesSitesOutsideTheirOwnNetworksArea) {
    const std::vector<MemberSite> sites{{"A81001", "U1", {-1.38, 54.45}},
                                        {"A81002", "U1", {-1.25, 54.45}},
                                        {"A81003", "U9", {-1.25, 54.45}}};
    const AreaCheck made = check(
        {shape("U1", {box(-1.4, 54.4, -1.3, 54.5)}), shape("U2", {box(-1.3, 54.4, -1.2, 54.5)})},
        nullptr, sites);
    ASSERT_EQ(made.sites_outside.size(), 1u);
    EXPECT_EQ(made.sites_outside[0].practice, "A81002");
}

TEST(AreaCheck, StandsShapesThatCrossThemselves) {
    // A bow tie: two triangles that meet in the middle.
    const AreaCheck made = check(
        {shape("U1", {{{-1.4, 54.4}, {-1.3, 54.5}, {-1.3, 54.4}, {-1.4, 54.5}, {-1.4, 54.4}}})});
    EXPECT_THAT(made.areas[0].square_km, IsAbout(square_km_of(-1.4, 54.4, -1.3, 54.5) / 2));
}

TEST(AreaCheck, TakesShapesOfOneCodeForOneArea) {
    // Two halves and a patch that lies over both: neither overlap nor hole.
    const AreaCheck made = check(
        {shape("U1", {box(-1.4, 54.4, -1.35, 54.5)}), shape("U2", {box(-1.3, 54.4, -1.25, 54.5)}),
         shape("U1", {box(-1.35, 54.4, -1.3, 54.5)}),
         shape("U1", {box(-1.37, 54.42, -1.33, 54.48)})},
        nullptr, {{"A81001", "U1", {-1.32, 54.45}}});
    ASSERT_EQ(made.areas.size(), 2u);
    EXPECT_EQ(made.areas[0].code, "U1");
    EXPECT_THAT(made.areas[0].square_km, IsAbout(square_km_of(-1.4, 54.4, -1.3, 54.5)));
    EXPECT_TRUE(made.areas[0].is_contiguous());
    EXPECT_TRUE(made.overlaps.empty());
    EXPECT_TRUE(made.sites_outside.empty());
}

TEST(AreaCheck, OfNothingIsEmpty) {
    const AreaCheck made = check({});
    EXPECT_TRUE(made.areas.empty());
    EXPECT_EQ(made.outer_square_km, 0);
}

TEST(Shape, IsReadFromPolygonsAndMultiPolygons) {
    const auto one = parse_shape("U1", "", R"({"type":"Polygon","coordinates":
        [[[0,0],[1,0],[1,1],[0,1],[0,0]],[[0.4,0.4],[0.6,0.4],[0.6,0.6],[0.4,0.4]]]})");
    ASSERT_TRUE(one.has_value());
    EXPECT_TRUE(contains(*one, {0.1, 0.1}));
    EXPECT_FALSE(contains(*one, {0.55, 0.45}));
    EXPECT_FALSE(contains(*one, {1.5, 0.5}));
    const auto two = parse_shape("U2", "", R"({"type":"MultiPolygon","coordinates":
        [[[[0,0],[1,0],[1,1],[0,0]]],[[[2,2],[3,2],[3,3],[2,2]]]]})");
    ASSERT_TRUE(two.has_value());
    EXPECT_TRUE(contains(*two, {2.9, 2.5}));
    for (const std::string_view wrong :
         {"", "{}", "[]", R"({"type":"Point","coordinates":[0,0]})",
          R"({"type":"Polygon","coordinates":[]})", R"({"type":"Polygon","coordinates":[[[0,0]]]})",
          R"({"type":"Polygon","coordinates":[[[0,0],[1,0],["x",1],[0,0]]]})",
          R"({"type":"Polygon","coordinates":[[[0,0],[1,0],[1,91],[0,0]]]})",
          R"({"type":"MultiPolygon","coordinates":{"a":1}})"}) {
        const auto refused = parse_shape("U3", "", wrong);
        ASSERT_FALSE(refused.has_value()) << wrong;
        EXPECT_EQ(refused.error().where, "U3");
    }
}

TEST(Shape, HasItsMiddleInItsLargestRing) {
    const MapPoint middle =
        middle_of(shape("U1", {box(-1.4, 54.4, -1.2, 54.5), box(0, 51, 0.01, 51.01)}));
    EXPECT_NEAR(middle.longitude, -1.3, 1e-9);
    EXPECT_NEAR(middle.latitude, 54.45, 1e-9);
    // A triangle's centre of gravity, whichever way round.
    const MapPoint third = middle_of(shape("U2", {{{0, 51}, {0, 54}, {3, 51}}}));
    EXPECT_NEAR(third.longitude, 1, 1e-9);
    EXPECT_NEAR(third.latitude, 52, 1e-9);
}

TEST(Shape, IsDrawnWithFewerPointsThatLieCloseToItsOwn) {
    std::string circle;
    for (int i = 0; i <= 720; ++i) {
        const double turn = i / 360.0 * std::numbers::pi;
        circle += fmt::format("{}[{},{}]", i == 0 ? "" : ",", -1.3 + 0.1 * std::cos(turn),
                              54.4 + 0.1 * std::sin(turn));
    }
    const std::string_view hole = "[[-1.31,54.4],[-1.3,54.4],[-1.3,54.41],[-1.31,54.4]]";
    const std::string geometry =
        fmt::format(R"({{"type":"MultiPolygon","coordinates":[[[{}],{}]]}})", circle, hole);
    const auto drawn = geometry_for_drawing(geometry, 50);
    ASSERT_TRUE(drawn.has_value());
    const Shape before = *parse_shape("U1", "", geometry);
    const Shape after = *parse_shape("U1", "", *drawn);
    ASSERT_EQ(after.rings.size(), 2u);
    EXPECT_LT(after.rings[0].size(), 150u);
    EXPECT_GE(after.rings[0].size(), 12u);
    EXPECT_THAT(*drawn, testing::StartsWith(R"({"type":"MultiPolygon","coordinates":[[[[)"));
    EXPECT_THAT(check({after}).areas[0].square_km, IsAbout(check({before}).areas[0].square_km));
    EXPECT_FALSE(geometry_for_drawing("{}", 50).has_value());
}

}  // namespace
}  // namespace openpcn::networks
