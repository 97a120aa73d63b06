#include "governance/meeting.h"

#include <gmock/gmock.h>

namespace openpcn::governance {
namespace {

using testing::HasSubstr;

OdsCode code(std::string_view text) { return *OdsCode::parse(text); }

constexpr const char* board = R"({
  "title": "Board", "date": "2019-06-12", "time": "13:00", "place": "Online", "chair": "Dr A",
  "state": "held",
  "agenda": [{"title": "Payee", "papers": "Paper 1"}, {"title": "Hub", "papers": ""}],
  "attendance": [{"practice": "A81001", "person": "Dr A", "present": 1},
                 {"practice": "A81002", "person": "Mrs B", "present": 1},
                 {"practice": "A81003", "person": "", "present": 0}],
  "interests": [{"practice": "A81002", "person": "Mrs B", "item": 2, "interest": "Owns it",
                 "stands_aside": 1}],
  "motions": [{"title": "Rent the hub", "item": 2,
               "rule": {"weight": "list_size", "percent": 50, "more_than": 1, "of_all": 0,
                        "quorum_percent": 50},
               "votes": [{"practice": "A81001", "choice": "in_favour", "by": "ann"}]}],
  "decisions": ["The hub is rented."], "minutes": "All agreed."})";

TEST(Meeting, IsReadBackAsItWasWritten) {
    const auto meeting = parse_meeting(board);
    ASSERT_TRUE(meeting.has_value()) << to_string(meeting.error());
    EXPECT_EQ(meeting->motions[0].rule.weight, Weight::list_size);
    EXPECT_EQ(to_json(parse_meeting(to_json(*meeting)).value()), to_json(*meeting));
}

TEST(Meeting, RefusesVotesOnWhatIsNotOnTheAgenda) {
    std::string text = board;
    text.replace(text.find("\"item\": 2,\n               \"rule\""), 9, "\"item\": 3");
    const auto read = parse_meeting(text);
    ASSERT_FALSE(read.has_value());
    EXPECT_THAT(read.error().what, HasSubstr("item"));
    EXPECT_FALSE(parse_meeting("{}").has_value());
}

TEST(Meeting, HasInterestsInItemsOfItsAgendaOnly) {
    Meeting meeting = parse_meeting(board).value();
    EXPECT_TRUE(check_interests(meeting).has_value());
    for (const int item : {0, 3}) {
        meeting.interests[0].item = item;
        const auto checked = check_interests(meeting);
        ASSERT_FALSE(checked.has_value()) << item;
        EXPECT_EQ(checked.error().kind, ErrorKind::invalid);
        EXPECT_EQ(checked.error().what, "The interest of Mrs B (A81002) is in item " +
                                            std::to_string(item) + ", and the agenda has 2.");
        // What was kept before the rule stays readable.
        EXPECT_TRUE(parse_meeting(to_json(meeting)).has_value());
    }
}

TEST(Meeting, LeavesWhoStandsAsideOutOfTheVoteOfThatItemOnly) {
    const Meeting meeting = parse_meeting(board).value();
    const std::vector<MemberList> members{
        {code("A81001"), 9'000}, {code("A81002"), 20'000}, {code("A81003"), 4'000}};
    const auto outcome =
        count_votes(meeting.motions[0].rule, ballots_of(meeting, meeting.motions[0], members));
    EXPECT_EQ(outcome.entitled, 13'000);
    EXPECT_EQ(outcome.practices_entitled, 2);
    EXPECT_TRUE(outcome.is_carried);
    Motion other = meeting.motions[0];
    other.item = 1;
    EXPECT_EQ(count_votes(other.rule, ballots_of(meeting, other, members)).entitled, 33'000);
}

TEST(Meeting, TakesOneVoteOfAPracticeUntilTheMotionIsClosed) {
    const Meeting meeting = parse_meeting(board).value();
    const Motion& motion = meeting.motions[0];
    const Motion changed =
        cast_vote(meeting, motion, {code("A81001"), Choice::against, "ann"}).value();
    ASSERT_EQ(changed.votes.size(), 1U);
    EXPECT_EQ(changed.votes[0].choice, Choice::against);
    EXPECT_EQ(cast_vote(meeting, motion, {code("A81002"), Choice::against, "bob"}).error().kind,
              ErrorKind::conflict);
    Motion closed = motion;
    closed.is_closed = true;
    EXPECT_EQ(cast_vote(meeting, closed, {code("A81001"), Choice::against, "ann"}).error().kind,
              ErrorKind::conflict);
}

}  // namespace
}  // namespace openpcn::governance
