#include "population/explanations/reach.h"

#include <algorithm>

namespace openpcn::explanations {

using cql::NodeIndex;
using cql::Operation;

namespace {

void note_property(const cql::Property& property, Reach& reach) {
    using Access = cql::Property::Access;
    switch (property.access) {
        case Access::patient_birth_date:
            reach.reads_birth = true;
            break;
        case Access::patient_gender:
            reach.reads_sex = true;
            break;
        case Access::patient_deceased:
            reach.reads_death = true;
            break;
        case Access::patient_element:
            reach.reads_patient_entry = true;
            break;
        default:
            break;
    }
}

}  // namespace

Reach::Reach(const cql::Plan& plan, NodeIndex node) {
    std::vector<bool> seen(plan.nodes.size());
    // Operands are made before what uses them, so the order of the plan is the order wanted.
    std::vector<NodeIndex> open{node};
    seen[node] = true;
    while (!open.empty()) {
        const NodeIndex index = open.back();
        open.pop_back();
        nodes.push_back(index);
        const cql::Node& at = plan.nodes[index];
        if (at.operation == Operation::retrieve) retrieves.push_back(index);
        if (at.operation == Operation::age) reads_birth = true;
        if (at.operation == Operation::today || at.operation == Operation::now) reads_today = true;
        if (at.operation == Operation::property) note_property(plan.properties[at.payload], *this);
        const auto visit = [&](NodeIndex next) {
            if (next == cql::no_node || seen[next]) return;
            seen[next] = true;
            open.push_back(next);
        };
        for (const NodeIndex operand : plan.operands_of(at)) visit(operand);
        if (at.operation == Operation::parameter) visit(plan.parameters[at.payload].default_value);
    }
    std::sort(nodes.begin(), nodes.end());
    std::sort(retrieves.begin(), retrieves.end());
}

bool EntrySet::empty() const {
    return std::all_of(words_.begin(), words_.end(), [](std::uint64_t word) { return word == 0; });
}

std::vector<std::uint32_t> EntrySet::entries() const {
    std::vector<std::uint32_t> all;
    for (std::size_t word = 0; word < words_.size(); ++word) {
        for (std::uint64_t rest = words_[word]; rest != 0; rest &= rest - 1)
            all.push_back(static_cast<std::uint32_t>(
                word * 64 + static_cast<std::size_t>(__builtin_ctzll(rest))));
    }
    return all;
}

std::vector<EntrySet> entries_by_node(const Reach& reach, cql::Evaluator& evaluator) {
    const cql::Plan& plan = evaluator.plan();
    std::vector<EntrySet> sets(reach.nodes.size(), EntrySet(evaluator.record().entries().size()));
    const auto place = [&](NodeIndex node) {
        return static_cast<std::size_t>(
            std::lower_bound(reach.nodes.begin(), reach.nodes.end(), node) - reach.nodes.begin());
    };
    for (std::size_t i = 0; i < reach.nodes.size(); ++i) {
        const cql::Node& node = plan.nodes[reach.nodes[i]];
        for (const NodeIndex operand : plan.operands_of(node)) sets[i].add(sets[place(operand)]);
        if (node.operation != Operation::retrieve) continue;
        const cql::Value rows = evaluator.value_or_null(reach.nodes[i]);
        for (const cql::Value& row : rows.items()) {
            if (row.kind == cql::ValueKind::entry) sets[i].add(row.extra);
        }
    }
    return sets;
}

}  // namespace openpcn::explanations
