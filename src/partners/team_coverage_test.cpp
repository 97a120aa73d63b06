#include "partners/team_coverage.h"

#include <gtest/gtest.h>

#include <array>

#include "partners/digital_supplier.h"
#include "partners/system_group.h"
#include "partners/test_catalogue.h"

namespace openpcn::partners {
namespace {

NamedTeam team(std::string id, std::string kind, std::vector<std::string> networks,
               std::vector<std::string> areas, std::string_view to = "2027-03-31") {
    return {id,
            {id,
             std::move(kind),
             "Trust",
             "",
             std::move(networks),
             std::move(areas),
             {},
             {day("2026-04-01"), day(to)}}};
}

const std::vector<Footprint> networks{
    {"n1", "U11111", "North", {"E01000001", "E01000002"}},
    {"n2", "", "South", {"E01000003"}},
    {"", "U33333", "East", {}},
};

// "whole part none | E01...: team team"
std::string coverage(const std::vector<NamedTeam>& teams, std::string_view on = "2026-11-26") {
    const auto all = team_coverage(networks, teams, test_catalogue(), day(on));
    std::string said;
    for (const ServedNetwork& each : all.at(0).networks)
        said += std::string(name_of(each.served)) + " ";
    for (const DoubleClaim& claim : all.at(0).claimed_twice) {
        said += "| " + claim.small_area + ":";
        for (const std::size_t at : claim.teams) said += " " + teams[at].id;
    }
    return said;
}

TEST(TeamCoverage, NamesNetworksWithoutATeamAndAreasThatTwoClaim) {
    struct Case {
        std::vector<NamedTeam> teams;
        std::string said;
        std::string_view why;
    };
    for (const auto& [teams, said, why] : std::vector<Case>{
             {{}, "none none none ", "no teams"},
             {{team("a", "community", {"U11111", "n2", "U33333"}, {})},
              "whole whole whole ",
              "named by code or by id"},
             {{team("a", "mental_health", {"U11111"}, {})}, "none none none ", "another kind"},
             {{team("a", "community", {}, {"E01000001"})}, "part none none ", "half its areas"},
             {{team("a", "community", {}, {"E01000001"}),
               team("b", "community", {}, {"E01000002"})},
              "whole none none ",
              "two teams share its areas"},
             {{team("a", "community", {"U11111"}, {}), team("b", "community", {}, {"E01000002"})},
              "whole none none | E01000002: a b",
              "one by its name, one by the area"},
             {{team("a", "community", {}, {"E01999999"}),
               team("b", "community", {}, {"E01999999"})},
              "none none none | E01999999: a b",
              "an area of nobody"},
             {{team("a", "community", {"U33333"}, {}), team("b", "community", {"U33333"}, {})},
              "none none whole ",
              "both serve a network whose area is not known"},
             {{team("a", "community", {"U11111"}, {}, "2026-11-25")},
              "none none none ",
              "ended the day before"},
             {{team("a", "community", {"U11111"}, {}, "2026-11-26")},
              "whole none none ",
              "its last day belongs to it"},
         })
        EXPECT_EQ(coverage(teams), said) << why;
}

TEST(TeamCoverage, SaysItsArithmeticForEachKindAndWhichAreExpected) {
    const std::vector<NamedTeam> teams{team("a", "community", {"n2"}, {"E01000001"})};
    const auto all = team_coverage(networks, teams, test_catalogue(), day("2026-11-26"));
    ASSERT_EQ(all.size(), 4U);
    EXPECT_EQ(all[0].kind, "community");
    EXPECT_EQ(all[0].arithmetic, "1 of 3 networks are served whole, 1 in part, 1 not at all.");
    EXPECT_EQ(all[0].networks[0].areas_covered, 1U);
    EXPECT_EQ(all[1].kind, "mental_health");
    EXPECT_EQ(all[1].arithmetic, "0 of 3 networks are served whole, 0 in part, 3 not at all.");
    EXPECT_TRUE(all[1].is_expected);
    EXPECT_EQ(all[2].kind, "neighbourhood");
    EXPECT_FALSE(all[2].is_expected);
}

TEST(Team, IsReadWithItsPostsAcrossEmployers) {
    const auto read = read_team(
        R"({"name": "Riverside", "kind": "neighbourhood", "provider": "Riverside PCN",
            "networks": ["U11111"], "small_areas": ["E01000002", "E01000001"], "from": "2026-04-01",
            "posts": [{"role": "geriatrician", "employer": "Trust", "whole_time_equivalent": "0.2",
                       "from": "2026-04-01"}]})",
        test_catalogue());
    ASSERT_TRUE(read) << to_string(read.error());
    EXPECT_EQ(read->posts[0].hundredths, 20);
    EXPECT_EQ(read->small_areas.front(), "E01000001");
    const auto refused = read_team(
        R"({"name": "R", "kind": "community", "provider": "T", "networks": [], "small_areas": [],
            "from": "2026-04-01"})",
        test_catalogue());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().what,
              "\"networks\" must be at least one network, unless small areas are named.");
}

TEST(WholeTimeEquivalent, IsReadToHundredths) {
    struct Case {
        std::string_view text;
        std::int64_t hundredths;  // 0: refused
    };
    for (const auto& [text, hundredths] : std::to_array<Case>({{"1", 100},
                                                               {"0.5", 50},
                                                               {"0.85", 85},
                                                               {"100", 10'000},
                                                               {"100.01", 0},
                                                               {"0", 0},
                                                               {"0.001", 0},
                                                               {"1.", 0},
                                                               {".5", 0},
                                                               {"-1", 0},
                                                               {"1,5", 0},
                                                               {"", 0}}))
        EXPECT_EQ(read_whole_time_equivalent(text).value_or(0), hundredths) << text;
    EXPECT_EQ(written_whole_time_equivalent(105), "1.05");
}

TEST(SystemGroup, HasMembersOnTheirDays) {
    const auto group = read_system_group(
        R"({"name": "Tees Valley", "kind": "system", "system": "QHM", "from": "2026-01-01",
            "members": [{"network": "U11111", "from": "2026-04-01", "to": "2026-09-30"},
                        {"network": "n2", "from": "2026-04-01"}]})",
        test_catalogue());
    ASSERT_TRUE(group) << to_string(group.error());
    EXPECT_FALSE(has_member(*group, "U11111", "n1", day("2026-03-31")));
    EXPECT_TRUE(has_member(*group, "U11111", "n1", day("2026-09-30")));
    EXPECT_FALSE(has_member(*group, "U11111", "n1", day("2026-10-01")));
    EXPECT_TRUE(has_member(*group, "", "n2", day("2030-01-01")));
    EXPECT_FALSE(has_member(*group, "", "n3", day("2030-01-01")));
}

TEST(SystemPlan, SaysWhichActionsAreLate) {
    const auto plan = read_system_plan(
        R"({"title": "Winter", "from": "2026-10-01", "actions": [
            {"what": "Hub", "owner": "North", "due": "2026-11-01", "done_on": "2026-11-10"}]})");
    ASSERT_TRUE(plan) << to_string(plan.error());
    const PlanAction& action = plan->actions[0];
    EXPECT_EQ(action_state(action, day("2026-11-01")), ActionState::open);
    EXPECT_EQ(action_state(action, day("2026-11-09")), ActionState::late);
    EXPECT_EQ(action_state(action, day("2026-11-10")), ActionState::done);
}

TEST(TeamCoverage, CountsATeamAsServingByNameOrBySmallArea) {
    EXPECT_TRUE(serves(team("a", "community", {"n1"}, {}).team, networks[0]));
    EXPECT_TRUE(serves(team("a", "community", {}, {"E01000002"}).team, networks[0]));
    EXPECT_FALSE(serves(team("a", "community", {"n2"}, {"E01000003"}).team, networks[0]));
}

TEST(SupplierChoice, HasItsDaysAndARefusalOfAReviewBeforeThem) {
    const auto refused = [](std::string_view more) {
        const auto read = read_supplier_choice(
            R"({"supplier": "s1", "product": "Ask", "by": "A81001", "from": "2026-01-02")" +
            std::string(more) + "}");
        return read ? "" : read.error().what;
    };
    EXPECT_EQ(refused(R"(, "reason": "Price", "review_on": "2026-01-02")"), "");
    EXPECT_EQ(refused(R"(, "review_on": "2026-01-01")"),
              "\"review_on\" must be a day, not before \"from\".");
    EXPECT_EQ(refused(R"(, "patients": [])"),
              "\"patients\" must be left out: it is not known here.");
}

TEST(OutOfArea, HoldsACountWithItsDayAndNoList) {
    const auto refused = [](std::string_view more) {
        const auto read = read_out_of_area(R"({"registers": "yes", "from": "2026-01-01")" +
                                           std::string(more) + "}");
        return read ? "" : read.error().what;
    };
    EXPECT_EQ(refused(""), "");
    EXPECT_EQ(refused(R"(, "patients": 12, "counted_on": "2026-10-01")"), "");
    EXPECT_EQ(refused(R"(, "review_on": "2025-12-31")"),
              "\"review_on\" must be a day, not before \"from\".");
    EXPECT_EQ(refused(R"(, "patients": 12)"),
              "\"counted_on\" must be there together with \"patients\".");
    EXPECT_EQ(refused(R"(, "people": [])"), "\"people\" must be left out: it is not known here.");
}

}  // namespace
}  // namespace openpcn::partners
