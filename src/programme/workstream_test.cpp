#include "programme/workstream.h"

#include <gmock/gmock.h>

#include "programme/test_programme.h"

namespace openpcn::programme {
namespace {

using testing::HasSubstr;

Result<Workstream> owned(const std::string& owners) {
    return read_workstream(R"({"title": "Commissioning networks", "track": "commissioning",
                               "from": "2019-02-01", "owners": [)" +
                               owners + "]}",
                           test_content());
}

TEST(Workstream, HasOneOwnerAtATime) {
    const auto two = owned(R"({"name": "Ann", "from": "2019-02-01", "to": "2019-05-31"},
                              {"name": "Bo", "post": "Director", "from": "2019-06-02"})");
    ASSERT_TRUE(two.has_value()) << two.error().what;
    EXPECT_EQ(two->owner_on(day("2019-05-31"))->name, "Ann");
    EXPECT_EQ(two->owner_on(day("2019-06-01")), nullptr) << "a day without an owner";
    EXPECT_EQ(two->owner_on(day("2019-06-02"))->name, "Bo");
    EXPECT_EQ(to_json(read_workstream(to_json(*two), test_content()).value()), to_json(*two));
    const auto both = owned(R"({"name": "Ann", "from": "2019-02-01"},
                               {"name": "Bo", "from": "2019-06-01"})");
    EXPECT_EQ(both.error().what,
              "\"owners[1].from\" must be after the last day of the owner before: one owner at a "
              "time.");
    // Whichever comes first in the list.
    EXPECT_FALSE(owned(R"({"name": "Bo", "from": "2019-06-01"},
                          {"name": "Ann", "from": "2019-02-01"})"));
}

TEST(Workstream, IsOfATrackThatTheContentNames) {
    const auto wrong = read_workstream(
        R"({"title": "X", "track": "y", "from": "2019-02-01", "owners": []})", test_content());
    EXPECT_THAT(wrong.error().what, HasSubstr("a track that the content names"));
}

TEST(LocalityTeam, SupportsByNetworkLocalityOrPracticeWhileItIsThere) {
    const auto team = read_locality_team(
        R"({"name": "East", "localities": ["Solihull"], "networks": ["n1"],
            "practices": ["A81001"], "members": [{"name": "Jo", "role": "Lead"}],
            "from": "2019-02-01", "to": "2020-03-31"})");
    ASSERT_TRUE(team.has_value()) << team.error().what;
    const Date on = day("2019-04-01");
    EXPECT_TRUE(supports(*team, {"n1", "", ""}, on));
    EXPECT_TRUE(supports(*team, {"n2", "Solihull", ""}, on));
    EXPECT_TRUE(supports(*team, {"", "", "A81001"}, on));
    EXPECT_FALSE(supports(*team, {"n2", "", "A81002"}, on));
    EXPECT_FALSE(supports(*team, {"n1", "", ""}, day("2020-04-01")));
    EXPECT_EQ(to_json(read_locality_team(to_json(*team)).value()), to_json(*team));
}

TEST(LocalityTeam, SupportsSomebody) {
    const auto none = read_locality_team(
        R"({"name": "East", "localities": [], "networks": [], "practices": [], "members": [],
            "from": "2019-02-01"})");
    EXPECT_THAT(none.error().what, HasSubstr("a team supports somebody"));
    const auto wrong = read_locality_team(
        R"({"name": "East", "localities": [], "networks": [], "practices": ["?"], "members": [],
            "from": "2019-02-01"})");
    EXPECT_THAT(wrong.error().what, HasSubstr("ODS codes"));
}

}  // namespace
}  // namespace openpcn::programme
