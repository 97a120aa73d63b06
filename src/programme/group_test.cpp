#include "programme/group.h"

#include <gmock/gmock.h>

#include "programme/test_programme.h"

namespace openpcn::programme {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string group_with(const std::string& members) {
    return R"({"kind": "task_and_finish", "name": "Network task and finish group",
               "purpose": "Principles for forming networks", "members": [)" +
           members + R"(], "from": "2019-02-01", "to": "2019-07-31"})";
}
const std::string lmc =
    R"({"name": "Dr Rose Ash", "body": "lmc", "seat": "member", "from": "2019-03-01"})";

TEST(Group, MissesTheLocalMedicalCommitteeUntilSomebodyOfItHasASeat) {
    const Group group = read_group(group_with(lmc), test_content()).value();
    EXPECT_THAT(group.missing_on(day("2019-02-28"), test_content()), ElementsAre("lmc"));
    EXPECT_THAT(group.missing_on(day("2019-03-01"), test_content()), IsEmpty());
}

TEST(Group, IsNotServedBySomebodyWhoOnlyListens) {
    const Group group = read_group(group_with(R"({"name": "A", "body": "lmc",
        "seat": "in_attendance", "from": "2019-02-01"})"),
                                   test_content())
                            .value();
    EXPECT_THAT(group.missing_on(day("2019-03-01"), test_content()), ElementsAre("lmc"));
}

TEST(Group, IsReadBackAsItWasWrittenAndRefusesWhatTheContentDoesNotName) {
    const Group group = read_group(group_with(lmc), test_content()).value();
    EXPECT_EQ(to_json(read_group(to_json(group), test_content()).value()), to_json(group));
    std::string wrong = group_with(lmc);
    wrong.replace(wrong.find("\"lmc\""), 5, "\"bma\"");
    EXPECT_EQ(read_group(wrong, test_content()).error().what,
              "\"members[0].body\" must be a body that the content names.");
    std::string kind = group_with("");
    kind.replace(kind.find("task_and_finish"), 15, "cabinet");
    EXPECT_THAT(read_group(kind, test_content()).error().what, HasSubstr("a kind of group"));
}

TEST(GroupMeeting, DecidesNothingBeforeItWasHeld) {
    const auto meeting = [](const std::string& state) {
        return read_group_meeting(R"({"group": "g1", "date": "2019-04-25", "state": ")" + state +
                                  R"(", "agenda": [{"title": "Areas"}], "present": ["Rose Ash"],
            "apologies": [], "decisions": [{"what": "North is recommended", "network": "n1",
            "conditions": "A second director by June", "minute": "4.2"}]})");
    };
    EXPECT_EQ(meeting("planned").error().what,
              "\"decisions\" must be empty until the meeting was held.");
    const auto held = meeting("held");
    ASSERT_TRUE(held.has_value());
    EXPECT_EQ(to_json(read_group_meeting(to_json(*held)).value()), to_json(*held));
    EXPECT_EQ(held->decisions[0].conditions, "A second director by June");
}

}  // namespace
}  // namespace openpcn::programme
