#include "programme/programme_check.h"

#include <gmock/gmock.h>

#include "programme/test_programme.h"

namespace openpcn::programme {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> sentences(const Programme& programme, std::string_view on) {
    std::vector<std::string> all;
    for (const Finding& each : check_programme(programme, test_content(), day(on))) {
        EXPECT_FALSE(each.source.empty()) << each.what;
        all.push_back(each.what);
    }
    return all;
}

Group group(const std::string& kind, const std::string& body) {
    Group made;
    made.kind = kind;
    made.name = kind;
    made.time.from = day("2019-02-01");
    made.members = {{"A", body, "", Seat::member, {day("2019-02-01"), std::nullopt}}};
    return made;
}
Workstream workstream(const std::string& track) {
    const TimeSpan time{day("2019-02-01"), std::nullopt};
    return {track, track, "", {{"Ann", "", {time.from, day("2019-12-31")}}}, time};
}

Programme complete() {
    Programme made;
    made.groups = {group("task_and_finish", "lmc"), group("review_panel", "lmc"),
                   group("committee", "commissioner")};
    made.workstreams = {workstream("commissioning"), workstream("development")};
    LocalityTeam team;
    team.name = "East";
    team.networks = {"n1"};
    team.time.from = day("2019-02-01");
    made.teams = {team};
    made.to_support = {{"North", {"n1", "", ""}}};
    made.has_adopted_principles = true;
    return made;
}

TEST(ProgrammeCheck, FindsNothingWhereEverySeatOwnerAndTeamIsThere) {
    EXPECT_THAT(sentences(complete(), "2019-04-01"), IsEmpty());
}

TEST(ProgrammeCheck, NamesEachGapOfTheDay) {
    Programme programme = complete();
    programme.groups[1].members[0].body = "practices";
    programme.workstreams.pop_back();
    programme.to_support.push_back({"The Densham Surgery", {"", "", "A81001"}});
    programme.has_adopted_principles = false;
    SupportRequest request;
    request.subject = "Area";
    request.asked_on = day("2019-03-30");
    programme.requests = {request};
    const auto found = sentences(programme, "2019-04-01");
    EXPECT_EQ(found.size(), 5U);
    EXPECT_THAT(found,
                Contains("review_panel: nobody sits in it for the local medical committee."));
    EXPECT_THAT(found,
                Contains("Development of networks: there is no workstream, so nobody owns it."));
    EXPECT_THAT(found, Contains("No locality team supports 1 of 2: The Densham Surgery."));
    EXPECT_THAT(found, Contains("No group has adopted the principles yet."));
    EXPECT_THAT(found, Contains("\"Area\" was asked 2 days ago and no team has it."));
}

TEST(ProgrammeCheck, IsOfTheDay) {
    EXPECT_THAT(sentences(complete(), "2020-01-01"),
                Contains("commissioning: no senior responsible owner is named."));
    EXPECT_THAT(sentences(complete(), "2019-01-31"),
                Contains("No task and finish group is named on this day."));
}

TEST(ProgrammeCheck, NamesTenAndCountsTheRest) {
    Programme programme = complete();
    for (int i = 0; i < 12; ++i) programme.to_support.push_back({"P" + std::to_string(i), {}});
    EXPECT_THAT(
        sentences(programme, "2019-04-01"),
        Contains(HasSubstr("12 of 13: P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, and 2 more")));
}

TEST(Principles, HoldFromTheDayTheyWereAdoptedAndTheLastOnesWin) {
    const auto adopted = [](const std::string& on, const std::string& title) {
        return read_principles(R"({"adopted_on": ")" + on +
                               R"(", "adopted_by": "Group, minute 3", "list": [{"title": ")" +
                               title + R"(", "text": "T"}]})")
            .value();
    };
    // Written out of order: the list of May first.
    const std::vector<Principles> written{adopted("2019-05-01", "May"),
                                          adopted("2019-03-01", "March")};
    EXPECT_EQ(principles_on(written, day("2019-02-28")), nullptr);
    EXPECT_EQ(principles_on(written, day("2019-04-30"))->list[0].title, "March");
    EXPECT_EQ(principles_on(written, day("2019-05-01"))->list[0].title, "May");
    EXPECT_EQ(to_json(read_principles(to_json(written[0])).value()), to_json(written[0]));
    EXPECT_FALSE(read_principles(R"({"adopted_on": "2019-03-01", "adopted_by": "G", "list": []})"));
}

TEST(ProgrammeContent, OfEachYearIsRead) {
    EXPECT_NE(test_content().group_kind("review_panel"), nullptr);
    EXPECT_EQ(test_content().group_kind("none"), nullptr);
    EXPECT_TRUE(test_content().track("commissioning")->is_expected);
    EXPECT_THAT(parse_programme_content("{}", "x.json").error().where, "x.json");
    EXPECT_THAT(test_content().assurance, Not(IsEmpty()));
}

}  // namespace
}  // namespace openpcn::programme
