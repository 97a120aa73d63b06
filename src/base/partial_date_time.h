// A date or date-time that carries its precision and offset, in eight bytes: a year alone, a month,
// a day, or a time down to the millisecond, as CQL and FHIR know them.
//
// The local civil time stands in the high bits, so that values of one offset sort by time as plain
// integers and the local day is one division away. Equality and `<=>` compare the bits: they serve
// sorting and storage. Clinical comparison with uncertainty is CQL's (population/cql).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace openpcn {

class PartialDateTime {
public:
    enum class Precision : std::uint8_t {
        none,
        year,
        month,
        day,
        hour,
        minute,
        second,
        millisecond
    };

    // No value at all: the feed did not give one.
    constexpr PartialDateTime() = default;

    static PartialDateTime from_date(Date date);
    // `local_ms`: milliseconds of civil local time since 0001-01-01T00:00, truncated to the
    // precision. `offset_minutes`: minutes east of UTC, -840 to 840; only with a time.
    static PartialDateTime from_local(std::int64_t local_ms, Precision precision,
                                      std::optional<int> offset_minutes);
    // Reads FHIR's date, dateTime and instant and ISO text: YYYY, YYYY-MM, YYYY-MM-DD and
    // YYYY-MM-DDThh[:mm[:ss[.fff]]][Z|+hh:mm]. Digits after the third of a second are dropped.
    static Result<PartialDateTime> parse(std::string_view text);

    constexpr bool has_value() const { return precision() != Precision::none; }
    constexpr Precision precision() const { return static_cast<Precision>((bits_ >> 11) & 7); }
    constexpr std::int64_t local_ms() const { return bits_ >> 14; }
    std::optional<int> offset_minutes() const;
    // The local civil day; of a year or month, its first day. Only with a value.
    Date date() const { return Date::from_days(days_from_year_one() - days_to_1970); }

    std::string to_string() const;  // ISO, to its own precision; "" without a value

    constexpr std::int64_t bits() const { return bits_; }
    static constexpr PartialDateTime from_bits(std::int64_t bits) {
        PartialDateTime value;
        value.bits_ = bits;
        return value;
    }

    constexpr auto operator<=>(const PartialDateTime&) const = default;

    static constexpr std::int32_t days_to_1970 = 719162;  // from 0001-01-01
    static constexpr std::int64_t ms_per_day = 86'400'000;

private:
    std::int32_t days_from_year_one() const {
        return static_cast<std::int32_t>(local_ms() / ms_per_day);
    }
    // 49 bits local_ms, 3 bits precision, 11 bits offset + 1024 (0: none).
    std::int64_t bits_ = 0;
};

}  // namespace openpcn
