// Queries of Evaluator.
#include <algorithm>

#include "population/cql/calendar.h"
#include "population/cql/evaluator.h"
#include "population/cql/list_operations.h"

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

}  // namespace

bool Evaluator::accept_row(const QueryPlan& query) {
    for (const QuerySource& let : query.lets) slots_[let.slot] = value_of(let.node);
    for (const QueryRelationship& relationship : query.relationships) {
        const Value related = value_of(relationship.source.node);
        bool found = false;
        for (const Value& item : related.kind == ValueKind::list
                                     ? related.items()
                                     : std::span(&related, related.is_null() ? 0 : 1)) {
            slots_[relationship.source.slot] = item;
            if (value_of(relationship.such_that).is_true()) {
                found = true;
                break;
            }
        }
        if (found != (relationship.kind == QueryRelationship::Kind::with)) return false;
    }
    return query.where == no_node || value_of(query.where).is_true();
}

void Evaluator::query_rows(const QueryPlan& query, std::size_t source, Rows rows,
                           std::vector<Value>& out) {
    if (source == query.sources.size()) {
        if (!accept_row(query)) return;
        if (query.result == QueryPlan::Result::aggregate) {
            slots_[query.accumulator] = value_of(query.result_node);
            return;
        }
        const Value row = value_of(query.result_node);
        if (rows == Rows::one && row.is_null()) return;
        out.push_back(row);
        return;
    }
    const QuerySource& from = query.sources[source];
    const Value list = value_of(from.node);
    if (list.is_null()) return;
    const auto items = list.kind == ValueKind::list ? list.items() : std::span(&list, 1);
    for (const Value& item : items) {
        slots_[from.slot] = item;
        query_rows(query, source + 1, rows, out);
        if (rows == Rows::one && !out.empty()) return;
    }
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

void Evaluator::sort_rows(const QueryPlan& query, std::vector<Value>& rows) {
    // The keys of row r stand at r * width; what is sorted are the numbers of the rows.
    const std::size_t width = query.sort.size();
    const std::span<Value> keys = arena_.values(rows.size() * width);
    const std::span<const Value> before = arena_.copy(rows);
    sort_order_.resize(rows.size());
    for (std::size_t r = 0; r < rows.size(); ++r) {
        sort_order_[r] = static_cast<std::uint32_t>(r);
        slots_[query.sort_slot] = rows[r];
        for (std::size_t i = 0; i < width; ++i)
            keys[r * width + i] =
                query.sort[i].by == no_node ? rows[r] : value_of(query.sort[i].by);
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
    for (std::size_t r = 1; r < rows.size() && rows.size() <= inserted_max; ++r) {
        for (std::size_t at = r; at > 0 && comes_first(sort_order_[at], sort_order_[at - 1]); --at)
            std::swap(sort_order_[at], sort_order_[at - 1]);
    }
    if (rows.size() > inserted_max)
        std::stable_sort(sort_order_.begin(), sort_order_.end(), comes_first);
    for (std::size_t r = 0; r < rows.size(); ++r) rows[r] = before[sort_order_[r]];
}

// A definition is evaluated where it is first needed, which may be inside a query of another
// definition that uses the same slots: what they held comes back.
Value Evaluator::query(const QueryPlan& query, Rows rows) {
    const std::size_t base = outer_slots_.size();
    for_each_slot(query, [&](SlotIndex slot) { outer_slots_.push_back(slots_[slot]); });
    const Value result = query_in_slots(query, rows);
    std::size_t next = base;
    for_each_slot(query, [&](SlotIndex slot) { slots_[slot] = outer_slots_[next++]; });
    outer_slots_.resize(base);
    return result;
}

Value Evaluator::query_in_slots(const QueryPlan& query, Rows rows) {
    if (query.result == QueryPlan::Result::aggregate) {
        slots_[query.accumulator] = value_of(query.start);
        std::vector<Value> none;
        query_rows(query, 0, Rows::all, none);
        return slots_[query.accumulator];
    }
    // Row buffers are kept, so that a query allocates nothing once they have grown.
    std::vector<Value> out;
    if (!spare_.empty()) {
        out = std::move(spare_.back());
        spare_.pop_back();
        out.clear();
    }
    query_rows(query, 0, rows, out);
    Value result;
    if (query.scalar) {
        result = out.empty() ? Value{} : out[0];
    } else {
        if (!query.sort.empty() && rows == Rows::all) sort_rows(query, out);
        if (query.result == QueryPlan::Result::distinct && rows == Rows::all) {
            result = distinct_of(out, arena_, comparison_);
        } else {
            result = Value::of_items(ValueKind::list, arena_.copy(out));
        }
    }
    spare_.push_back(std::move(out));
    return result;
}

}  // namespace openpcn::cql
