// Values whose order and equality need no rules: whole numbers, decimals, quantities of one unit,
// texts, entries, and moments of one precision and offset. Nearly all that rules compare.
//
// Each function answers as compare.h does, or says that it is for compare.h to decide.
#pragma once

#include <optional>

#include "population/cql/compare.h"

namespace openpcn::cql {

inline int sign_of(std::int64_t a, std::int64_t b) { return a < b ? -1 : a > b ? 1 : 0; }
inline int sign_of(Wide a, Wide b) { return a < b ? -1 : a > b ? 1 : 0; }

// Precision and offset stand below the time, so moments that agree in both compare as numbers.
inline bool same_form(const Value& a, const Value& b) {
    constexpr std::int64_t form_bits = 0x3fff;
    return ((a.number ^ b.number) & form_bits) == 0;
}

inline bool is_day(const Value& value) {
    return value.kind == ValueKind::date && value.date_time().precision() == Precision::day;
}

// The sign of a - b; `precision` is what the comparison is to be made to.
inline std::optional<int> plain_order(const Value& a, const Value& b, Precision precision) {
    if (a.kind != b.kind) return std::nullopt;
    switch (a.kind) {
        case ValueKind::integer:
        case ValueKind::long_integer:
            return sign_of(a.number, b.number);
        case ValueKind::date:
        case ValueKind::date_time:
            if (!same_form(a, b)) return std::nullopt;
            if (precision != Precision::none &&
                (precision != Precision::day || a.date_time().precision() != Precision::day))
                return std::nullopt;
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
        default:
            return std::nullopt;
    }
}

}  // namespace openpcn::cql
