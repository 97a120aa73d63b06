#include "population/cql/exact_ratio.h"

#include <algorithm>

namespace openpcn::cql {
namespace {

// Beyond this no value of 28 digits comes back into range.
constexpr int exponent_max = 90;

UnsignedWide size_of(Wide value) {
    return value < 0 ? -static_cast<UnsignedWide>(value) : static_cast<UnsignedWide>(value);
}

UnsignedWide common_divisor(UnsignedWide a, UnsignedWide b) {
    while (b != 0) a = std::exchange(b, a % b);
    return a;
}

// Powers of ten go into the exponent, what both have in common goes away.
Ratio reduced(Ratio ratio) {
    for (; ratio.numerator % 10 == 0; ++ratio.exponent) ratio.numerator /= 10;
    for (; ratio.denominator % 10 == 0; --ratio.exponent) ratio.denominator /= 10;
    const UnsignedWide common = common_divisor(ratio.numerator, ratio.denominator);
    ratio.numerator /= common;
    ratio.denominator /= common;
    return ratio;
}

std::optional<Wide> signed_quotient(const Natural& dividend, const Natural& divisor,
                                    bool negative) {
    if (!dividend.fits() || !divisor.fits()) return std::nullopt;
    const auto [quotient, rest] = dividend.divided_by(divisor);
    const auto size = quotient.to_wide();
    if (!size) return std::nullopt;
    const Wide whole = *size + (rest.times(2).compare(divisor) >= 0 ? 1 : 0);
    return negative ? -whole : whole;
}

}  // namespace

Natural::Natural(UnsignedWide value) {
    limbs_[0] = static_cast<std::uint64_t>(value);
    limbs_[1] = static_cast<std::uint64_t>(value >> 64);
}

Natural Natural::times(UnsignedWide factor) const {
    Natural result;
    result.fits_ = fits_;
    const std::uint64_t parts[] = {static_cast<std::uint64_t>(factor),
                                   static_cast<std::uint64_t>(factor >> 64)};
    for (std::size_t shift = 0; shift < 2; ++shift) {
        UnsignedWide carry = 0;
        for (std::size_t i = 0; i < limb_count; ++i) {
            const UnsignedWide part = static_cast<UnsignedWide>(limbs_[i]) * parts[shift];
            if (i + shift >= limb_count) {
                if (part != 0 || carry != 0) result.fits_ = false;
                carry = 0;
                continue;
            }
            carry += part;
            carry += result.limbs_[i + shift];
            result.limbs_[i + shift] = static_cast<std::uint64_t>(carry);
            carry >>= 64;
        }
        if (carry != 0) result.fits_ = false;
    }
    return result;
}

Natural Natural::times(const Natural& factor) const {
    Natural result;
    result.fits_ = fits_ && factor.fits_;
    std::size_t top = limb_count;
    while (top > 0 && factor.limbs_[top - 1] == 0) --top;
    for (std::size_t j = 0; j < top; ++j) {
        UnsignedWide carry = 0;
        for (std::size_t i = 0; i < limb_count; ++i) {
            const UnsignedWide part = static_cast<UnsignedWide>(limbs_[i]) * factor.limbs_[j];
            if (i + j >= limb_count) {
                if (part != 0) result.fits_ = false;
                continue;
            }
            carry += part;
            carry += result.limbs_[i + j];
            result.limbs_[i + j] = static_cast<std::uint64_t>(carry);
            carry >>= 64;
        }
        if (carry != 0) result.fits_ = false;
    }
    return result;
}

Natural Natural::plus(const Natural& other) const {
    Natural result;
    UnsignedWide carry = 0;
    for (std::size_t i = 0; i < limb_count; ++i) {
        carry += limbs_[i];
        carry += other.limbs_[i];
        result.limbs_[i] = static_cast<std::uint64_t>(carry);
        carry >>= 64;
    }
    result.fits_ = fits_ && other.fits_ && carry == 0;
    return result;
}

Natural Natural::minus(const Natural& other) const {
    Natural result;
    result.fits_ = fits_ && other.fits_;
    std::uint64_t borrow = 0;
    for (std::size_t i = 0; i < limb_count; ++i) {
        const UnsignedWide left = limbs_[i];
        const UnsignedWide right = static_cast<UnsignedWide>(other.limbs_[i]) + borrow;
        borrow = left < right ? 1 : 0;
        result.limbs_[i] = static_cast<std::uint64_t>(left - right);
    }
    return result;
}

Natural Natural::shifted_left(std::size_t bits) const {
    Natural result;
    result.fits_ = fits_;
    const std::size_t limbs = bits / 64;
    const std::size_t rest = bits % 64;
    for (std::size_t i = 0; i < limb_count; ++i) {
        const std::uint64_t low = limbs_[i] << rest;
        const std::uint64_t high = rest == 0 ? 0 : limbs_[i] >> (64 - rest);
        if (i + limbs < limb_count) result.limbs_[i + limbs] |= low;
        if (i + limbs + 1 < limb_count) result.limbs_[i + limbs + 1] |= high;
        const bool lost =
            (i + limbs >= limb_count && low != 0) || (i + limbs + 1 >= limb_count && high != 0);
        if (lost) result.fits_ = false;
    }
    return result;
}

Natural Natural::shifted_right(std::size_t bits) const {
    Natural result;
    result.fits_ = fits_;
    const std::size_t limbs = bits / 64;
    const std::size_t rest = bits % 64;
    for (std::size_t i = limbs; i < limb_count; ++i) {
        result.limbs_[i - limbs] |= limbs_[i] >> rest;
        if (i > limbs && rest != 0) result.limbs_[i - limbs - 1] |= limbs_[i] << (64 - rest);
    }
    return result;
}

Natural Natural::divided_by(std::uint64_t divisor) const {
    Natural result;
    result.fits_ = fits_;
    UnsignedWide rest = 0;
    for (std::size_t i = limb_count; i > 0; --i) {
        rest = (rest << 64) | limbs_[i - 1];
        result.limbs_[i - 1] = static_cast<std::uint64_t>(rest / divisor);
        rest %= divisor;
    }
    return result;
}

Natural Natural::square_root() const {
    // Newton's method from above, which falls until it is there.
    std::size_t bits = limb_count * 64;
    while (bits > 0 && ((limbs_[(bits - 1) / 64] >> ((bits - 1) % 64)) & 1) == 0) --bits;
    if (bits == 0) return Natural();
    Natural root = Natural(1).shifted_left((bits + 1) / 2);
    while (true) {
        const Natural next = root.plus(divided_by(root).quotient).shifted_right(1);
        if (next.compare(root) >= 0) return root;
        root = next;
    }
}

double Natural::to_double() const {
    double value = 0;
    for (std::size_t i = limb_count; i > 0; --i)
        value = value * 18446744073709551616.0 + static_cast<double>(limbs_[i - 1]);
    return value;
}

Natural Natural::times_ten_to(int exponent) const {
    constexpr std::uint64_t step = 10'000'000'000'000'000'000ULL;
    Natural result = *this;
    for (; exponent >= 19 && result.fits_; exponent -= 19) result = result.times(step);
    UnsignedWide rest = 1;
    for (int i = 0; i < exponent && i < 19; ++i) rest *= 10;
    return result.times(rest);
}

int Natural::compare(const Natural& other) const {
    for (std::size_t i = limb_count; i > 0; --i) {
        if (limbs_[i - 1] != other.limbs_[i - 1])
            return limbs_[i - 1] < other.limbs_[i - 1] ? -1 : 1;
    }
    return 0;
}

bool Natural::is_zero() const {
    return std::all_of(limbs_.begin(), limbs_.end(), [](std::uint64_t limb) { return limb == 0; });
}

// Bit by bit: this is for the rare value that 128 bits do not hold.
Natural::Division Natural::divided_by(const Natural& divisor) const {
    Division result;
    const auto doubled = [](Natural& number, std::uint64_t bit) {
        for (std::uint64_t& limb : number.limbs_) {
            const std::uint64_t high = limb >> 63;
            limb = (limb << 1) | bit;
            bit = high;
        }
    };
    std::size_t top = limb_count;
    while (top > 0 && limbs_[top - 1] == 0) --top;
    for (std::size_t bit = top * 64; bit > 0; --bit) {
        doubled(result.rest, (limbs_[(bit - 1) / 64] >> ((bit - 1) % 64)) & 1);
        const bool taken = result.rest.compare(divisor) >= 0;
        doubled(result.quotient, taken ? 1 : 0);
        if (!taken) continue;
        std::uint64_t borrow = 0;
        for (std::size_t i = 0; i < limb_count; ++i) {
            const UnsignedWide left = result.rest.limbs_[i];
            const UnsignedWide right = static_cast<UnsignedWide>(divisor.limbs_[i]) + borrow;
            borrow = left < right ? 1 : 0;
            result.rest.limbs_[i] = static_cast<std::uint64_t>(left - right);
        }
    }
    return result;
}

std::optional<Wide> Natural::to_wide() const {
    if (!fits_) return std::nullopt;
    for (std::size_t i = 2; i < limb_count; ++i) {
        if (limbs_[i] != 0) return std::nullopt;
    }
    if ((limbs_[1] >> 63) != 0) return std::nullopt;
    return static_cast<Wide>((static_cast<UnsignedWide>(limbs_[1]) << 64) | limbs_[0]);
}

std::optional<Ratio> parse_ratio(std::string_view text) {
    constexpr std::size_t digits_max = 36;
    Ratio ratio{0, 1, 0};
    std::size_t digits = 0;
    bool after_point = false;
    std::size_t at = 0;
    for (; at < text.size() && text[at] != 'e'; ++at) {
        if (text[at] == '.' && !after_point && digits > 0) {
            after_point = true;
            continue;
        }
        if (text[at] < '0' || text[at] > '9' || ++digits > digits_max) return std::nullopt;
        ratio.numerator = ratio.numerator * 10 + static_cast<unsigned>(text[at] - '0');
        if (after_point) --ratio.exponent;
    }
    if (ratio.numerator == 0) return std::nullopt;
    if (at < text.size()) {
        std::string_view exponent = text.substr(at + 1);
        const bool negative = exponent.starts_with('-');
        if (negative) exponent.remove_prefix(1);
        if (exponent.empty() || exponent.size() > 2) return std::nullopt;
        int size = 0;
        for (const char c : exponent) {
            if (c < '0' || c > '9') return std::nullopt;
            size = size * 10 + (c - '0');
        }
        ratio.exponent += negative ? -size : size;
    }
    return reduced(ratio);
}

std::optional<Ratio> product(const Ratio& a, const Ratio& b) {
    // What cancels does so before it could overflow.
    const UnsignedWide first = common_divisor(a.numerator, b.denominator);
    const UnsignedWide second = common_divisor(b.numerator, a.denominator);
    Ratio result;
    if (__builtin_mul_overflow(a.numerator / first, b.numerator / second, &result.numerator) ||
        __builtin_mul_overflow(a.denominator / second, b.denominator / first,
                               &result.denominator)) {
        return std::nullopt;
    }
    result.exponent = a.exponent + b.exponent;
    result = reduced(result);
    if (result.exponent > exponent_max || result.exponent < -exponent_max) return std::nullopt;
    return result;
}

std::optional<Ratio> power(const Ratio& base, int exponent) {
    constexpr int steps_max = 64;
    if (exponent > steps_max || exponent < -steps_max) return std::nullopt;
    const Ratio factor = exponent < 0 ? inverse(base) : base;
    std::optional<Ratio> result = Ratio{};
    for (int i = 0; i < (exponent < 0 ? -exponent : exponent) && result; ++i)
        result = product(*result, factor);
    return result;
}

Ratio inverse(const Ratio& ratio) { return {ratio.denominator, ratio.numerator, -ratio.exponent}; }

std::optional<Wide> scaled(Wide value, const Ratio& ratio) {
    const Natural dividend =
        Natural(size_of(value)).times(ratio.numerator).times_ten_to(std::max(ratio.exponent, 0));
    const Natural divisor = Natural(ratio.denominator).times_ten_to(std::max(-ratio.exponent, 0));
    return signed_quotient(dividend, divisor, value < 0);
}

int compare_scaled(Wide a, const Ratio& ratio, Wide b) {
    if ((a < 0) != (b < 0)) return a < 0 ? -1 : 1;
    const Natural left =
        Natural(size_of(a)).times(ratio.numerator).times_ten_to(std::max(ratio.exponent, 0));
    const Natural right =
        Natural(size_of(b)).times(ratio.denominator).times_ten_to(std::max(-ratio.exponent, 0));
    // Of two values at most one is too large to be held.
    const int sign = !left.fits() ? 1 : !right.fits() ? -1 : left.compare(right);
    return a < 0 ? -sign : sign;
}

std::optional<Wide> multiplied_and_divided(Wide a, Wide b, Wide c) {
    const bool negative = ((a < 0) != (b < 0)) != (c < 0);
    UnsignedWide exact = 0;
    if (!__builtin_mul_overflow(size_of(a), size_of(b), &exact)) {
        const UnsignedWide divisor = size_of(c);
        const UnsignedWide rest = exact % divisor;
        const UnsignedWide size = exact / divisor + (rest >= divisor - rest ? 1 : 0);
        if ((size >> 127) != 0) return std::nullopt;
        return negative ? -static_cast<Wide>(size) : static_cast<Wide>(size);
    }
    return signed_quotient(Natural(size_of(a)).times(size_of(b)), Natural(size_of(c)), negative);
}

}  // namespace openpcn::cql
