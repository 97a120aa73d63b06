// Queries of Evaluator.
#include <algorithm>

#include "population/cql/calendar.h"
#include "population/cql/copy_memory.h"
#include "population/cql/list_operations.h"
#include "population/cql/steps.h"

namespace openpcn::cql {

namespace {

// The slots that a query binds.
template <typename Visit>
void for_each_slot(const QueryPlan& query, Visit visit) {
    for (const QuerySource& source : query.sources) visit(source.slot);
    for (const QuerySource& let : query.lets) visit(let.slot);
    for (const QueryRelationship& relationship : query.relationships)
        visit(relationship.source.slot);
    if (query.result == QueryPlan::Result::aggregate) visit(query.accumulator);
    if (!query.sort.empty()) visit(query.sort_slot);
}

// A single value is a list of one, null an empty one.
std::span<const Value> rows_of(const Value& value) {
    if (value.kind == ValueKind::list) return value.items();
    return std::span(&value, value.is_null() ? 0 : 1);
}

}  // namespace

bool Evaluator::is_related(const QueryRelationship& relationship) {
    const Value related = value_of(relationship.source.node);
    for (const Value& item : rows_of(related)) {
        comparison_.spend(1);
        slots_[relationship.source.slot] = item;
        if (truth_of(relationship.such_that) == Truth::yes) return true;
    }
    return false;
}

bool Evaluator::accept_row(const QueryPlan& query) {
    for (const QuerySource& let : query.lets) slots_[let.slot] = value_of(let.node);
    // First what looks at the row alone.
    if (query.where != no_node && truth_of(query.where) != Truth::yes) return false;
    for (const QueryRelationship& relationship : query.relationships) {
        const bool with = relationship.kind == QueryRelationship::Kind::with;
        if (is_related(relationship) != with) return false;
    }
    return true;
}

// Calls `row` for every row that the query keeps, until it says that it knows enough (true).
// `items` are those of its source number `source`.
template <typename Row>
bool Evaluator::each_row(const QueryPlan& query, std::size_t source, std::span<const Value> items,
                         const Row& row) {
    const SlotIndex slot = query.sources[source].slot;
    const bool is_last = source + 1 == query.sources.size();
    for (const Value& item : items) {
        comparison_.spend(1);
        slots_[slot] = item;
        if (is_last) {
            if (accept_row(query) && row()) return true;
        } else {
            const Value next = value_of(query.sources[source + 1].node);
            if (each_row(query, source + 1, rows_of(next), row)) return true;
        }
    }
    return false;
}

// Longer lists are merged, which needs memory.
constexpr std::size_t inserted_max = 64;

// Nulls come first in ascending order, and a moment that is less precise before those it may be.
int Evaluator::sort_sign(const Value& x, const Value& y) const {
    if (x.is_null() || y.is_null())
        return static_cast<int>(y.is_null()) - static_cast<int>(x.is_null());
    if (is_moment(x) && x.kind == y.kind) return moment_sort_sign(x, y, settings_.offset_minutes);
    return order(x, y, Precision::none, comparison_).value_or(0);
}

// The rows from `base` on.
void Evaluator::sort_rows(const QueryPlan& query, std::size_t base) {
    const std::size_t count = rows_.size() - base;
    // The keys of row r stand at r * width; what is sorted are the numbers of the rows.
    const std::size_t width = query.sort.size();
    const std::span<Value> keys = arena_.values(count * width);
    const std::span<const Value> before = arena_.copy(std::span(rows_).subspan(base));
    sort_order_.resize(count);
    for (std::size_t r = 0; r < count; ++r) {
        sort_order_[r] = static_cast<std::uint32_t>(r);
        slots_[query.sort_slot] = before[r];
        for (std::size_t i = 0; i < width; ++i)
            keys[r * width + i] =
                query.sort[i].by == no_node ? before[r] : value_of(query.sort[i].by);
    }
    const auto comes_first = [&](std::uint32_t a, std::uint32_t b) {
        for (std::size_t i = 0; i < width; ++i) {
            const int sign = sort_sign(keys[a * width + i], keys[b * width + i]);
            if (sign == 0) continue;
            const bool down = query.sort[i].direction == QuerySort::Direction::descending;
            return down ? sign > 0 : sign < 0;
        }
        return a < b;
    };
    // Not everything can be put in order (quantities of several units), so a sort that relies on
    // it is out of the question; inserting moves few of the rows that records keep by time.
    for (std::size_t r = 1; r < count && count <= inserted_max; ++r) {
        for (std::size_t at = r; at > 0 && comes_first(sort_order_[at], sort_order_[at - 1]); --at)
            std::swap(sort_order_[at], sort_order_[at - 1]);
    }
    if (count > inserted_max) std::stable_sort(sort_order_.begin(), sort_order_.end(), comes_first);
    for (std::size_t r = 0; r < count; ++r) rows_[base + r] = before[sort_order_[r]];
}

// A definition is evaluated where it is first needed, which may be inside a query of another
// definition that uses the same slots: what they held comes back.
template <typename Evaluate>
auto Evaluator::in_own_slots(const QueryPlan& query, Evaluate evaluate) {
    const std::size_t base = outer_slots_.size();
    for_each_slot(query, [&](SlotIndex slot) { outer_slots_.push_back(slots_[slot]); });
    const auto result = evaluate();
    std::size_t next = base;
    for_each_slot(query, [&](SlotIndex slot) { slots_[slot] = outer_slots_[next++]; });
    outer_slots_.resize(base);
    return result;
}

// Whether the query has a row that is not null; no more of them are looked at.
bool Evaluator::any_row(const QueryPlan& query) {
    const Value first = value_of(query.sources[0].node);
    if (rows_of(first).empty()) return false;
    const auto row = [&] { return !value_of(query.result_node).is_null(); };
    return in_own_slots(query, [&] { return each_row(query, 0, rows_of(first), row); });
}

Value Evaluator::aggregate_rows(const QueryPlan& query) {
    const Value first = value_of(query.sources[0].node);
    return in_own_slots(query, [&] {
        slots_[query.accumulator] = value_of(query.start);
        const auto row = [&] {
            slots_[query.accumulator] = value_of(query.result_node);
            return false;
        };
        each_row(query, 0, rows_of(first), row);
        return slots_[query.accumulator];
    });
}

// A row that is kept takes memory: with the least work of all it must not take all there is.
constexpr std::uint64_t row_work = 16;

// Rows gather at the end of rows_, so that a query allocates nothing once that has grown.
Value Evaluator::list_rows(const QueryPlan& query) {
    const Value first = value_of(query.sources[0].node);
    if (rows_of(first).empty())
        return query.scalar ? Value{} : Value::of_items(ValueKind::list, {});
    const std::size_t base = rows_.size();
    const auto row = [&] {
        const Value value = value_of(query.result_node);
        comparison_.spend(row_work);
        rows_.push_back(value);
        return false;
    };
    in_own_slots(query, [&] {
        each_row(query, 0, rows_of(first), row);
        if (!query.sort.empty() && !query.scalar) sort_rows(query, base);
        return true;
    });
    const std::span<const Value> rows = std::span(rows_).subspan(base);
    Value result;
    if (query.scalar) {
        if (!rows.empty()) result = rows[0];
    } else if (query.result == QueryPlan::Result::distinct && rows.size() > 1) {
        result = distinct_of(rows, arena_, comparison_);
    } else {
        result = Value::of_items(ValueKind::list, arena_.copy(rows));
    }
    rows_.resize(base);
    return result;
}

Value Steps::query(Evaluator& e, const Step& step) {
    const QueryPlan& query = e.plan_.queries[step.payload];
    const bool aggregates = query.result == QueryPlan::Result::aggregate;
    return aggregates ? e.aggregate_rows(query) : e.list_rows(query);
}

Truth Steps::exists(Evaluator& e, const Step& step) {
    const Value list = e.value_of(step.first);
    if (list.kind != ValueKind::list) return truth_of(!list.is_null());
    const auto items = list.items();
    return truth_of(
        std::any_of(items.begin(), items.end(), [](const Value& v) { return !v.is_null(); }));
}

// Of a query: one row is enough, unless the list was made already.
Truth Steps::exists_row(Evaluator& e, const Step& step) {
    const Step& source = e.steps_[step.first];
    if (e.is_remembered(source)) return exists(e, step);
    return truth_of(e.any_row(e.plan_.queries[source.node->payload]));
}

// Of a retrieve: no list is made.
Truth Steps::exists_entry(Evaluator& e, const Step& step) {
    const std::uint32_t index = e.plan_.nodes[step.first].payload;
    const Retrieve& retrieve = e.plan_.retrieves[index];
    if (retrieve.filter != Retrieve::Filter::none || e.copies_ != nullptr)
        return truth_of(e.hits_.count(index) != 0);
    if (e.document_ != nullptr) return exists(e, step);
    return truth_of(!e.record_->entries(retrieve.type).empty());
}

}  // namespace openpcn::cql
