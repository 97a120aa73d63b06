#include "networks/life_cycle.h"

#include <algorithm>
#include <array>
#include <vector>

namespace openpcn::networks {
namespace {

constexpr std::array<std::string_view, 10> names{
    "draft",      "submitted",       "returned",           "under_review", "agreed_in_principle",
    "in_dispute", "contract_varied", "agreement_complete", "live",         "closed"};

const std::array<std::vector<Stage>, 10> following{{
    {Stage::submitted, Stage::closed},
    {Stage::under_review, Stage::returned, Stage::closed},
    {Stage::submitted, Stage::closed},
    {Stage::agreed_in_principle, Stage::in_dispute, Stage::returned, Stage::closed},
    {Stage::contract_varied, Stage::in_dispute},
    {Stage::agreed_in_principle, Stage::returned, Stage::closed},
    {Stage::agreement_complete, Stage::in_dispute},
    {Stage::live, Stage::contract_varied},
    {Stage::closed},
    {},
}};

}  // namespace

std::string_view name_of(Stage stage) { return names[static_cast<std::size_t>(stage)]; }

std::optional<Stage> find_stage(std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Stage>(found - names.begin());
}

std::span<const Stage> stages_after(Stage stage) {
    return following[static_cast<std::size_t>(stage)];
}

bool may_follow(Stage stage, Stage next) {
    const auto after = stages_after(stage);
    return std::find(after.begin(), after.end(), next) != after.end();
}

bool is_being_written(Stage stage) { return stage == Stage::draft || stage == Stage::returned; }

}  // namespace openpcn::networks
