// Queries of Compiler.
#include <fmt/format.h>

#include "population/cql/compiler.h"

namespace openpcn::cql {

SlotIndex Compiler::take_slot(Span span) {
    if (slot_top_ + 1 >= slot_count_max) {
        fail(span, fmt::format("Queries are nested deeper than {} aliases.", slot_count_max));
        return slot_top_;
    }
    return slot_top_++;
}

// Compiles the query's node; a query over a list gives a list.
Typed Compiler::make_query(QueryPlan query, TypeId result, Span span) {
    return builder_.query(std::move(query), result, span);
}

Typed Compiler::query(const Expression& expression) {
    const syntax::Query& query = *expression.query;
    const std::size_t outer_scope = scope_.size();
    const SlotIndex outer_slot = slot_top_;
    QueryPlan plan;
    plan.scalar = true;
    const auto source_of = [&](const syntax::AliasedSource& item, bool& is_list) {
        const Typed source = this->expression(*item.source);
        is_list = kind(source) == TypeKind::list;
        const TypeId type = is_list ? plan_.types.element(source.type) : source.type;
        const SlotIndex at = take_slot(item.span);
        scope_.push_back({item.alias, slot(at, type, item.span)});
        return QuerySource{source.node, at, item.alias};
    };
    std::vector<Typed> rows;
    for (const syntax::AliasedSource& item : query.sources) {
        bool is_list = false;
        plan.sources.push_back(source_of(item, is_list));
        if (is_list) plan.scalar = false;
        rows.push_back(scope_.back().value);
    }
    for (const syntax::LetItem& item : query.lets) {
        const Typed value = this->expression(*item.value);
        const SlotIndex at = take_slot(item.span);
        plan.lets.push_back({value.node, at, item.name});
        scope_.push_back({item.name, slot(at, value.type, item.span)});
    }
    for (const syntax::Relationship& item : query.relationships) {
        QueryRelationship relationship;
        relationship.kind =
            item.without ? QueryRelationship::Kind::without : QueryRelationship::Kind::with;
        const std::size_t scope_before = scope_.size();
        const SlotIndex slot_before = slot_top_;
        bool is_list = false;
        relationship.source = source_of(item.source, is_list);
        const Typed condition = this->expression(*item.such_that);
        need_boolean(condition, "such that", item.such_that->span);
        relationship.such_that = condition.node;
        scope_.resize(scope_before);
        slot_top_ = slot_before;
        plan.relationships.push_back(relationship);
    }
    if (query.where) {
        const Typed where = this->expression(*query.where);
        need_boolean(where, "where", query.where->span);
        plan.where = where.node;
    }
    const Typed item = query_result(query, plan, rows, expression.span);
    scope_.resize(outer_scope);
    slot_top_ = outer_slot;
    if (!query.sort.empty()) sort_query(query, plan, item.type);
    const bool single = plan.scalar || plan.result == QueryPlan::Result::aggregate;
    const TypeId type = single ? item.type : plan_.types.list_of(item.type);
    return make_query(std::move(plan), type, expression.span);
}

// What one row of the query gives.
Typed Compiler::query_result(const syntax::Query& query, QueryPlan& plan, std::vector<Typed> rows,
                             Span span) {
    if (query.aggregates) {
        plan.result = QueryPlan::Result::aggregate;
        for (QuerySource& source : plan.sources) {
            const TypeId type = plan_.nodes[source.node].type;
            if (query.aggregate_distinct && plan_.types.kind(type) == TypeKind::list)
                source.node = builder_.add(Operation::distinct, type, {source.node}, span).node;
        }
        const Typed start = query.start ? expression(*query.start) : null(span);
        plan.start = start.node;
        plan.accumulator = take_slot(span);
        scope_.push_back({query.accumulator, slot(plan.accumulator, start.type, span)});
        const Typed result = expression(*query.result);
        plan.result_node = result.node;
        return {result.node, plan_.types.common(start.type, result.type)};
    }
    if (query.result) {
        const Typed result = expression(*query.result);
        plan.result = query.returns == syntax::Query::Returns::all ? QueryPlan::Result::all
                                                                   : QueryPlan::Result::distinct;
        plan.result_node = result.node;
        return result;
    }
    plan.result = QueryPlan::Result::rows;
    if (rows.size() == 1) {
        plan.result_node = rows[0].node;
        return rows[0];
    }
    // Several sources without return: a tuple of the aliases.
    Type tuple{TypeKind::tuple, {}, "", {}, {}};
    std::vector<NodeIndex> nodes;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        tuple.arguments.push_back(rows[i].type);
        tuple.fields.push_back(plan.sources[i].alias);
        nodes.push_back(rows[i].node);
    }
    const TypeId type = plan_.types.intern(std::move(tuple));
    const Typed made = builder_.add(Operation::make_tuple, type, nodes, {.payload = type}, span);
    plan.result_node = made.node;
    return made;
}

void Compiler::sort_query(const syntax::Query& query, QueryPlan& plan, TypeId item) {
    const SlotIndex outer_slot = slot_top_;
    plan.sort_slot = take_slot(Span{});
    const auto outer_this = std::exchange(this_item_, slot(plan.sort_slot, item, Span{}));
    for (const syntax::SortItem& by : query.sort) {
        QuerySort sort;
        sort.direction =
            by.descending ? QuerySort::Direction::descending : QuerySort::Direction::ascending;
        if (by.by) sort.by = expression(*by.by).node;
        plan.sort.push_back(sort);
    }
    this_item_ = outer_this;
    slot_top_ = outer_slot;
}

}  // namespace openpcn::cql
