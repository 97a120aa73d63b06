#include "services/explained_grounds.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "services/list_name.h"

namespace openpcn::services {

namespace {

using explanations::Reach;

constexpr std::size_t lists_named_max = 3;

// What one expression rests on that reads no entry.
void add_world(const Reach& reach, std::set<Ground>& grounds) {
    const std::size_t before = grounds.size();
    if (reach.reads_birth) grounds.insert(Ground::age);
    if (reach.reads_sex) grounds.insert(Ground::sex);
    if (reach.reads_death) grounds.insert(Ground::death);
    if (grounds.size() > before) return;
    const bool knows = reach.reads_birth || reach.reads_sex || reach.reads_death;
    if (!knows) grounds.insert(reach.reads_today ? Ground::date : Ground::rule);
}

// The names of the code lists that were read, as they are first read.
void add_lists(const Reach& reach, const cql::Plan& plan, std::vector<std::string>& lists) {
    for (const cql::NodeIndex node : reach.retrieves) {
        const std::string name = list_name(plan, node);
        if (std::find(lists.begin(), lists.end(), name) == lists.end()) lists.push_back(name);
    }
}

std::string joined(const std::vector<std::string>& names, std::string_view last) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? std::string(last) : ", ") + names[i];
    return text;
}

std::string lists_text(std::vector<std::string> lists) {
    const std::size_t more = lists.size() > lists_named_max ? lists.size() - lists_named_max : 0;
    lists.resize(lists.size() - more);
    for (std::string& name : lists) name = "\"" + name + "\"";
    if (more > 0) lists.push_back(fmt::format("{} other {}", more, more == 1 ? "list" : "lists"));
    return joined(lists, " or ");
}

std::string words_for(Ground ground, const std::vector<std::string>& lists) {
    switch (ground) {
        case Ground::absence:
            return "no entry of " + lists_text(lists) + " that fits";
        case Ground::age:
            return "age";
        case Ground::sex:
            return "sex";
        case Ground::death:
            return "whether a death is recorded";
        case Ground::date:
            return "the date";
        case Ground::rule:
            return "the rule itself, whatever the record says";
        case Ground::entries:
            break;
    }
    return "entries";
}

std::string sentence_of(const Explanation& explanation, const std::vector<std::string>& lists) {
    std::vector<std::string> others;
    const std::size_t groups = explanation.deciding.size();
    for (const Ground ground : explanation.grounds) {
        // Beside entries only what is short and says more.
        const bool is_worth_it = groups == 0 || ground == Ground::age || ground == Ground::sex ||
                                 (ground == Ground::absence && lists.size() <= lists_named_max);
        if (ground != Ground::entries && is_worth_it) others.push_back(words_for(ground, lists));
    }
    if (groups == 0) return "No entry decides this. It rests on " + joined(others, " and ") + ".";
    const std::string also =
        others.empty() ? "" : " It rests also on " + joined(others, " and ") + ".";
    if (groups > 1)
        return fmt::format("{} groups of entries decide this: it changes without any one of them.",
                           groups) +
               also;
    const std::size_t entries = explanation.deciding[0].entries.size();
    if (entries == 1) return "One entry decides this: it changes without it." + also;
    return fmt::format("{} entries decide this together: it changes without all of them.",
                       entries) +
           also;
}

}  // namespace

void add_grounds(Explanation& explanation, std::span<const cql::NodeIndex> leaves,
                 const explanations::WhatIf& what_if) {
    const cql::Plan& plan = what_if.plan();
    std::set<records::EntryKey> deciding;
    for (const DecidingGroup& group : explanation.deciding) {
        for (const ExplainedEntry& entry : group.entries) deciding.insert(entry.key);
    }
    std::set<Ground> grounds;
    if (!deciding.empty()) grounds.insert(Ground::entries);
    std::vector<std::string> lists;
    const auto& nodes = what_if.reach().nodes;
    for (const cql::NodeIndex leaf : leaves) {
        const Reach reach(plan, leaf);
        if (reach.retrieves.empty()) {
            add_world(reach, grounds);
            continue;
        }
        const auto place = std::lower_bound(nodes.begin(), nodes.end(), leaf) - nodes.begin();
        const auto read = what_if.entries_by_node()[static_cast<std::size_t>(place)].entries();
        const bool decided = std::any_of(read.begin(), read.end(), [&](std::uint32_t entry) {
            return deciding.contains(what_if.record().keys()[entry]);
        });
        if (decided) continue;
        grounds.insert(Ground::absence);
        add_lists(reach, plan, lists);
    }
    explanation.grounds.assign(grounds.begin(), grounds.end());
    explanation.grounds_sentence = sentence_of(explanation, lists);
}

}  // namespace openpcn::services
