#include "agreement/difference.h"

#include <gmock/gmock.h>

#include "agreement/test_agreement.h"

namespace openpcn::agreement {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> lines(std::string_view before, std::string_view after) {
    std::vector<std::string> all;
    for (const Change& change :
         difference(form_2019(), filled_with(before), form_2019(), filled_with(after)))
        all.push_back(std::string(name_of(change.kind)) + " " + change.title + ": " +
                      change.before + " > " + change.after);
    return all;
}

TEST(AgreementDifference, NamesEachFieldThatChanged) {
    EXPECT_THAT(lines(complete_values, complete_values), IsEmpty());
    EXPECT_THAT(lines(R"({"values": {"chair": "Ann", "votes": "one_each", "notice_days": "5"}})",
                      R"({"values": {"chair": "Bob", "votes": "by_list", "quorum": "Two"}})"),
                ElementsAre("changed Who chairs the meetings: Ann > Bob",
                            "removed Notice of a meeting: 5 days > ", "added Quorum:  > Two",
                            "changed Votes: One vote for each practice > Votes by registered "
                            "patients"));
}

TEST(AgreementDifference, PutsTablesSideBySideRowByRow) {
    const char* before = R"({"values": {"reserved_matters": [
        {"matter": "A", "majority": "75"}, {"matter": "B", "majority": "75"},
        {"matter": "C", "majority": "75"}]}})";
    EXPECT_THAT(lines(before, R"({"values": {"reserved_matters": [
                    {"matter": "A", "majority": "75"}, {"matter": "B", "majority": "80"},
                    {"matter": "C", "majority": "75"}, {"matter": "D"}]}})"),
                ElementsAre("changed Reserved matters, row 2: Matter: B; Majority needed: 75% > "
                            "Matter: B; Majority needed: 80%",
                            "added Reserved matters, row 4:  > Matter: D"));
    EXPECT_THAT(lines(before, R"({"values": {"reserved_matters": [
                    {"matter": "B", "majority": "75"}, {"matter": "C", "majority": "75"}]}})"),
                ElementsAre("removed Reserved matters, row 1: Matter: A; Majority needed: 75% > "));
    EXPECT_THAT(lines(before, R"({"values": {}})").size(), 3U);
}

TEST(AgreementDifference, SaysWhichMembersAndFurtherSchedulesChanged) {
    const FilledAgreement before = filled_with(initial_values);
    FilledAgreement after = before;
    after.members[0].name = "Densham";
    after.members[1].code = code("A81003");
    after.more_schedules = {{"Estates", "Rooms"}};
    std::vector<std::string> all;
    for (const Change& change : difference(form_2019(), before, form_2019(), after))
        all.push_back(std::string(name_of(change.kind)) + " " + change.where + " " + change.title);
    EXPECT_THAT(all, ElementsAre("changed Members A81001", "removed Members A81002",
                                 "added Members A81003", "added Schedules of your own Schedule 8"));
}

}  // namespace
}  // namespace openpcn::agreement
