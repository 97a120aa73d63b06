#include "population/explanations/entry_groups.h"

#include <algorithm>

namespace openpcn::explanations {

std::vector<Places> entry_groups(const WhatIf& what_if, cql::NodeIndex node) {
    const auto& nodes = what_if.reach().nodes;
    std::vector<EntrySet> sets;
    const auto add = [&](cql::NodeIndex part) {
        const EntrySet& set = what_if.entries_of(part);
        if (!set.empty()) sets.push_back(set);
    };
    if (node == what_if.node()) {
        for (const cql::NodeIndex part : nodes) add(part);
    } else {
        for (const cql::NodeIndex part : Reach(what_if.plan(), node).nodes) add(part);
    }
    std::sort(sets.begin(), sets.end());
    sets.erase(std::unique(sets.begin(), sets.end()), sets.end());
    const auto entries = what_if.record().entries();
    std::vector<Places> groups;
    for (const EntrySet& set : sets) {
        groups.push_back(set.entries());
        // By time, not by type: a run of the newest crosses types.
        std::stable_sort(
            groups.back().begin(), groups.back().end(),
            [&](std::uint32_t a, std::uint32_t b) { return entries[a].when < entries[b].when; });
    }
    std::stable_sort(groups.begin(), groups.end(),
                     [](const Places& a, const Places& b) { return a.size() < b.size(); });
    return groups;
}

std::size_t run_after(std::size_t length) {
    constexpr std::size_t one_by_one = 32;
    return length < one_by_one ? length + 1 : length + (length + 1) / 2;
}

}  // namespace openpcn::explanations
