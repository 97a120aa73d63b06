// Comparisons and membership: at once where both sides are whole numbers, decimals, quantities of
// one unit, texts, or moments of one precision and offset, which is nearly always; everything else
// is for Operators.
#include <optional>

#include "population/cql/steps.h"

namespace openpcn::cql {
namespace {

int sign_of(std::int64_t a, std::int64_t b) { return a < b ? -1 : a > b ? 1 : 0; }
int sign_of(Wide a, Wide b) { return a < b ? -1 : a > b ? 1 : 0; }

// Precision and offset stand below the time, so moments that agree in both compare as numbers.
constexpr std::int64_t form_bits = 0x3fff;

bool same_form(const Value& a, const Value& b) { return ((a.number ^ b.number) & form_bits) == 0; }

bool is_day(const Value& value) {
    return value.kind == ValueKind::date && value.date_time().precision() == Precision::day;
}

// Where the order of two values needs no rules; `precision` is the node's.
std::optional<int> plain_order(const Value& a, const Value& b, Precision precision) {
    if (a.kind != b.kind) return std::nullopt;
    switch (a.kind) {
        case ValueKind::integer:
        case ValueKind::long_integer:
            return sign_of(a.number, b.number);
        case ValueKind::decimal:
            return sign_of(a.wide(), b.wide());
        case ValueKind::quantity:
            if (a.extra != b.extra) return std::nullopt;
            return sign_of(a.wide(), b.wide());
        case ValueKind::string: {
            const int sign = a.text().compare(b.text());
            return sign < 0 ? -1 : sign > 0 ? 1 : 0;
        }
        case ValueKind::date:
        case ValueKind::date_time:
            if (!same_form(a, b)) return std::nullopt;
            if (precision != Precision::none &&
                (precision != Precision::day || a.date_time().precision() != Precision::day))
                return std::nullopt;
            return sign_of(a.number, b.number);
        default:
            return std::nullopt;
    }
}

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

}  // namespace openpcn::cql
