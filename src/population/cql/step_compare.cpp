// Comparisons and membership: at once where both sides are plain (plain_values.h), by Operators
// where they are not.
#include "population/cql/plain_values.h"
#include "population/cql/steps.h"

namespace openpcn::cql {
namespace {

template <typename Holds>
Truth compared(Evaluator& e, const Step& step, Holds holds) {
    const Value arguments[2] = {e.value_of(step.first), e.value_of(step.second)};
    if (const auto sign = plain_order(arguments[0], arguments[1], step.node->precision))
        return truth_of(holds(*sign));
    return Steps::apply(e, step, arguments).truth();
}

// Whether an interval of days has a day; nothing where that is not plain.
std::optional<bool> plain_interval_contains(const Value& interval, const Value& day) {
    const Value& low = interval.low_bound();
    const Value& high = interval.high_bound();
    if (!is_day(low) || !is_day(high)) return std::nullopt;
    const bool after_low = (interval.flags & Value::low_closed) != 0 ? day.number >= low.number
                                                                     : day.number > low.number;
    const bool before_high = (interval.flags & Value::high_closed) != 0 ? day.number <= high.number
                                                                        : day.number < high.number;
    return after_low && before_high;
}

std::optional<bool> plain_list_contains(const Value& list, const Value& text) {
    bool found = false;
    for (const Value& item : list.items()) {
        if (item.kind != ValueKind::string) return std::nullopt;
        found = found || item.text() == text.text();
    }
    return found;
}

std::optional<bool> plain_contains(const Value& whole, const Value& item, Precision precision) {
    if (whole.kind == ValueKind::list && item.kind == ValueKind::string)
        return plain_list_contains(whole, item);
    const bool to_the_day = precision == Precision::none || precision == Precision::day;
    if (whole.kind == ValueKind::interval && to_the_day && is_day(item))
        return plain_interval_contains(whole, item);
    return std::nullopt;
}

// The least or greatest of plain values; nulls do not count.
template <typename Better>
Value extreme(Evaluator& e, const Step& step, Better better) {
    const Value list = e.value_of(step.first);
    if (list.kind != ValueKind::list) return Steps::apply(e, step, std::span(&list, 1));
    Value best;
    for (const Value& item : list.items()) {
        if (item.is_null()) continue;
        if (best.is_null()) {
            best = item;
            continue;
        }
        const auto sign = plain_order(item, best, Precision::none);
        if (!sign) return Steps::apply(e, step, std::span(&list, 1));
        if (better(*sign)) best = item;
    }
    return best;
}

}  // namespace

Truth Steps::less(Evaluator& e, const Step& step) {
    return compared(e, step, [](int sign) { return sign < 0; });
}
Truth Steps::less_or_equal(Evaluator& e, const Step& step) {
    return compared(e, step, [](int sign) { return sign <= 0; });
}
Truth Steps::greater(Evaluator& e, const Step& step) {
    return compared(e, step, [](int sign) { return sign > 0; });
}
Truth Steps::greater_or_equal(Evaluator& e, const Step& step) {
    return compared(e, step, [](int sign) { return sign >= 0; });
}
Truth Steps::equal(Evaluator& e, const Step& step) {
    return compared(e, step, [](int sign) { return sign == 0; });
}
Truth Steps::not_equal(Evaluator& e, const Step& step) {
    return compared(e, step, [](int sign) { return sign != 0; });
}

Truth Steps::in(Evaluator& e, const Step& step) {
    const Value arguments[2] = {e.value_of(step.first), e.value_of(step.second)};
    if (const auto found = plain_contains(arguments[1], arguments[0], step.node->precision))
        return truth_of(*found);
    return apply(e, step, arguments).truth();
}

Truth Steps::in_value_set(Evaluator& e, const Step& step) {
    const Value value = e.value_of(step.first);
    const ValueSetBits& set = e.plan_.value_sets[step.payload];
    if (value.kind == ValueKind::code) return truth_of(set.contains(value.extra));
    if (value.kind != ValueKind::concept_) return apply(e, step, std::span(&value, 1)).truth();
    for (const Value& code : value.items()) {
        if (set.contains(code.extra)) return Truth::yes;
    }
    return Truth::no;
}

Value Steps::minimum(Evaluator& e, const Step& step) {
    return extreme(e, step, [](int sign) { return sign < 0; });
}
Value Steps::maximum(Evaluator& e, const Step& step) {
    return extreme(e, step, [](int sign) { return sign > 0; });
}

Value Steps::count(Evaluator& e, const Step& step) {
    const Value list = e.value_of(step.first);
    if (list.kind != ValueKind::list) return apply(e, step, std::span(&list, 1));
    std::int64_t count = 0;
    for (const Value& item : list.items()) count += item.is_null() ? 0 : 1;
    return Value::of_integer(count);
}

}  // namespace openpcn::cql
