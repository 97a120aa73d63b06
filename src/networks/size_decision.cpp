#include "networks/size_decision.h"

#include <fmt/format.h>

#include "base/grouped_number.h"

namespace openpcn::networks {
namespace {

// Longer sums are cut: the lists stand beside them anyway.
constexpr std::size_t terms_shown_max = 12;

std::string sum_of(const SizeDecision& decision) {
    std::string terms;
    const std::size_t shown = std::min(decision.lists.size(), terms_shown_max);
    for (std::size_t i = 0; i < shown; ++i)
        terms += (i == 0 ? "" : " + ") + grouped(decision.lists[i]);
    if (decision.lists.size() > shown)
        terms += fmt::format(" + {} more lists", decision.lists.size() - shown);
    if (decision.lists.size() > 1) terms += " = " + grouped(decision.patients);
    return terms.empty() ? "0" : terms;
}

TeamSplit teams_of(const SizeRule& rule, std::int64_t patients) {
    if (rule.least <= 0 || rule.most <= 0) return {};
    return {(patients + rule.most - 1) / rule.most, patients / rule.least};
}

}  // namespace

std::string_view name_of(SizeOutcome outcome) {
    switch (outcome) {
        case SizeOutcome::in_range:
            return "in_range";
        case SizeOutcome::below:
            return "below";
        case SizeOutcome::above:
            return "above";
        case SizeOutcome::not_known:
            break;
    }
    return "not_known";
}

SizeDecision decide_size(const SizeRule& rule, std::span<const std::optional<std::int64_t>> lists) {
    SizeDecision decision;
    for (const auto& list : lists) {
        if (list) {
            decision.lists.push_back(*list);
            decision.patients += *list;
        } else {
            ++decision.lists_missing;
        }
    }
    const std::string range = fmt::format("{} to {}", grouped(rule.least), grouped(rule.most));
    // A list that is missing can only add: above stays above.
    if (decision.patients > rule.most) {
        decision.outcome = SizeOutcome::above;
        decision.teams = teams_of(rule, decision.patients);
        decision.arithmetic = fmt::format("{} patients, {} above {}.", sum_of(decision),
                                          grouped(decision.patients - rule.most), range);
        decision.needs =
            decision.teams->fits()
                ? fmt::format(
                      "{} {} teams of that size are possible.", rule.above,
                      decision.teams->fewest == decision.teams->most
                          ? fmt::format("{}", decision.teams->most)
                          : fmt::format("{} to {}", decision.teams->fewest, decision.teams->most))
                : fmt::format("{} No even split gives teams of that size: {} would have {} each.",
                              rule.above, decision.teams->fewest,
                              grouped(decision.patients / decision.teams->fewest));
    } else if (decision.lists_missing > 0 || lists.empty()) {
        decision.outcome = SizeOutcome::not_known;
        decision.arithmetic =
            lists.empty() ? "No practice is a member."
                          : fmt::format("{} patients, and {} of {} lists are not known.",
                                        sum_of(decision), decision.lists_missing, lists.size());
        decision.needs = lists.empty() ? "" : "Load the list sizes of all member practices.";
    } else if (decision.patients < rule.least) {
        decision.outcome = SizeOutcome::below;
        decision.arithmetic = fmt::format("{} patients, {} below {}.", sum_of(decision),
                                          grouped(rule.least - decision.patients), range);
        decision.needs = rule.below;
    } else {
        decision.outcome = SizeOutcome::in_range;
        decision.arithmetic = fmt::format("{} patients, within {}.", sum_of(decision), range);
    }
    return decision;
}

SizeDecision decide_size(const SizeRule& rule, const organisations::RegisterView& view,
                         const organisations::NetworkEntry& network) {
    std::vector<std::optional<std::int64_t>> lists;
    for (const OdsCode& member : network.members) {
        const auto found = view.practices().find(member);
        const bool known = found != view.practices().end() && found->second.list;
        lists.push_back(known ? std::optional(found->second.list->patients) : std::nullopt);
    }
    return decide_size(rule, lists);
}

}  // namespace openpcn::networks
