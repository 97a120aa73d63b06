#include "networks/size_decision.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace openpcn::networks {
namespace {

const SizeRule rule{30'000, 50'000, "30,000 to 50,000.", "Needs a waiver.", "Needs teams.", "test"};

SizeDecision decide(std::vector<std::optional<std::int64_t>> lists) {
    return decide_size(rule, lists);
}

TEST(SizeDecision, KeepsBothEndsOfTheRange) {
    EXPECT_EQ(decide({29'999}).outcome, SizeOutcome::below);
    EXPECT_EQ(decide({30'000}).outcome, SizeOutcome::in_range);
    EXPECT_EQ(decide({20'000, 30'000}).outcome, SizeOutcome::in_range);
    EXPECT_EQ(decide({20'000, 30'001}).outcome, SizeOutcome::above);
}

TEST(SizeDecision, ShowsItsArithmetic) {
    EXPECT_EQ(decide({9'120, 30'000}).arithmetic,
              "9,120 + 30,000 = 39,120 patients, within 30,000 to 50,000.");
    EXPECT_EQ(decide({12'000, 8'001}).arithmetic,
              "12,000 + 8,001 = 20,001 patients, 9,999 below 30,000 to 50,000.");
    EXPECT_EQ(decide({61'000}).arithmetic, "61,000 patients, 11,000 above 30,000 to 50,000.");
    EXPECT_EQ(decide(std::vector<std::optional<std::int64_t>>(14, 3'000)).arithmetic,
              "3,000 + 3,000 + 3,000 + 3,000 + 3,000 + 3,000 + 3,000 + 3,000 + 3,000 + 3,000 + "
              "3,000 + 3,000 + 2 more lists = 42,000 patients, within 30,000 to 50,000.");
}

TEST(SizeDecision, SaysWhatIsNeeded) {
    EXPECT_EQ(decide({40'000}).needs, "");
    EXPECT_EQ(decide({20'000}).needs, "Needs a waiver.");
    EXPECT_EQ(decide({75'000}).needs, "Needs teams. 2 teams of that size are possible.");
    EXPECT_EQ(decide({120'000}).needs, "Needs teams. 3 to 4 teams of that size are possible.");
    EXPECT_EQ(decide({55'000}).needs,
              "Needs teams. No even split gives teams of that size: 2 would have 27,500 each.");
}

TEST(SizeDecision, DecidesWithAMissingListOnlyWhereItCannotMatter) {
    EXPECT_EQ(decide({51'000, std::nullopt}).outcome, SizeOutcome::above);
    const SizeDecision unknown = decide({20'000, std::nullopt, 11'000});
    EXPECT_EQ(unknown.outcome, SizeOutcome::not_known);
    EXPECT_EQ(unknown.arithmetic,
              "20,000 + 11,000 = 31,000 patients, and 1 of 3 lists are not known.");
    EXPECT_EQ(decide({}).arithmetic, "No practice is a member.");
}

}  // namespace
}  // namespace openpcn::networks
