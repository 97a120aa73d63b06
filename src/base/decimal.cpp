#include "base/decimal.h"

#include <fmt/format.h>

#include <charconv>
#include <limits>

namespace openpcn {
namespace {

__extension__ using Wide = __int128;

Error not_a_number(std::string_view text) {
    return {ErrorKind::invalid, fmt::format("\"{}\" is not a number that can be kept.", text), "",
            "Write digits with a point, for example 7.25; up to 92,233,720,368."};
}

}  // namespace

Result<Decimal> Decimal::parse(std::string_view text) {
    std::string_view rest = text;
    bool negative = false;
    if (!rest.empty() && (rest[0] == '-' || rest[0] == '+')) {
        negative = rest[0] == '-';
        rest.remove_prefix(1);
    }
    int exponent = 0;
    if (const auto e = rest.find_first_of("eE"); e != std::string_view::npos) {
        std::string_view power = rest.substr(e + 1);
        if (!power.empty() && power[0] == '+') power.remove_prefix(1);
        const auto [end, error] =
            std::from_chars(power.data(), power.data() + power.size(), exponent);
        if (error != std::errc() || end != power.data() + power.size() || power.empty() ||
            exponent < -400 || exponent > 400) {
            return failure(not_a_number(text));
        }
        rest = rest.substr(0, e);
    }
    const auto point = rest.find('.');
    const std::string_view whole = rest.substr(0, point);
    const std::string_view fraction =
        point == std::string_view::npos ? std::string_view{} : rest.substr(point + 1);
    if (whole.empty() || (point != std::string_view::npos && fraction.empty())) {
        return failure(not_a_number(text));
    }
    // `place` is the power of ten of the next digit; the eighth place after the point is -8.
    int place = static_cast<int>(whole.size()) - 1 + exponent;
    Wide units = 0;
    bool round_up = false;
    for (const std::string_view digits : {whole, fraction}) {
        for (const char c : digits) {
            if (c < '0' || c > '9') return failure(not_a_number(text));
            if (place >= -8) {
                units = units * 10 + (c - '0');
                if (units > std::numeric_limits<std::int64_t>::max()) {
                    return failure(not_a_number(text));
                }
            } else if (place == -9) {
                round_up = c >= '5';
            }
            --place;
        }
    }
    for (; place >= -8; --place) {
        if (units == 0) break;
        units *= 10;
        if (units > std::numeric_limits<std::int64_t>::max()) return failure(not_a_number(text));
    }
    if (round_up) ++units;
    if (units > std::numeric_limits<std::int64_t>::max()) return failure(not_a_number(text));
    const auto value = static_cast<std::int64_t>(units);
    return Decimal(negative ? -value : value);
}

std::string Decimal::to_string() const {
    const bool negative = units_ < 0;
    const std::uint64_t size = negative ? std::uint64_t{0} - static_cast<std::uint64_t>(units_)
                                        : static_cast<std::uint64_t>(units_);
    std::string text = fmt::format("{}{}", negative ? "-" : "", size / one);
    if (const std::uint64_t fraction = size % one; fraction != 0) {
        text += fmt::format(".{:08}", fraction);
        text.erase(text.find_last_not_of('0') + 1);
    }
    return text;
}

}  // namespace openpcn
