#include "governance/closed_motion.h"

#include <gmock/gmock.h>

#include <functional>

namespace openpcn::governance {
namespace {

using testing::Contains;
using testing::HasSubstr;

OdsCode code(std::string_view text) { return *OdsCode::parse(text); }
Date day(std::string_view text) { return *Date::parse(text); }

const std::vector<MemberList> members{{code("A81001"), 9'000, day("2019-06-01"), "lists.csv"},
                                      {code("A81002"), 20'000, day("2019-06-01"), "lists.csv"},
                                      {code("A81003"), 4'000, day("2019-06-01"), "lists.csv"}};

// One motion by lists on the second item, on which A81002 stands aside; A81001 votes for it.
Meeting board() {
    Meeting meeting;
    meeting.title = "Board";
    meeting.date = day("2019-06-12");
    meeting.agenda = {{"Payee", ""}, {"Hub", ""}};
    meeting.attendance = {{code("A81001"), "Dr A", true}, {code("A81002"), "Mrs B", true}};
    meeting.interests = {{code("A81002"), "Mrs B", 2, "Owns it", true}};
    Motion motion;
    motion.title = "Rent the hub";
    motion.item = 2;
    motion.rule.weight = Weight::list_size;
    motion.votes = {{code("A81001"), Choice::in_favour, "ann"}};
    meeting.motions = {motion};
    return meeting;
}

Meeting closed_board() {
    Meeting meeting = board();
    meeting.motions[0].is_closed = true;
    count_closed_motions(board(), meeting, members, day("2019-06-13"), "Ann");
    return meeting;
}

TEST(ClosedMotion, KeepsWhatWasCounted) {
    const Meeting meeting = closed_board();
    const VoteCount& count = *meeting.motions[0].count;
    EXPECT_TRUE(count.is_carried);
    EXPECT_EQ(count.closed_on, day("2019-06-13"));
    EXPECT_EQ(count.closed_by, "Ann");
    EXPECT_THAT(count.arithmetic, Contains("The lists are those of 1 June 2019 (lists.csv)."));
    EXPECT_THAT(count.arithmetic,
                Contains(HasSubstr("9,000 of 9,000 registered patients that voted")));
    // Kept and read again, and whatever the register says later.
    const Meeting read = parse_meeting(to_json(meeting)).value();
    EXPECT_EQ(to_json(read), to_json(meeting));
    const VoteCount again = count_of(read, read.motions[0], {});
    EXPECT_EQ(again.arithmetic, count.arithmetic);
    ASSERT_EQ(again.ballots.size(), 3U);
    EXPECT_TRUE(again.ballots[1].stands_aside);
    EXPECT_EQ(again.ballots[2].list_size, 4'000);
}

TEST(ClosedMotion, RefusesEveryEditThatWouldAlterItsOutcome) {
    const Meeting before = closed_board();
    struct Case {
        std::string why;
        std::function<void(Meeting&)> edit;
        std::string_view said;
        std::string_view where;
    };
    for (const auto& [why, edit, said, where] : std::vector<Case>{
             {"opened", [](Meeting& one) { one.motions[0].is_closed = false; }, "opened again",
              "meeting.motions[0].closed"},
             {"weight", [](Meeting& one) { one.motions[0].rule.weight = Weight::headcount; },
              "rule", "meeting.motions[0].rule"},
             {"threshold", [](Meeting& one) { one.motions[0].rule.percent = 90; }, "rule",
              "meeting.motions[0].rule"},
             {"of all", [](Meeting& one) { one.motions[0].rule.of_all = true; }, "rule",
              "meeting.motions[0].rule"},
             {"quorum", [](Meeting& one) { one.motions[0].rule.quorum_percent = 100; }, "rule",
              "meeting.motions[0].rule"},
             {"tie", [](Meeting& one) { one.motions[0].rule.more_than = false; }, "rule",
              "meeting.motions[0].rule"},
             {"words", [](Meeting& one) { one.motions[0].title = "Buy it"; }, "words",
              "meeting.motions[0].title"},
             {"item", [](Meeting& one) { one.motions[0].item = 1; }, "item",
              "meeting.motions[0].item"},
             {"reserved", [](Meeting& one) { one.motions[0].is_reserved = true; }, "reserved",
              "meeting.motions[0].reserved"},
             {"out", [](Meeting& one) { one.motions.clear(); }, "taken out", "meeting.motions"},
             {"before it", [](Meeting& one) { one.motions.insert(one.motions.begin(), Motion{}); },
              "words", "meeting.motions[0].title"},
             {"day", [](Meeting& one) { one.date = day("2019-07-12"); }, "day of the meeting",
              "meeting.date"},
             {"agenda", [](Meeting& one) { std::swap(one.agenda[0], one.agenda[1]); }, "agenda",
              "meeting.agenda[1]"},
             {"no agenda", [](Meeting& one) { one.agenda.pop_back(); }, "agenda",
              "meeting.agenda[1]"},
             {"gone", [](Meeting& one) { one.attendance.pop_back(); }, "was there",
              "meeting.attendance"},
             {"absent", [](Meeting& one) { one.attendance[0].is_present = false; }, "was there",
              "meeting.attendance"},
             {"came",
              [](Meeting& one) {
                  one.attendance.push_back({code("A81003"), "", true});
              },
              "was there", "meeting.attendance"},
             {"no interest", [](Meeting& one) { one.interests.clear(); }, "stood aside",
              "meeting.interests"},
             {"stays in", [](Meeting& one) { one.interests[0].stands_aside = false; },
              "stood aside", "meeting.interests"},
             {"another interest",
              [](Meeting& one) {
                  one.interests.push_back({code("A81001"), "Dr A", 2, "Rents it", true});
              },
              "stood aside", "meeting.interests"}}) {
        Meeting after = before;
        edit(after);
        const auto edited = edited_meeting(before, after);
        ASSERT_FALSE(edited.has_value()) << why;
        EXPECT_EQ(edited.error().kind, ErrorKind::conflict) << why;
        EXPECT_THAT(edited.error().what, HasSubstr("motion 1, \"Rent the hub\"")) << why;
        EXPECT_THAT(edited.error().what, HasSubstr(said)) << why;
        EXPECT_EQ(edited.error().where, where) << why;
    }
}

TEST(ClosedMotion, LeavesTheRestOfTheMeetingToBeWritten) {
    const Meeting before = closed_board();
    Meeting after = before;
    after.minutes = "All agreed.";
    after.attendance[0].person = "Dr Ash";
    after.interests.push_back({code("A81003"), "Mr C", 1, "Is the payee", true});
    // What an edit sends of votes and counts is not believed.
    after.motions[0].votes = {{code("A81001"), Choice::against, "eve"}};
    after.motions[0].count->is_carried = false;
    Motion next;
    next.title = "Paint it";
    next.item = 1;
    next.votes = {{code("A81001"), Choice::in_favour, "eve"}};
    next.count = VoteCount{};
    after.motions.push_back(next);
    const auto edited = edited_meeting(before, after);
    ASSERT_TRUE(edited.has_value()) << to_string(edited.error());
    EXPECT_EQ(edited->minutes, "All agreed.");
    EXPECT_EQ(edited->motions[0].votes[0].choice, Choice::in_favour);
    EXPECT_TRUE(edited->motions[0].count->is_carried);
    EXPECT_TRUE(edited->motions[1].votes.empty());
    EXPECT_FALSE(edited->motions[1].count.has_value());
}

TEST(OpenMotion, KeepsItsVotesWhileItIsTheSame) {
    const Meeting before = board();
    Meeting after = before;
    after.motions[0].votes.clear();
    EXPECT_EQ(edited_meeting(before, after)->motions[0].votes.size(), 1U);
    after.motions[0].rule.percent = 66;
    EXPECT_TRUE(edited_meeting(before, after)->motions[0].votes.empty());
    // Open: counted as things stand.
    Meeting absent = before;
    absent.interests.clear();
    EXPECT_EQ(count_of(absent, absent.motions[0], members).ballots[1].stands_aside, false);
}

// Meetings were kept before counts were: their closed motions are as closed, and are counted with
// the next edit.
TEST(ClosedMotion, ThatWasKeptWithoutACountGetsOne) {
    Meeting before = board();
    before.motions[0].is_closed = true;
    Meeting after = before;
    after.attendance.clear();
    EXPECT_FALSE(edited_meeting(before, after).has_value());
    after = before;
    after.minutes = "Agreed.";
    Meeting edited = edited_meeting(before, after).value();
    count_closed_motions(before, edited, members, day("2020-01-01"), "Bob");
    ASSERT_TRUE(edited.motions[0].count.has_value());
    EXPECT_TRUE(edited.motions[0].count->is_carried);
    EXPECT_FALSE(edited.motions[0].count->closed_on.has_value());
    EXPECT_EQ(edited.motions[0].count->closed_by, "");
}

}  // namespace
}  // namespace openpcn::governance
