// Numbers and moments of Operators: arithmetic, with what is uncertain and what has no result.
#include <algorithm>

#include "population/cql/arithmetic.h"
#include "population/cql/evaluation_failure.h"
#include "population/cql/interval_operations.h"
#include "population/cql/operators.h"

namespace openpcn::cql {

// An uncertain number behaves as the interval of what it may be.
Value Operators::two_uncertain(Operation operation, const Value& a, const Value& b) {
    using O = Operation;
    if (operation != O::add && operation != O::subtract && operation != O::multiply)
        throw EvaluationFailure(
            "An uncertain number can be added, subtracted and multiplied only.");
    Value least;
    Value most;
    for (const Value* x : {&least_of(a), &most_of(a)}) {
        for (const Value* y : {&least_of(b), &most_of(b)}) {
            const Value result = arithmetic(operation, *x, *y, comparison_);
            if (result.is_null()) return {};
            const auto is = [&](const Value& other, std::uint8_t sign) {
                return other.is_null() ||
                       signs(result, other, Precision::none, comparison_).are(sign) == Truth::yes;
            };
            if (is(least, Signs::less)) least = result;
            if (is(most, Signs::greater)) most = result;
        }
    }
    return uncertain(least, most);
}

Value Operators::two_numbers(Operation operation, const Value& a, const Value& b) {
    if (a.kind == ValueKind::uncertain || b.kind == ValueKind::uncertain) {
        if (a.is_null() || b.is_null()) return {};
        return two_uncertain(operation, a, b);
    }
    const Value result = arithmetic(operation, a, b, comparison_);
    if (result.is_null() && is_moment(a) && b.kind == ValueKind::quantity) {
        throw EvaluationFailure(calendar_unit(texts_.at(b.extra)) == CalendarUnit::none
                                    ? "A date moves by years, months, weeks, days and parts of "
                                      "days only."
                                    : "The date would lie before the year 1 or after 9999.");
    }
    return result;
}

Value Operators::one_number(Operation operation, const Value& a) {
    using O = Operation;
    if (a.kind == ValueKind::uncertain) {
        if (operation == O::absolute) return {};
        const Value least = arithmetic(operation, a.items()[0]);
        const Value most = arithmetic(operation, a.items()[1]);
        if (least.is_null() || most.is_null()) return {};
        return operation == O::negate ? uncertain(most, least) : uncertain(least, most);
    }
    const Value result = arithmetic(operation, a);
    if (result.is_null() && is_number(a)) {
        if (operation == O::natural_logarithm)
            throw EvaluationFailure("Only numbers above 0 have a logarithm.");
        if (operation == O::exponential)
            throw EvaluationFailure("The exponential is too large for a Decimal.");
    }
    return result;
}

Value Operators::neighbour(Operation operation, const Value& point) const {
    const Value next = point_step(point, operation == Operation::successor ? 1 : -1);
    if (next.is_null() && (is_number(point) || is_moment(point)))
        throw EvaluationFailure(operation == Operation::successor
                                    ? "Nothing comes after the greatest value."
                                    : "Nothing comes before the least value.");
    return next;
}

Value Operators::make_moment(const Node& node, std::span<const Value> arguments) {
    std::int64_t parts[7] = {1, 1, 1, 0, 0, 0, 0};
    std::size_t given = 0;
    const bool time = node.operation == Operation::make_time;
    const std::size_t first = time ? 3 : 0;
    for (; given < arguments.size() && given + first < 7 && !arguments[given].is_null(); ++given) {
        parts[given + first] = arguments[given].number;
    }
    for (std::size_t i = given; i < arguments.size() && i + first < 7; ++i) {
        // "No component may be specified at a precision below an unspecified precision."
        if (!arguments[i].is_null())
            throw EvaluationFailure("A component is given, and one before it is not.");
    }
    if (given == 0) return {};
    const auto precision = static_cast<Precision>(given + first);
    const std::int64_t ms = parts[3] * 3'600'000 + parts[4] * 60'000 + parts[5] * 1000 + parts[6];
    const bool clock = parts[3] >= 0 && parts[3] < 24 && parts[4] >= 0 && parts[4] < 60 &&
                       parts[5] >= 0 && parts[5] < 60 && parts[6] >= 0 && parts[6] < 1000;
    if (!clock) throw EvaluationFailure("There is no such time of day.");
    if (time) return Value::with(ValueKind::time, ms, static_cast<std::uint32_t>(precision));
    const auto date = Date::from_ymd(static_cast<int>(parts[0]), static_cast<int>(parts[1]),
                                     static_cast<int>(parts[2]));
    if (!date) throw EvaluationFailure("There is no such date from the year 1 to 9999.");
    const std::int64_t local =
        (date->days() + std::int64_t{PartialDateTime::days_to_1970}) * PartialDateTime::ms_per_day +
        ms;
    std::optional<int> offset;
    if (precision > Precision::day) {
        offset = settings_.offset_minutes;
        if (arguments.size() == 8 && is_number(arguments[7])) {
            offset = static_cast<int>(as_wide(arguments[7]) * 60 / wide_one);
            if (*offset < -840 || *offset > 840)
                throw EvaluationFailure("A timezone offset is at most 14 hours.");
        }
    }
    const ValueKind kind =
        node.operation == Operation::make_date ? ValueKind::date : ValueKind::date_time;
    return Value::of_date_time(kind, PartialDateTime::from_local(local, precision, offset));
}

}  // namespace openpcn::cql
