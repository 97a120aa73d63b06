#include "population/explanations/smallest_changes.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "population/explanations/small_world_for_test.h"

namespace openpcn::explanations {
namespace {

using Kind = RecordChange::Kind;

std::vector<Kind> kinds(const RecordChanges& changes) {
    std::vector<Kind> all;
    for (const RecordChange& change : changes) all.push_back(change.kind);
    return all;
}

TEST(SmallestChanges, WaitForABirthday) {
    SmallWorld world("define X: AgeInYears() >= 65");
    const auto found = world.changes("X");
    ASSERT_EQ(found.proposals.size(), 1u);
    ASSERT_THAT(kinds(found.proposals[0]), testing::ElementsAre(Kind::later_date));
    EXPECT_EQ(found.proposals[0][0].as_at.to_string(), "2025-03-01");
}

TEST(SmallestChanges, ReachAnAgeThatLiesFarAhead) {
    SmallWorld world("define X: AgeInYears() >= 90");
    const auto found = world.changes("X");
    ASSERT_EQ(found.proposals.size(), 1u);
    ASSERT_THAT(kinds(found.proposals[0]), testing::ElementsAre(Kind::reach_age));
    EXPECT_EQ(found.proposals[0][0].birth.to_string(), "1934-06-15");
}

}  // namespace
}  // namespace openpcn::explanations
