#include "population/cql/plan_builder.h"

#include <fmt/format.h>

#include <algorithm>

namespace openpcn::cql {
namespace {

template <typename T>
std::uint32_t index_of(std::vector<T>& items, T item) {
    const auto found = std::find(items.begin(), items.end(), item);
    if (found != items.end()) return static_cast<std::uint32_t>(found - items.begin());
    items.push_back(std::move(item));
    return static_cast<std::uint32_t>(items.size() - 1);
}

}  // namespace

Typed PlanBuilder::add(Operation operation, TypeId type, std::span<const NodeIndex> operands,
                       Details details, Span span) {
    // The type belongs to it: one slot holds rows of different types in different queries.
    std::string key = fmt::format("{}/{}/{}/{}/", static_cast<int>(operation), details.payload,
                                  static_cast<int>(details.precision), type);
    for (const NodeIndex operand : operands) key += fmt::format("{},", operand);
    const auto [place, added] =
        by_content_.try_emplace(std::move(key), static_cast<NodeIndex>(plan_.nodes.size()));
    if (!added) return {place->second, type};
    Node node;
    node.operation = operation;
    node.precision = details.precision;
    node.payload = details.payload;
    node.type = type;
    node.span = span;
    node.first_operand = static_cast<std::uint32_t>(plan_.operands.size());
    node.operand_count = static_cast<std::uint16_t>(operands.size());
    for (const NodeIndex operand : operands) {
        node.slots |= plan_.nodes[operand].slots;
        plan_.operands.push_back(operand);
    }
    node.slots &= ~details.bound_slots;
    if (operation == Operation::slot) node.slots |= std::uint64_t{1} << details.payload;
    plan_.nodes.push_back(node);
    return {place->second, type};
}

std::string_view PlanBuilder::keep(std::string_view text) {
    if (const auto found = texts_.find(text); found != texts_.end()) return found->second;
    const std::string& kept = plan_.texts.emplace_back(text);
    texts_.emplace(kept, kept);
    return kept;
}

std::span<const Value> PlanBuilder::keep(std::vector<Value> items) {
    return plan_.constant_items.emplace_back(std::move(items));
}

Typed PlanBuilder::literal(Value value, TypeId type, Span span) {
    // Texts are kept once, so equal literals have equal bytes.
    const std::string bytes(reinterpret_cast<const char*>(&value), sizeof value);
    const auto [place, added] =
        literals_.try_emplace(bytes, static_cast<std::uint32_t>(plan_.literals.size()));
    if (added) plan_.literals.push_back(value);
    return add(Operation::literal, type, {}, {.payload = place->second}, span);
}

Typed PlanBuilder::text(std::string_view text, Span span) {
    return literal(Value::of_text(keep(text)), TypeTable::simple(TypeKind::string), span);
}

Typed PlanBuilder::retrieve(Retrieve retrieve, TypeId type, Span span) {
    const std::uint32_t payload = index_of(plan_.retrieves, std::move(retrieve));
    return add(Operation::retrieve, type, {}, {.payload = payload}, span);
}

Typed PlanBuilder::property(Property property, TypeId type, NodeIndex target, Span span) {
    const std::uint32_t payload = index_of(plan_.properties, std::move(property));
    return add(Operation::property, type, {target}, {.payload = payload}, span);
}

Typed PlanBuilder::query(QueryPlan query, TypeId type, Span span) {
    std::vector<NodeIndex> reads;
    std::uint64_t bound = 0;
    const auto bind = [&](SlotIndex slot) { bound |= std::uint64_t{1} << slot; };
    const auto read = [&](NodeIndex node) {
        if (node != no_node) reads.push_back(node);
    };
    for (const auto* sources : {&query.sources, &query.lets}) {
        for (const QuerySource& source : *sources) {
            read(source.node);
            bind(source.slot);
        }
    }
    for (const QueryRelationship& relationship : query.relationships) {
        read(relationship.source.node);
        read(relationship.such_that);
        bind(relationship.source.slot);
    }
    read(query.where);
    read(query.result_node);
    read(query.start);
    if (query.result == QueryPlan::Result::aggregate) bind(query.accumulator);
    for (const QuerySort& sort : query.sort) read(sort.by);
    if (!query.sort.empty()) bind(query.sort_slot);
    const std::uint32_t payload = index_of(plan_.queries, std::move(query));
    return add(Operation::query, type, reads, {.payload = payload, .bound_slots = bound}, span);
}

}  // namespace openpcn::cql
