// A decimal number with eight digits after the point, exact: CQL's Decimal, and the value of an
// observation. Binary floating point never stands in between.
//
// Stored values are 64 bits (about +-92 thousand million); arithmetic in 128 bits belongs to
// population/cql.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace openpcn {

class Decimal {
public:
    static constexpr std::int64_t one = 100'000'000;

    constexpr Decimal() = default;
    static constexpr Decimal from_units(std::int64_t units) { return Decimal(units); }
    static constexpr Decimal from_integer(std::int32_t value) { return Decimal(value * one); }
    // Reads [-+]digits[.digits][(e|E)[-+]digits]. Digits after the eighth are rounded, halves away
    // from zero. `invalid` for other text and for numbers that do not fit.
    static Result<Decimal> parse(std::string_view text);

    constexpr std::int64_t units() const { return units_; }  // hundred-millionths
    std::string to_string() const;  // without trailing zeros: "140", "7.25"

    constexpr auto operator<=>(const Decimal&) const = default;

private:
    explicit constexpr Decimal(std::int64_t units) : units_(units) {}
    std::int64_t units_ = 0;
};

}  // namespace openpcn
