#include "networks/proposed_area.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "networks/suggested_areas.h"

namespace openpcn::networks {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// A commissioner of four by four small areas, each of 0.02 by 0.01 degrees: about 1.4 square km.
constexpr int side = 4;
constexpr double width = 0.02, height = 0.01, west = -1.4, south = 54.4;

std::string code_of(int column, int row) { return fmt::format("E01{:03}{:03}", column, row); }
Ring box(double x, double y, double w, double h) {
    return {{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}, {x, y}};
}

struct Town {
    Town() {
        for (int column = 0; column < side; ++column) {
            for (int row = 0; row < side; ++row) {
                const std::string code = code_of(column, row);
                boundaries.push_back(
                    {code,
                     code,
                     {box(west + column * width, south + row * height, width, height)}});
                places.push_back({code, middle_of(boundaries.back())});
            }
        }
    }
    const Shape* boundary(std::string_view code) const {
        for (const Shape& shape : boundaries)
            if (shape.code == code) return &shape;
        return nullptr;
    }
    AreaShapes shapes_of(const NetworkArea& area, std::string_view code) const {
        return area_shapes(area, code, [this](std::string_view one) { return boundary(one); });
    }
    // Columns [begin, end) as an area.
    static NetworkArea columns(int begin, int end) {
        NetworkArea area;
        for (int column = begin; column < end; ++column)
            for (int row = 0; row < side; ++row) area.small_areas.push_back(code_of(column, row));
        return area;
    }
    NeighbourArea neighbour(std::string code, const NetworkArea& area) const {
        return {code, code + " PCN", shapes_of(area, code).shapes, area.small_areas};
    }
    ProposedArea proposed(NetworkArea area, std::vector<ProposedMember> members = {}) const {
        AreaShapes shapes = shapes_of(area, "new");
        return {"new", std::move(area), std::move(shapes), std::move(members)};
    }

    std::vector<Shape> boundaries;
    std::vector<SmallAreaPlace> places;
    Shape outer{"16C", "", {box(west, south, side* width, side* height)}};
};

const AreaRule rule{"No overlap.", "No gap.",   "One piece.", "Sites inside.",
                    "Within.",     "No share.", "s"};

AreaFinding finding(const ProposedAreaCheck& check, AreaRuleId id) {
    for (const AreaFinding& one : check.findings)
        if (one.rule == id) return one;
    return {};
}

ProposedAreaCheck check(const Town& town, const ProposedArea& proposed,
                        std::vector<NeighbourArea> neighbours,
                        std::vector<std::string> without = {}) {
    AreaSurroundings around;
    around.commissioner_name = "Tees Valley";
    around.commissioner = &town.outer;
    around.small_areas = town.places;
    around.neighbours = neighbours;
    around.neighbours_without_area = std::move(without);
    return check_proposed_area(proposed, around, &rule);
}

TEST(ProposedArea, MeetsTheRulesWhereItFillsWhatNeighboursLeave) {
    const Town town;
    const auto made = check(
        town, town.proposed(Town::columns(2, 4), {{"A81001", "DENSHAM", MapPoint{-1.33, 54.42}}}),
        {town.neighbour("U1", Town::columns(0, 2))});
    for (const AreaRuleId id : {AreaRuleId::overlap, AreaRuleId::gap, AreaRuleId::contiguous,
                                AreaRuleId::sites_inside, AreaRuleId::within_commissioner}) {
        EXPECT_EQ(finding(made, id).outcome, AreaOutcome::met)
            << name_of(id) << ": " << finding(made, id).arithmetic;
    }
    EXPECT_EQ(finding(made, AreaRuleId::overlap).clause, "No overlap.");
    EXPECT_EQ(made.small_areas_inside.size(), 8u);
    // Eight of 0.02 degrees of longitude at 54.42 degrees by 0.01 of latitude.
    EXPECT_NEAR(made.square_km, 8 * 1.296 * 1.112, 0.3);
    EXPECT_EQ(finding(made, AreaRuleId::residents_outside).outcome, AreaOutcome::not_known);
    EXPECT_THAT(finding(made, AreaRuleId::residents_outside).arithmetic,
                HasSubstr("no file of patients by practice and small area is loaded"));
}

TEST(ProposedArea, NamesWhatOverlapsAndWhatIsLeft) {
    const Town town;
    const auto made = check(town, town.proposed(Town::columns(1, 3)),
                            {town.neighbour("U1", Town::columns(0, 2))});
    ASSERT_EQ(made.overlaps.size(), 1u);
    EXPECT_EQ(made.overlaps[0].name, "U1 PCN");
    EXPECT_EQ(made.overlaps[0].small_areas.size(), 4u);
    EXPECT_NEAR(made.overlaps[0].pieces[0].square_km, 4 * 1.296 * 1.112, 0.3);
    EXPECT_EQ(finding(made, AreaRuleId::overlap).outcome, AreaOutcome::not_met);
    EXPECT_THAT(finding(made, AreaRuleId::overlap).arithmetic, HasSubstr("4 small areas"));
    EXPECT_THAT(made.small_areas_in_none,
                ElementsAre(code_of(3, 0), code_of(3, 1), code_of(3, 2), code_of(3, 3)));
    EXPECT_EQ(finding(made, AreaRuleId::gap).outcome, AreaOutcome::not_met);
    EXPECT_EQ(finding(made, AreaRuleId::contiguous).outcome, AreaOutcome::met);
}

TEST(ProposedArea, DoesNotCallAGapWhatAnUnknownNeighbourMayHave) {
    const Town town;
    const auto made = check(town, town.proposed(Town::columns(1, 3)), {}, {"OTHER PCN"});
    EXPECT_EQ(finding(made, AreaRuleId::overlap).outcome, AreaOutcome::not_known);
    EXPECT_EQ(finding(made, AreaRuleId::gap).outcome, AreaOutcome::not_known);
    EXPECT_THAT(finding(made, AreaRuleId::gap).arithmetic,
                HasSubstr("The area of one other network is not known: OTHER PCN."));
}

TEST(ProposedArea, CountsItsPieces) {
    const Town town;
    NetworkArea area = Town::columns(0, 1);
    const NetworkArea far = Town::columns(3, 4);
    area.small_areas.insert(area.small_areas.end(), far.small_areas.begin(), far.small_areas.end());
    const auto made = check(town, town.proposed(area), {});
    EXPECT_EQ(made.pieces.size(), 2u);
    EXPECT_EQ(finding(made, AreaRuleId::contiguous).outcome, AreaOutcome::not_met);
    EXPECT_THAT(finding(made, AreaRuleId::contiguous).arithmetic, HasSubstr("in 2 pieces."));
}

TEST(ProposedArea, NamesSitesOutsideAndThoseWithoutAPlace) {
    const Town town;
    const auto made =
        check(town,
              town.proposed(Town::columns(2, 4), {{"A1", "IN", MapPoint{-1.33, 54.42}},
                                                  {"A2", "OUT", MapPoint{-1.39, 54.42}},
                                                  {"A3", "WHERE", std::nullopt}}),
              {});
    const AreaFinding found = finding(made, AreaRuleId::sites_inside);
    EXPECT_EQ(found.outcome, AreaOutcome::to_explain);
    EXPECT_EQ(found.arithmetic,
              "1 of 3 member sites in the area. Outside: OUT. Place not known: WHERE.");
    EXPECT_EQ(made.sites_outside[0].practice, "A2");
    EXPECT_EQ(made.sites_not_known[0].practice, "A3");
}

TEST(ProposedArea, AsksForAReasonAcrossTheBorder) {
    const Town town;
    NetworkArea area = Town::columns(2, 4);
    area.small_areas.emplace_back("E01999999");
    const auto named = check(town, town.proposed(area), {});
    EXPECT_EQ(finding(named, AreaRuleId::within_commissioner).outcome, AreaOutcome::to_explain);
    EXPECT_THAT(finding(named, AreaRuleId::within_commissioner).arithmetic,
                HasSubstr("1 of 9 small areas chosen belong to another commissioner"));
    EXPECT_THAT(named.without_boundary, ElementsAre("E01999999"));
    EXPECT_EQ(finding(named, AreaRuleId::contiguous).outcome, AreaOutcome::not_known);
    NetworkArea drawn;
    drawn.polygons.push_back({box(west + 3 * width, south, 2 * width, height)});
    const auto over = check(town, town.proposed(drawn), {});
    EXPECT_EQ(finding(over, AreaRuleId::within_commissioner).outcome, AreaOutcome::to_explain);
    EXPECT_NEAR(over.outside_square_km, over.square_km / 2, 0.1);
    EXPECT_THAT(over.small_areas_inside, ElementsAre(code_of(3, 0)));
}

TEST(ProposedArea, TellsWhoLivesOutside) {
    const Town town;
    const std::vector<ResidentPatients> residents{
        {code_of(2, 0), town.places[8].middle, 600},
        {code_of(0, 0), town.places[0].middle, 300},
        {"E01777777", std::nullopt, 100},
        {"", std::nullopt, 7},
    };
    AreaSurroundings around;
    around.residents = residents;
    around.residence_known = true;
    const auto named = check_proposed_area(town.proposed(Town::columns(2, 4)), around, &rule);
    EXPECT_EQ(named.patients_outside, 400);
    EXPECT_EQ(
        finding(named, AreaRuleId::residents_outside).arithmetic,
        "400 of 1,000 registered patients (40.00 %) live outside. Of 7 more it is not known.");
    // Where a line is drawn, a small area that is not on the map lies on neither side.
    NetworkArea drawn;
    drawn.polygons.push_back({box(west + 2 * width, south, 2 * width, 4 * height)});
    const auto lines = check_proposed_area(town.proposed(drawn), around, &rule);
    EXPECT_EQ(lines.patients, 900);
    EXPECT_EQ(lines.patients_outside, 300);
    EXPECT_EQ(lines.patients_not_placed, 107);
    EXPECT_THAT(finding(lines, AreaRuleId::residents_outside).arithmetic,
                HasSubstr("Of 107 more it is not known."));
}

TEST(ProposedArea, OfNothingIsNotCalledWhole) {
    const auto made = check_proposed_area({"new", {}, {}, {}}, {}, nullptr);
    for (const AreaFinding& one : made.findings) {
        if (one.rule == AreaRuleId::overlap) continue;
        EXPECT_EQ(one.outcome, AreaOutcome::not_known) << name_of(one.rule);
        EXPECT_EQ(one.clause, "");
    }
}

// Whatever way the small areas are dealt out, areas of sets add up to the town, do not overlap and
// leave nothing.
TEST(ProposedArea, OfDisjointSetsAddUpToTheWhole) {
    const Town town;
    std::mt19937 random(11);
    std::uniform_int_distribution<std::size_t> deal(0, 2);
    for (int turn = 0; turn < 30; ++turn) {
        NetworkArea areas[3];
        for (const SmallAreaPlace& place : town.places)
            areas[deal(random)].small_areas.push_back(place.code);
        const auto made = check(town, town.proposed(areas[0]),
                                {town.neighbour("U1", areas[1]), town.neighbour("U2", areas[2])});
        EXPECT_THAT(made.overlaps, IsEmpty());
        EXPECT_THAT(made.small_areas_in_none, IsEmpty());
        EXPECT_NEAR(made.square_km, static_cast<double>(areas[0].small_areas.size()) * 1.441, 0.5);
        EXPECT_EQ(made.small_areas_inside, areas[0].small_areas);
    }
}

TEST(SuggestedAreas, GoToTheNetworkOfTheNearestSite) {
    const Town town;
    const std::vector<MemberSite> sites{{"A1", "U1", {west + 0.5 * width, 54.42}},
                                        {"A2", "U2", {west + 3.5 * width, 54.42}}};
    const auto made = suggest_areas(town.places, sites);
    ASSERT_EQ(made.size(), 16u);
    for (const SuggestedArea& one : made) {
        const bool left = one.small_area < code_of(2, 0);
        EXPECT_EQ(one.network, left ? "U1" : "U2") << one.small_area;
        EXPECT_EQ(one.practice, left ? "A1" : "A2");
    }
    EXPECT_NEAR(made[0].away_km, 0.015 * 111.2, 0.01);
    EXPECT_THAT(suggest_areas(town.places, {}), IsEmpty());
    const std::vector<SmallAreaPlace> nowhere{{"E01000001", std::nullopt}};
    EXPECT_THAT(suggest_areas(nowhere, sites), IsEmpty());
}

}  // namespace
}  // namespace openpcn::networks
