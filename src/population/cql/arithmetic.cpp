#include "population/cql/arithmetic.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "population/cql/decimal_functions.h"
#include "population/cql/exact_ratio.h"
#include "population/cql/literals.h"

namespace openpcn::cql {
namespace {

Wide rounded_quotient(Wide a, Wide b) {
    const Wide quotient = a / b;
    const Wide rest = a % b;
    const Wide size = rest < 0 ? -rest : rest;
    const Wide half = b < 0 ? -b : b;
    if (size >= half - size) return quotient + ((a < 0) != (b < 0) ? -1 : 1);
    return quotient;
}

Value integer_or_null(Wide value) {
    return value > std::numeric_limits<std::int32_t>::max() ||
                   value < std::numeric_limits<std::int32_t>::min()
               ? Value{}
               : Value::of_integer(static_cast<std::int64_t>(value));
}

Value long_or_null(Wide value) {
    return value > std::numeric_limits<std::int64_t>::max() ||
                   value < std::numeric_limits<std::int64_t>::min()
               ? Value{}
               : Value::of_long(static_cast<std::int64_t>(value));
}

// a * b / c.
Value quotient_or_null(Wide a, Wide b, Wide c) {
    const auto quotient = multiplied_and_divided(a, b, c);
    return quotient ? decimal_or_null(*quotient) : Value{};
}

Value or_null(const std::optional<Wide>& units) {
    return units ? decimal_or_null(*units) : Value{};
}

Value integer_arithmetic(Operation operation, const Value& a, const Value& b) {
    const bool is_long = a.kind == ValueKind::long_integer || b.kind == ValueKind::long_integer;
    const Wide x = a.number;
    const Wide y = b.number;
    const auto fit = [&](Wide value) {
        return is_long ? long_or_null(value) : integer_or_null(value);
    };
    switch (operation) {
        case Operation::add:
            return fit(x + y);
        case Operation::subtract:
            return fit(x - y);
        case Operation::multiply:
            return fit(x * y);
        case Operation::div:
            return y == 0 ? Value{} : fit(x / y);
        case Operation::mod:
            return y == 0 ? Value{} : fit(x % y);
        case Operation::divide:
            if (y == 0) return {};
            return quotient_or_null(x, wide_one, y);
        case Operation::power: {
            if (y < 0) return or_null(raised(x * wide_one, y * wide_one));
            if (x == -1) return fit(y % 2 == 0 ? 1 : -1);
            Wide result = 1;
            for (Wide i = 0; i < y; ++i) {
                result *= x;
                if (result > std::numeric_limits<std::int64_t>::max() ||
                    result < std::numeric_limits<std::int64_t>::min())
                    return {};
                if (result == 0 || result == 1) break;
            }
            return fit(result);
        }
        default:
            return {};
    }
}

Value median_of(std::vector<Value> items, const Comparison& with) {
    std::sort(items.begin(), items.end(), [&](const Value& a, const Value& b) {
        return order(a, b, Precision::none, with).value_or(0) < 0;
    });
    const std::size_t middle = items.size() / 2;
    if (items.size() % 2 == 1) return items[middle];
    const Wide sum = as_wide(items[middle - 1]) + as_wide(items[middle]);
    return Value::of_wide(
        items[0].kind == ValueKind::quantity ? ValueKind::quantity : ValueKind::decimal,
        rounded_quotient(sum, 2), items[0].extra);
}

Value mode_of(const std::vector<Value>& items, const Comparison& with) {
    std::size_t best = 0;
    std::size_t best_count = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto count =
            static_cast<std::size_t>(std::count_if(items.begin(), items.end(), [&](const Value& v) {
                return equal(items[i], v, with) == Truth::yes;
            }));
        if (count > best_count) {
            best = i;
            best_count = count;
        }
    }
    return items[best];
}

Value spread_of(Operation operation, const std::vector<Value>& items, const Comparison& with) {
    const bool population =
        operation == Operation::population_variance || operation == Operation::population_deviation;
    if (!population && items.size() < 2) return {};
    std::vector<Wide> values;
    for (const Value& item : items) {
        // Quantities count in the unit of the first.
        const Value alike =
            item.kind == ValueKind::quantity && item.extra != items[0].extra
                ? convert_quantity(item, with.texts.at(items[0].extra), with.units())
                : item;
        if (!is_number(alike)) return {};
        values.push_back(as_wide(alike));
    }
    const bool deviation =
        operation == Operation::deviation || operation == Operation::population_deviation;
    const Value made = or_null(spread(values, population ? values.size() : values.size() - 1,
                                      deviation ? Spread::deviation : Spread::variance));
    if (items[0].kind != ValueKind::quantity || made.is_null()) return made;
    return Value::of_wide(ValueKind::quantity, made.wide(), items[0].extra);
}

}  // namespace

Value decimal_or_null(Wide units) {
    return units > decimal_max || units < -decimal_max ? Value{}
                                                       : Value::of_wide(ValueKind::decimal, units);
}

Value decimal_arithmetic(Operation operation, const Value& a, const Value& b) {
    const Wide x = as_wide(a);
    const Wide y = as_wide(b);
    switch (operation) {
        case Operation::add:
            return decimal_or_null(x + y);
        case Operation::subtract:
            return decimal_or_null(x - y);
        case Operation::multiply:
            return quotient_or_null(x, y, wide_one);
        case Operation::divide:
            return y == 0 ? Value{} : quotient_or_null(x, wide_one, y);
        case Operation::div:
            return y == 0 ? Value{} : decimal_or_null(x / y * wide_one);
        case Operation::mod:
            return y == 0 ? Value{} : decimal_or_null(x % y);
        case Operation::power:
            return or_null(raised(x, y));
        default:
            return {};
    }
}

Value arithmetic(Operation operation, const Value& a, const Value& b, const Comparison& with) {
    if (a.is_null() || b.is_null()) return {};
    if (is_moment(a) && b.kind == ValueKind::quantity) {
        const auto amount = static_cast<std::int64_t>(b.wide() / wide_one);
        const CalendarUnit unit = calendar_unit(with.texts.at(b.extra));
        return add_calendar(a, operation == Operation::subtract ? -amount : amount, unit);
    }
    if (!is_number(a) || !is_number(b)) return {};
    if (a.kind == ValueKind::quantity && b.kind == ValueKind::quantity)
        return quantity_arithmetic(operation, a, b, with.units());
    if (a.kind == ValueKind::quantity || b.kind == ValueKind::quantity) return {};
    if (a.kind != ValueKind::decimal && b.kind != ValueKind::decimal)
        return integer_arithmetic(operation, a, b);
    return decimal_arithmetic(operation, a, b);
}

Value arithmetic(Operation operation, const Value& a) {
    if (!is_number(a)) return {};
    const bool whole = a.kind == ValueKind::integer || a.kind == ValueKind::long_integer;
    const Wide units = as_wide(a);
    const auto same_kind = [&](Wide value) {
        if (a.kind == ValueKind::integer) return integer_or_null(value / wide_one);
        if (a.kind == ValueKind::long_integer) return long_or_null(value / wide_one);
        return Value::of_wide(a.kind, value, a.extra);
    };
    switch (operation) {
        case Operation::negate:
            return same_kind(-units);
        case Operation::absolute:
            return same_kind(units < 0 ? -units : units);
        case Operation::truncate:
            return integer_or_null(units / wide_one);
        case Operation::floor:
            return integer_or_null(units / wide_one - (units < 0 && units % wide_one != 0 ? 1 : 0));
        case Operation::ceiling:
            return integer_or_null(units / wide_one + (units > 0 && units % wide_one != 0 ? 1 : 0));
        case Operation::natural_logarithm:
            return or_null(natural_logarithm(units));
        case Operation::exponential:
            return or_null(exponential(units));
        default:
            return whole ? a : Value{};
    }
}

Value round_to(const Value& value, int digits) {
    if (!is_number(value) || digits < 0) return {};
    Wide step = wide_one;
    for (int i = 0; i < std::min(digits, 8); ++i) step /= 10;
    const ValueKind kind =
        value.kind == ValueKind::quantity ? ValueKind::quantity : ValueKind::decimal;
    return Value::of_wide(kind, rounded_quotient(as_wide(value), step) * step, value.extra);
}

Value logarithm(const Value& value, const Value& base) {
    if (!is_number(value) || !is_number(base)) return {};
    return or_null(logarithm(as_wide(value), as_wide(base)));
}

Value aggregate(Operation operation, std::span<const Value> all, const Comparison& with) {
    std::vector<Value> items;
    items.reserve(all.size());
    for (const Value& value : all) {
        if (!value.is_null()) items.push_back(value);
    }
    if (operation == Operation::count)
        return Value::of_integer(static_cast<std::int64_t>(items.size()));
    if (operation == Operation::all_true) {
        return Value::of(truth_of(
            std::all_of(items.begin(), items.end(), [](const Value& v) { return v.is_true(); })));
    }
    if (operation == Operation::any_true) {
        return Value::of(truth_of(
            std::any_of(items.begin(), items.end(), [](const Value& v) { return v.is_true(); })));
    }
    if (items.empty()) return {};
    Value result = items[0];
    switch (operation) {
        case Operation::sum:
        case Operation::product:
            for (std::size_t i = 1; i < items.size(); ++i) {
                result =
                    arithmetic(operation == Operation::sum ? Operation::add : Operation::multiply,
                               result, items[i], with);
            }
            return result;
        case Operation::minimum:
        case Operation::maximum:
            for (const Value& item : items) {
                const auto sign = order(item, result, Precision::none, with);
                if (sign && (operation == Operation::minimum ? *sign < 0 : *sign > 0))
                    result = item;
            }
            return result;
        case Operation::average: {
            const Value sum = aggregate(Operation::sum, items, with);
            if (!is_number(sum)) return {};
            const Wide mean = rounded_quotient(as_wide(sum), static_cast<Wide>(items.size()));
            return Value::of_wide(
                sum.kind == ValueKind::quantity ? ValueKind::quantity : ValueKind::decimal, mean,
                sum.extra);
        }
        case Operation::median:
            return median_of(std::move(items), with);
        case Operation::mode:
            return mode_of(items, with);
        case Operation::geometric_mean: {
            std::vector<Wide> values;
            for (const Value& item : items) values.push_back(as_wide(item));
            return or_null(geometric_mean(values));
        }
        default:
            return spread_of(operation, items, with);
    }
}

}  // namespace openpcn::cql
