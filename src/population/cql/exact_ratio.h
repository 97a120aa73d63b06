// Exact arithmetic wider than 128 bits, for decimals and for the factors between units: nothing is
// rounded before the last digit of the result.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "population/cql/value.h"

namespace openpcn::cql {

__extension__ using UnsignedWide = unsigned __int128;

// A whole number of up to 640 bits. What does not fit is kept as such: see fits().
class Natural {
public:
    explicit Natural(UnsignedWide value = 0);

    bool fits() const { return fits_; }
    Natural times(UnsignedWide factor) const;
    Natural times(const Natural& factor) const;
    Natural plus(const Natural& other) const;
    // `other` is not more than this.
    Natural minus(const Natural& other) const;
    Natural shifted_left(std::size_t bits) const;
    Natural shifted_right(std::size_t bits) const;
    Natural times_ten_to(int exponent) const;
    // Negative, 0 or positive.
    int compare(const Natural& other) const;
    bool is_zero() const;

    struct Division;
    // Down; `divisor` is not zero.
    Division divided_by(const Natural& divisor) const;
    Natural divided_by(std::uint64_t divisor) const;
    // The greatest number whose square is not more than this.
    Natural square_root() const;
    double to_double() const;
    // Nothing where it has more than 127 bits.
    std::optional<Wide> to_wide() const;

private:
    static constexpr std::size_t limb_count = 10;
    std::array<std::uint64_t, limb_count> limbs_{};  // the lowest first
    bool fits_ = true;
};

struct Natural::Division {
    Natural quotient;
    Natural rest;
};

// numerator / denominator * 10^exponent, above zero.
struct Ratio {
    UnsignedWide numerator = 1;
    UnsignedWide denominator = 1;
    int exponent = 0;

    bool operator==(const Ratio&) const = default;
};

// "2.54", "6.0221367e23"; nothing for other text.
std::optional<Ratio> parse_ratio(std::string_view text);
// Nothing where the result does not fit.
std::optional<Ratio> product(const Ratio& a, const Ratio& b);
std::optional<Ratio> power(const Ratio& base, int exponent);
Ratio inverse(const Ratio& ratio);

// value * ratio, halves away from zero; nothing where it has more than 127 bits.
std::optional<Wide> scaled(Wide value, const Ratio& ratio);
// The sign of a * ratio - b.
int compare_scaled(Wide a, const Ratio& ratio, Wide b);
// a * b / c, halves away from zero; nothing where it does not fit. `c` is not zero.
std::optional<Wide> multiplied_and_divided(Wide a, Wide b, Wide c);

}  // namespace openpcn::cql
