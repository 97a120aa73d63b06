#include "population/cql/decimal_functions.h"

#include <cmath>

#include "population/cql/exact_ratio.h"
#include "population/cql/literals.h"

namespace openpcn::cql {
namespace {

// Fixed point: a Natural counts units of 2^-192, which is 57 digits after the point.
constexpr std::size_t point = 192;

UnsignedWide size_of(Wide value) {
    return value < 0 ? -static_cast<UnsignedWide>(value) : static_cast<UnsignedWide>(value);
}

Natural fixed(UnsignedWide units) {
    return Natural(units).shifted_left(point).divided_by(std::uint64_t{wide_one});
}

Natural one() { return Natural(1).shifted_left(point); }

Natural times(const Natural& a, const Natural& b) { return a.times(b).shifted_right(point); }

Natural quotient(const Natural& a, const Natural& b) {
    return a.shifted_left(point).divided_by(b).quotient;
}

std::optional<Wide> to_units(const Natural& value) {
    if (!value.fits()) return std::nullopt;
    const Natural half = Natural(1).shifted_left(point - 1);
    const auto units =
        value.times(std::uint64_t{wide_one}).plus(half).shifted_right(point).to_wide();
    return units && *units <= decimal_max ? units : std::nullopt;
}

// e to the power of `value`, which is below 100: the series of a 256th of it, squared eight times.
Natural exponential_of(const Natural& value) {
    constexpr std::size_t halvings = 8;
    const Natural part = value.shifted_right(halvings);
    Natural sum = one();
    Natural term = one();
    for (std::uint64_t n = 1; !term.is_zero(); ++n) {
        term = times(term, part).divided_by(n);
        sum = sum.plus(term);
    }
    for (std::size_t i = 0; i < halvings; ++i) sum = times(sum, sum);
    return sum;
}

// A number of fixed point with its sign.
struct Signed {
    Natural size;
    bool negative = false;
};

Signed sum_of(const Signed& a, const Signed& b) {
    if (a.negative == b.negative) return {a.size.plus(b.size), a.negative};
    if (a.size.compare(b.size) >= 0) return {a.size.minus(b.size), a.negative};
    return {b.size.minus(a.size), b.negative};
}

// e^logarithm for any sign.
Natural raised_e(const Signed& exponent) {
    const Natural grown = exponential_of(exponent.size);
    return exponent.negative ? quotient(one(), grown) : grown;
}

// Halley's step from a guess of 19 digits gives three times as many: y + 2 (x - e^y) / (x + e^y).
Signed logarithm_of(const Natural& value) {
    const long double guess =
        std::log(static_cast<long double>(value.to_double())) - point * std::log(2.0L);
    const bool negative = guess < 0;
    const auto scaled = static_cast<UnsignedWide>(std::ldexp(std::fabs(guess), 64));
    Signed result{Natural(scaled).shifted_left(point - 64), negative};
    for (int step = 0; step < 2; ++step) {
        const Natural there = raised_e(result);
        const bool above = there.compare(value) > 0;
        const Natural off = above ? there.minus(value) : value.minus(there);
        result = sum_of(result, {quotient(off.times(2), value.plus(there)), above});
    }
    return result;
}

std::optional<Wide> with_sign(const std::optional<Wide>& units, bool negative) {
    if (!units) return std::nullopt;
    return negative ? -*units : *units;
}

// Beyond this the exponential is no Decimal, or is 0 to eight digits.
constexpr Wide exponent_max = 70 * wide_one;

std::optional<Wide> whole_power(Wide base, Wide exponent) {
    const bool negative = base < 0 && exponent % 2 != 0;
    Natural result = one();
    Natural factor = fixed(size_of(base));
    for (UnsignedWide rest = size_of(exponent); rest != 0; rest >>= 1) {
        if ((rest & 1) != 0) result = times(result, factor);
        factor = times(factor, factor);
        if (!result.fits()) return std::nullopt;
        // Squares that are no longer needed may grow too large.
        if (!factor.fits() && (rest >> 1) != 0)
            return exponent < 0 ? std::optional<Wide>(0) : std::nullopt;
    }
    if (exponent < 0) {
        if (result.is_zero()) return std::nullopt;
        result = quotient(one(), result);
    }
    return with_sign(to_units(result), negative);
}

}  // namespace

std::optional<Wide> exponential(Wide value) {
    if (value > exponent_max) return std::nullopt;
    if (value < -exponent_max) return 0;
    return to_units(raised_e({fixed(size_of(value)), value < 0}));
}

std::optional<Wide> natural_logarithm(Wide value) {
    if (value <= 0) return std::nullopt;
    const Signed result = logarithm_of(fixed(size_of(value)));
    return with_sign(to_units(result.size), result.negative);
}

std::optional<Wide> logarithm(Wide value, Wide base) {
    if (value <= 0 || base <= 0 || base == wide_one) return std::nullopt;
    const Signed above = logarithm_of(fixed(size_of(value)));
    const Signed below = logarithm_of(fixed(size_of(base)));
    return with_sign(to_units(quotient(above.size, below.size)), above.negative != below.negative);
}

std::optional<Wide> raised(Wide base, Wide exponent) {
    if (exponent == 0) return wide_one;
    if (base == 0) return exponent > 0 ? std::optional<Wide>(0) : std::nullopt;
    if (base == wide_one) return wide_one;
    // Exact as long as the number of factors is small.
    if (exponent % wide_one == 0 && size_of(exponent) <= size_of(1'000'000 * wide_one))
        return whole_power(base, exponent / wide_one);
    if (base < 0) return std::nullopt;
    const Signed power = logarithm_of(fixed(size_of(base)));
    const Natural size = times(power.size, fixed(size_of(exponent)));
    const bool negative = power.negative != (exponent < 0);
    if (!size.fits() || size.compare(fixed(size_of(exponent_max))) > 0)
        return negative ? std::optional<Wide>(0) : std::nullopt;
    return to_units(raised_e({size, negative}));
}

std::optional<Wide> root_of_quotient(Wide numerator, Wide denominator) {
    if (numerator < 0 || denominator <= 0) return std::nullopt;
    const Natural inside = quotient(Natural(size_of(numerator)), Natural(size_of(denominator)));
    return to_units(inside.shifted_left(point).square_root());
}

std::optional<Wide> spread(std::span<const Wide> values, std::size_t divisor, Spread what) {
    // (n * sum of squares - square of the sum) / (n * divisor), exact up to the division.
    const std::uint64_t count = values.size();
    Natural squares;
    Wide sum = 0;
    for (const Wide value : values) {
        squares = squares.plus(Natural(size_of(value)).times(Natural(size_of(value))));
        if (__builtin_add_overflow(sum, value, &sum)) return std::nullopt;
    }
    const Natural above =
        squares.times(count).minus(Natural(size_of(sum)).times(Natural(size_of(sum))));
    const Natural below = Natural(count).times(divisor).times(UnsignedWide{wide_one} * wide_one);
    // As fixed point: what is above has at most 320 bits.
    const Natural variance = above.shifted_left(point).divided_by(below).quotient;
    return to_units(what == Spread::variance ? variance
                                             : variance.shifted_left(point).square_root());
}

std::optional<Wide> geometric_mean(std::span<const Wide> values) {
    Signed sum;
    for (const Wide value : values) {
        if (value <= 0) return value == 0 ? std::optional<Wide>(0) : std::nullopt;
        sum = sum_of(sum, logarithm_of(fixed(size_of(value))));
    }
    sum.size = sum.size.divided_by(std::uint64_t{values.size()});
    return to_units(raised_e(sum));
}

}  // namespace openpcn::cql
