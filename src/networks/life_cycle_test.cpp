#include "networks/life_cycle.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace openpcn::networks {
namespace {

constexpr int stage_count = static_cast<int>(Stage::closed) + 1;

TEST(LifeCycle, NamesEveryStageOnce) {
    std::set<std::string_view> names;
    for (int i = 0; i < stage_count; ++i) {
        const auto stage = static_cast<Stage>(i);
        EXPECT_TRUE(names.insert(name_of(stage)).second);
        EXPECT_EQ(find_stage(name_of(stage)), stage);
    }
    EXPECT_FALSE(find_stage("approved"));
    EXPECT_FALSE(find_stage(""));
}

TEST(LifeCycle, LeadsFromADraftToLiveAndNowhereRoundTheApproval) {
    const std::vector<Stage> way{Stage::draft,
                                 Stage::submitted,
                                 Stage::under_review,
                                 Stage::agreed_in_principle,
                                 Stage::contract_varied,
                                 Stage::agreement_complete,
                                 Stage::live,
                                 Stage::closed};
    for (std::size_t i = 0; i + 1 < way.size(); ++i) EXPECT_TRUE(may_follow(way[i], way[i + 1]));
    for (int i = 0; i < stage_count; ++i) {
        const auto stage = static_cast<Stage>(i);
        EXPECT_EQ(may_follow(stage, Stage::live), stage == Stage::agreement_complete);
        EXPECT_EQ(may_follow(stage, Stage::agreed_in_principle),
                  stage == Stage::under_review || stage == Stage::in_dispute);
    }
}

TEST(LifeCycle, LetsPracticesWriteOnlyDraftsAndWhatWasReturned) {
    for (int i = 0; i < stage_count; ++i) {
        const auto stage = static_cast<Stage>(i);
        EXPECT_EQ(is_being_written(stage), stage == Stage::draft || stage == Stage::returned);
        EXPECT_EQ(may_follow(stage, Stage::submitted), is_being_written(stage));
    }
    EXPECT_TRUE(stages_after(Stage::closed).empty());
}

}  // namespace
}  // namespace openpcn::networks
