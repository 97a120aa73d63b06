#include "population/cql/literals.h"

#include <charconv>
#include <limits>

namespace openpcn::cql {

using Precision = PartialDateTime::Precision;

// 9999999999999999999999999999.99999999
const Wide decimal_literal_max =
    static_cast<Wide>(1'000'000'000'000'000'000LL) * 1'000'000'000'000'000'000LL - 1;
const Wide decimal_max = decimal_literal_max * 10;
// 99999999999999999999.99999999
const Wide decimal_extent = static_cast<Wide>(100'000'000'000'000LL) * 100'000'000'000'000LL - 1;

namespace {

// What stands after the eighth digit of the fraction.
enum class Excess {
    refused,
    rounded
};

std::optional<Wide> parse_digits(std::string_view text, Excess excess) {
    bool negative = false;
    if (text.starts_with('-') || text.starts_with('+')) {
        negative = text[0] == '-';
        text.remove_prefix(1);
    }
    Wide value = 0;
    int after_point = -1;
    int digits = 0;
    bool up = false;
    for (const char c : text) {
        if (c == '.' && after_point < 0 && digits > 0) {
            after_point = 0;
            continue;
        }
        if (c < '0' || c > '9') return std::nullopt;
        ++digits;
        if (after_point >= 0 && ++after_point > 8) {
            if (excess == Excess::refused) return std::nullopt;
            if (after_point == 9) up = c >= '5';
            continue;
        }
        value = value * 10 + (c - '0');
        if (value > decimal_literal_max) return std::nullopt;
    }
    if (digits == 0 || after_point == 0) return std::nullopt;
    for (int i = after_point < 0 ? 0 : after_point; i < 8; ++i) {
        value *= 10;
        if (value > decimal_literal_max) return std::nullopt;
    }
    value += up ? 1 : 0;
    return negative ? -value : value;
}

}  // namespace

std::optional<std::int64_t> parse_integer(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || text.empty())
        return std::nullopt;
    return value;
}

std::optional<Wide> parse_decimal(std::string_view text) {
    return parse_digits(text, Excess::refused);
}

std::optional<Wide> parse_rounded_decimal(std::string_view text) {
    return parse_digits(text, Excess::rounded);
}

std::optional<Value> parse_time(std::string_view text) {
    // A time is read as one of an arbitrary day.
    const auto value = PartialDateTime::parse("0001-01-01T" + std::string(text));
    if (!value || value->offset_minutes() || text.find(":60") != std::string_view::npos)
        return std::nullopt;
    return Value::with(ValueKind::time, value->local_ms() % PartialDateTime::ms_per_day,
                       static_cast<std::uint32_t>(value->precision()));
}

std::optional<Value> parse_date_time_literal(std::string_view text) {
    const auto t = text.find('T');
    const bool only_day = t == std::string_view::npos || t + 1 == text.size();
    const auto value =
        PartialDateTime::parse(text.substr(0, only_day ? std::min(t, text.size()) : text.size()));
    if (!value) return std::nullopt;
    return Value::of_date_time(t == std::string_view::npos ? ValueKind::date : ValueKind::date_time,
                               *value);
}

std::optional<Value> extent_of(TypeKind kind, Extent extent) {
    const bool low = extent == Extent::minimum;
    switch (kind) {
        case TypeKind::integer:
            return Value::of_integer(low ? std::numeric_limits<std::int32_t>::min()
                                         : std::numeric_limits<std::int32_t>::max());
        case TypeKind::long_integer:
            return Value::of_long(low ? std::numeric_limits<std::int64_t>::min()
                                      : std::numeric_limits<std::int64_t>::max());
        case TypeKind::decimal:
            return Value::of_wide(ValueKind::decimal, low ? -decimal_extent : decimal_extent);
        case TypeKind::quantity:
            return Value::of_wide(ValueKind::quantity, low ? -decimal_extent : decimal_extent);
        case TypeKind::date:
            return Value::of_date_time(ValueKind::date,
                                       *PartialDateTime::parse(low ? "0001-01-01" : "9999-12-31"));
        case TypeKind::date_time:
            return Value::of_date_time(ValueKind::date_time,
                                       *PartialDateTime::parse(low ? "0001-01-01T00:00:00.000"
                                                                   : "9999-12-31T23:59:59.999"));
        case TypeKind::time:
            return Value::with(ValueKind::time, low ? 0 : PartialDateTime::ms_per_day - 1,
                               static_cast<std::uint32_t>(Precision::millisecond));
        default:
            return std::nullopt;
    }
}

}  // namespace openpcn::cql
