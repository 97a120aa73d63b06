#include "population/cql/clause_trace.h"

#include <algorithm>

namespace openpcn::cql {

namespace {

std::span<const Value> rows_of(const Value& value) {
    if (value.kind == ValueKind::list) return value.items();
    return std::span(&value, value.is_null() ? 0 : 1);
}

}  // namespace

bool is_telling(const Plan& plan, const Clause& clause) {
    if (clause.node == no_node) return false;
    const Node& node = plan.nodes[clause.node];
    if (clause.kind == Clause::Kind::reference) return true;
    // "true" and "false" written as such are conditions.
    if (node.operation == Operation::literal)
        return plan.types.kind(node.type) == TypeKind::boolean;
    return node.operation != Operation::slot && node.operation != Operation::patient;
}

ClauseTrace::ClauseTrace(Evaluator& evaluator, std::uint32_t statement)
    : evaluator_(evaluator), plan_(evaluator.plan()), place_(plan_.clauses.size()), tallies_(1) {
    definitions_.push_back(statement);
    // Definitions named on the way are appended: there the slots of queries are free again.
    for (std::size_t i = 0; i < definitions_.size(); ++i) {
        const std::uint32_t first = plan_.statements[definitions_[i]].first_clause;
        if (first < plan_.clauses.size()) walk(first);
    }
}

void ClauseTrace::follow(std::uint32_t definition) {
    if (std::find(definitions_.begin(), definitions_.end(), definition) == definitions_.end())
        definitions_.push_back(definition);
}

void ClauseTrace::bind(SlotIndex slot, const Value& value) {
    evaluator_.bind_slot(slot, value);
    bound_ |= std::uint64_t{1} << slot;
}

std::vector<std::uint32_t> ClauseTrace::parts(std::uint32_t clause) const {
    std::vector<std::uint32_t> inside;
    const std::uint32_t end = plan_.clauses[clause].end;
    for (std::uint32_t at = clause + 1; at < end; at = plan_.clauses[at].end) inside.push_back(at);
    return inside;
}

void ClauseTrace::note(std::uint32_t clause, const Value& value) {
    if (place_[clause] == 0) {
        place_[clause] = static_cast<std::uint32_t>(tallies_.size());
        tallies_.emplace_back();
    }
    ClauseTally& tally = tallies_[place_[clause]];
    const Node& node = plan_.nodes[plan_.clauses[clause].node];
    const bool is_condition = plan_.types.kind(node.type) == TypeKind::boolean;
    const bool is_empty =
        value.is_null() || (value.kind == ValueKind::list && value.items().empty());
    const bool holds = is_condition ? value.is_true() : !is_empty;
    if (tally.held == 0) tally.value = value;
    if (holds) {
        ++tally.held;
    } else if (is_condition && value.is_null()) {
        ++tally.unknown;
    } else {
        ++tally.failed;
    }
}

void ClauseTrace::walk(std::uint32_t clause) {
    const Clause& at = plan_.clauses[clause];
    if (at.node == no_node || (plan_.nodes[at.node].slots & ~bound_) != 0 || !complete()) return;
    const Node& node = plan_.nodes[at.node];
    if (node.slots == 0 && place_[clause] != 0) return;
    note(clause, evaluator_.value_or_null(at.node));
    if (at.kind == Clause::Kind::reference) return follow(at.statement);
    walk_inside(clause);
}

void ClauseTrace::walk_inside(std::uint32_t clause) {
    const Clause& at = plan_.clauses[clause];
    if (at.end == clause + 1) return;
    // A clause of the same node as the one around it: a body, or something in parentheses.
    const Node& node = plan_.nodes[at.node];
    if (plan_.clauses[clause + 1].node == at.node && plan_.clauses[clause + 1].end == at.end)
        return walk(clause + 1);
    switch (node.operation) {
        case Operation::query:
            return walk_query(clause, plan_.queries[node.payload]);
        case Operation::if_then:
        case Operation::case_of:
        case Operation::coalesce:
            return walk_branches(clause, node);
        default:
            return walk_call(clause);
    }
}

// Everything inside. Of a call whose arguments are evaluated first, the body follows with the
// names of the arguments bound.
void ClauseTrace::walk_call(std::uint32_t clause) {
    for (const std::uint32_t part : parts(clause)) {
        if (plan_.clauses[part].kind != Clause::Kind::body) {
            walk(part);
            continue;
        }
        const std::uint64_t outer = bound_;
        NodeIndex node = plan_.clauses[clause].node;
        while (plan_.nodes[node].operation == Operation::let_in &&
               node != plan_.clauses[part].node) {
            const auto operands = plan_.operands_of(plan_.nodes[node]);
            bind(plan_.nodes[node].payload, evaluator_.value_or_null(operands[0]));
            node = operands[1];
        }
        walk(part);
        bound_ = outer;
    }
}

// Only what was needed, where each clause is an operand; else all of them.
void ClauseTrace::walk_branches(std::uint32_t clause, const Node& node) {
    const auto inside = parts(clause);
    const auto operands = plan_.operands_of(node);
    if (inside.size() != operands.size()) return walk_call(clause);
    if (node.operation == Operation::coalesce) {
        for (std::size_t i = 0; i < inside.size(); ++i) {
            walk(inside[i]);
            if (!evaluator_.value_or_null(operands[i]).is_null()) return;
        }
        return;
    }
    for (std::size_t i = 0; i + 1 < inside.size(); i += 2) {
        walk(inside[i]);
        if (evaluator_.value_or_null(operands[i]).is_true()) return walk(inside[i + 1]);
    }
    walk(inside.back());
}

void ClauseTrace::walk_parts(std::uint32_t clause, NodeIndex node) {
    if (node == no_node) return;
    for (const std::uint32_t part : parts(clause)) {
        if (plan_.clauses[part].node == node) walk(part);
    }
}

// What is neither a row's nor a source as it was written: behind a conversion.
void ClauseTrace::walk_others(std::uint32_t clause, const QueryPlan& query) {
    std::vector<NodeIndex> known{query.where, query.result_node, query.start};
    for (const QuerySource& source : query.sources) known.push_back(source.node);
    for (const QuerySource& let : query.lets) known.push_back(let.node);
    for (const QueryRelationship& relationship : query.relationships) {
        known.push_back(relationship.source.node);
        known.push_back(relationship.such_that);
    }
    for (const QuerySort& sort : query.sort) known.push_back(sort.by);
    for (const std::uint32_t part : parts(clause)) {
        const NodeIndex node = plan_.clauses[part].node;
        if (std::find(known.begin(), known.end(), node) == known.end()) walk(part);
    }
}

void ClauseTrace::walk_query(std::uint32_t clause, const QueryPlan& query) {
    const std::uint64_t outer = bound_;
    walk_others(clause, query);
    for (const QuerySource& source : query.sources) walk_parts(clause, source.node);
    if (query.result == QueryPlan::Result::aggregate) {
        walk_parts(clause, query.start);
        bind(query.accumulator, evaluator_.value_or_null(query.start));
    }
    walk_rows(clause, query, 0);
    walk_sort(clause, query);
    bound_ = outer;
}

void ClauseTrace::walk_rows(std::uint32_t clause, const QueryPlan& query, std::size_t source) {
    if (source == query.sources.size()) return walk_row(clause, query);
    const QuerySource& from = query.sources[source];
    const Value list = evaluator_.value_or_null(from.node);
    for (const Value& item : rows_of(list)) {
        if (++rows_ > rows_max) return;
        bind(from.slot, item);
        walk_rows(clause, query, source + 1);
    }
}

void ClauseTrace::walk_row(std::uint32_t clause, const QueryPlan& query) {
    for (const QuerySource& let : query.lets) {
        walk_parts(clause, let.node);
        bind(let.slot, evaluator_.value_or_null(let.node));
    }
    for (const QueryRelationship& relationship : query.relationships) {
        if (!walk_relationship(clause, relationship)) return;
    }
    if (query.where != no_node) {
        walk_parts(clause, query.where);
        if (!evaluator_.value_or_null(query.where).is_true()) return;
    }
    walk_parts(clause, query.result_node);
    if (query.result == QueryPlan::Result::aggregate)
        bind(query.accumulator, evaluator_.value_or_null(query.result_node));
}

// Whether the row goes on.
bool ClauseTrace::walk_relationship(std::uint32_t clause, const QueryRelationship& relationship) {
    walk_parts(clause, relationship.source.node);
    const Value related = evaluator_.value_or_null(relationship.source.node);
    bool found = false;
    for (const Value& item : rows_of(related)) {
        if (found || ++rows_ > rows_max) break;
        bind(relationship.source.slot, item);
        walk_parts(clause, relationship.such_that);
        found = evaluator_.value_or_null(relationship.such_that).is_true();
    }
    return found == (relationship.kind == QueryRelationship::Kind::with);
}

void ClauseTrace::walk_sort(std::uint32_t clause, const QueryPlan& query) {
    if (query.sort.empty()) return;
    const Value result = evaluator_.value_or_null(plan_.clauses[clause].node);
    for (const Value& row : rows_of(result)) {
        if (++rows_ > rows_max) return;
        bind(query.sort_slot, row);
        for (const QuerySort& sort : query.sort) walk_parts(clause, sort.by);
    }
}

}  // namespace openpcn::cql
