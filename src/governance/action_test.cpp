#include "governance/action.h"

#include <gtest/gtest.h>

namespace openpcn::governance {
namespace {

TEST(Action, IsLateOnTheDayAfterItWasDueWhileItIsOpen) {
    Action action = parse_action(R"({"title": "Write the plan", "owner": "Ann", "due": "2019-09-30",
                                     "state": "open"})")
                        .value();
    EXPECT_FALSE(action.is_late(*Date::parse("2019-09-30")));
    EXPECT_TRUE(action.is_late(*Date::parse("2019-10-01")));
    action.state = ActionState::done;
    EXPECT_FALSE(action.is_late(*Date::parse("2019-10-01")));
    EXPECT_EQ(to_json(parse_action(to_json(action)).value()), to_json(action));
    EXPECT_FALSE(
        parse_action(R"({"title": "x", "owner": "", "due": "2019-09-30", "state": "open"})"));
}

TEST(ChecklistMark, NeedsEvidenceOnceItIsMet) {
    const auto mark = parse_checklist_mark(
        R"({"list": "goals", "item": "one_team", "state": "under_way", "on": "2019-10-01"})");
    ASSERT_TRUE(mark.has_value());
    EXPECT_EQ(to_json(parse_checklist_mark(to_json(*mark)).value()), to_json(*mark));
    EXPECT_FALSE(parse_checklist_mark(R"({"list": "goals", "item": "one_team", "state": "met"})"));
    EXPECT_TRUE(parse_checklist_mark(
        R"({"list": "goals", "item": "one_team", "state": "met", "evidence": "Minutes of May"})"));
}

}  // namespace
}  // namespace openpcn::governance
