#include "services/worklist.h"

#include <gtest/gtest.h>

namespace openpcn::services {
namespace {

WorklistDefinition two_reasons() {
    WorklistDefinition worklist;
    worklist.reasons.resize(2);
    worklist.priority = {{"Rules.Reasons", PriorityOrder::descending},
                         {"Rules.Day", PriorityOrder::ascending}};
    return worklist;
}

WorklistRow row(records::PersonId person, records::PracticeIndex practice, int age,
                std::vector<std::uint16_t> reasons, std::optional<int> second) {
    WorklistRow made;
    made.person = person;
    made.practice = practice;
    made.age_years = age;
    made.priority = {Decimal::from_integer(static_cast<int>(reasons.size())), std::nullopt};
    if (second) made.priority[1] = Decimal::from_integer(*second);
    for (const std::uint16_t reason : reasons) made.reasons.push_back({reason, "Because"});
    return made;
}

std::vector<WorklistRow> four_rows() {
    return {row(4, 0, 70, {0}, 5), row(2, 1, 80, {0, 1}, 9), row(3, 0, 60, {1}, 2),
            row(1, 1, 90, {1}, std::nullopt)};
}

std::vector<records::PersonId> people(std::span<const std::uint32_t> selected) {
    const auto rows = four_rows();
    std::vector<records::PersonId> ids;
    for (const std::uint32_t i : selected) ids.push_back(rows[i].person);
    return ids;
}

std::vector<records::PersonId> shown(const RowView& view) {
    const auto rows = four_rows();
    return people(select_rows(two_reasons(), rows, view));
}

using People = std::vector<records::PersonId>;

TEST(Worklist, ShowsTheMostUrgentFirstAndMissingFiguresLast) {
    EXPECT_EQ(shown({}), (People{2, 3, 4, 1}));
}

TEST(Worklist, TurnsTheOrderRound) {
    RowView view;
    view.direction = RowDirection::backward;
    EXPECT_EQ(shown(view), (People{1, 4, 3, 2}));
}

TEST(Worklist, KeepsRowsOfAPracticeOrReason) {
    RowView view;
    view.practices = {0};
    EXPECT_EQ(shown(view), (People{3, 4}));
    view.practices = {};
    view.reasons = {1};
    EXPECT_EQ(shown(view), (People{2, 3, 1}));
}

TEST(Worklist, SortsByAgePracticeAndAGivenRank) {
    RowView view;
    view.order = RowOrder::age;
    EXPECT_EQ(shown(view), (People{1, 2, 4, 3}));
    view.order = RowOrder::practice;
    EXPECT_EQ(shown(view), (People{3, 4, 2, 1}));
    const std::unordered_map<records::PersonId, std::uint32_t> names{{4, 0}, {1, 1}, {3, 2}};
    view.order = RowOrder::rank;
    view.rank = &names;
    EXPECT_EQ(shown(view), (People{4, 1, 3, 2})) << "who has no rank comes last";
}

TEST(Worklist, IsCutIntoPages) {
    const std::vector<std::uint32_t> selected{7, 8, 9};
    EXPECT_EQ(page_of(selected, 0, 2).size(), 2u);
    EXPECT_EQ(page_of(selected, 1, 2).size(), 1u);
    EXPECT_EQ(page_of(selected, 1, 2)[0], 9u);
    EXPECT_TRUE(page_of(selected, 2, 2).empty());
    EXPECT_TRUE(page_of(selected, 0, 0).empty());
    EXPECT_TRUE(page_of(selected, std::numeric_limits<std::size_t>::max(), 2).empty());
}

TEST(Worklist, CountsPeopleByReason) {
    EXPECT_EQ(count_reasons(two_reasons(), four_rows()), (std::vector<std::size_t>{2, 3}));
}

}  // namespace
}  // namespace openpcn::services
