#include "population/explanations/obstacles.h"

#include <algorithm>

namespace openpcn::explanations {

using cql::NodeIndex;
using cql::Operation;
using cql::Truth;

namespace {

constexpr int depth_max = 12;
constexpr std::size_t groups_max = 4;  // of one condition

}  // namespace

Obstacles::Obstacles(WhatIf& what_if, const std::vector<bool>& kept, std::size_t questions_max)
    : what_if_(what_if),
      kept_(kept),
      questions_max_(questions_max),
      left_out_(what_if.entries().size()) {
    const cql::Plan& plan = what_if.plan();
    what_if.turn_back();
    for (const NodeIndex index : what_if.reach().nodes) {
        const cql::Node& node = plan.nodes[index];
        if (node.slots == 0 && plan.types.kind(node.type) == cql::TypeKind::boolean)
            truths_[index] = what_if.evaluator().value_or_null(index).truth();
    }
}

Truth Obstacles::truth(NodeIndex node) const {
    const auto found = truths_.find(node);
    return found == truths_.end() ? Truth::unknown : found->second;
}

std::vector<Places> Obstacles::find() {
    if (!truths_.contains(what_if_.node())) return {};
    return of(what_if_.node(), 0);
}

std::vector<Places> Obstacles::of(NodeIndex node, int depth) {
    if (depth > depth_max) return {};
    if (const auto known = known_.find(node); known != known_.end()) return known->second;
    const cql::Node& at = what_if_.plan().nodes[node];
    const auto operands = what_if_.plan().operands_of(at);
    std::vector<Places> groups;
    switch (at.operation) {
        case Operation::and_:
        case Operation::or_: {
            // The operands that hold the answer where it is: for "and" that is no, those that fail.
            const Truth holds = at.operation == Operation::and_ ? Truth::yes : Truth::no;
            std::vector<NodeIndex> holding;
            for (const NodeIndex operand : operands) {
                if (truth(operand) != holds) holding.push_back(operand);
            }
            groups = truth(node) == holds
                         ? any(std::vector<NodeIndex>(operands.begin(), operands.end()), depth)
                         : together(holding, depth);
            break;
        }
        case Operation::not_:
        case Operation::is_true:
        case Operation::is_false:
            groups = of(operands[0], depth + 1);
            break;
        default:
            groups = of_expression(node);
            break;
    }
    if (groups.size() > groups_max) groups.resize(groups_max);
    known_[node] = groups;
    return groups;
}

std::vector<Places> Obstacles::any(const std::vector<NodeIndex>& conditions, int depth) {
    std::vector<Places> groups;
    for (const NodeIndex condition : conditions) {
        for (Places& group : of(condition, depth + 1)) groups.push_back(std::move(group));
    }
    return groups;
}

// One group of each condition; none where a condition does not rest on entries.
std::vector<Places> Obstacles::together(const std::vector<NodeIndex>& conditions, int depth) {
    const cql::Plan& plan = what_if_.plan();
    for (const NodeIndex condition : conditions) {
        if (Reach(plan, condition).retrieves.empty()) return {};
    }
    std::vector<Places> sums(1);
    for (const NodeIndex condition : conditions) {
        std::vector<Places> longer;
        for (const Places& group : of(condition, depth + 1)) {
            for (const Places& sum : sums) {
                Places both = sum;
                both.insert(both.end(), group.begin(), group.end());
                std::sort(both.begin(), both.end());
                both.erase(std::unique(both.begin(), both.end()), both.end());
                if (longer.size() < groups_max) longer.push_back(std::move(both));
            }
        }
        sums = std::move(longer);
    }
    return sums;
}

// The shortest run of the newest of a group that changes the expression, for each group.
std::vector<Places> Obstacles::of_expression(NodeIndex node) {
    std::vector<Places> found;
    if (!truths_.contains(node)) return found;
    for (const Places& group : entry_groups(what_if_, node)) {
        Places free;
        for (const std::uint32_t place : group) {
            if (!kept_[place]) free.push_back(place);
        }
        for (std::size_t length = 1; length <= free.size(); length = run_after(length)) {
            const auto run = static_cast<std::ptrdiff_t>(length);
            Places newest(free.end() - run, free.end());
            if (!changes(node, newest)) continue;
            found.push_back(std::move(newest));
            break;
        }
        if (found.size() >= groups_max) break;
    }
    return found;
}

bool Obstacles::changes(NodeIndex node, const Places& group) {
    if (what_if_.questions() >= questions_max_) return false;
    for (const std::uint32_t place : group) left_out_[place] = 1;
    const Truth without = what_if_.truth_without(node, left_out_);
    for (const std::uint32_t place : group) left_out_[place] = 0;
    return without != truth(node);
}

}  // namespace openpcn::explanations
