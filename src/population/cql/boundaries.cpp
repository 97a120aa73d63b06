#include "population/cql/boundaries.h"

#include <algorithm>
#include <array>

namespace openpcn::cql {
namespace {

constexpr std::array<int, 8> moment_digits{0, 4, 6, 8, 10, 12, 14, 17};
constexpr std::array<int, 8> time_digits{0, 0, 0, 0, 2, 4, 6, 9};

int decimal_digits(const Value& value) {
    if (value.flags >= Value::digits_known) return value.flags - Value::digits_known;
    Wide units = value.wide();
    int digits = 8;
    while (digits > 0 && units % 10 == 0) {
        units /= 10;
        --digits;
    }
    return digits;
}

Wide power_of_ten(int exponent) {
    Wide power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}

// 1.587 stands for 1.58700000 up to 1.58799999; to fewer digits it is cut or raised to them.
Wide decimal_boundary(const Value& value, int digits, Edge edge) {
    const Wide units = value.wide();
    const int own = decimal_digits(value);
    const bool outwards = (edge == Edge::last) == (units >= 0);
    const Wide size = units < 0 ? -units : units;
    Wide result = size;
    if (digits >= own) {
        if (outwards) result += power_of_ten(8 - own) - power_of_ten(8 - digits);
    } else {
        const Wide step = power_of_ten(8 - digits);
        result = size / step * step + (outwards ? step : 0);
    }
    return units < 0 ? -result : result;
}

Value moment_boundary(const Value& moment, Precision precision, Edge edge) {
    Value filled = moment_edge(moment, edge);
    if (moment.kind == ValueKind::time) {
        static constexpr std::array<std::int64_t, 8> size{0, 0, 0, 0, 3'600'000, 60'000, 1000, 1};
        const std::int64_t step = size[static_cast<std::size_t>(precision)];
        return Value::with(ValueKind::time, filled.number / step * step,
                           static_cast<std::uint32_t>(precision));
    }
    return cut_moment(filled, precision);
}

}  // namespace

Value boundary_of(const Value& value, const Value& digits, Edge edge) {
    if (value.kind == ValueKind::decimal) {
        const std::int64_t wanted = digits.is_null() ? 8 : digits.number;
        if (wanted < 0 || wanted > 8) return {};
        return Value::of_wide(ValueKind::decimal,
                              decimal_boundary(value, static_cast<int>(wanted), edge));
    }
    const bool is_time = value.kind == ValueKind::time;
    if (!is_time && value.kind != ValueKind::date && value.kind != ValueKind::date_time) return {};
    const auto& known = is_time ? time_digits : moment_digits;
    Precision precision = value.kind == ValueKind::date ? Precision::day : Precision::millisecond;
    if (!digits.is_null()) {
        const auto found = std::find(known.begin() + 1, known.end(), digits.number);
        if (found == known.end() || *found == 0) return {};
        const auto wanted = static_cast<Precision>(found - known.begin());
        if (wanted > precision) return {};
        precision = wanted;
    }
    return moment_boundary(value, precision, edge);
}

Value precision_of(const Value& value) {
    if (value.kind == ValueKind::decimal) return Value::of_integer(decimal_digits(value));
    if (value.kind == ValueKind::time) return Value::of_integer(time_digits[value.extra]);
    if (value.kind != ValueKind::date && value.kind != ValueKind::date_time) return {};
    return Value::of_integer(
        moment_digits[static_cast<std::size_t>(value.date_time().precision())]);
}

}  // namespace openpcn::cql
