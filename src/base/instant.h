// A moment in UTC, to the millisecond. Civil dates are Date; clinical times are PartialDateTime.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"

namespace openpcn {

class Instant {
public:
    constexpr Instant() = default;
    static constexpr Instant from_unix_ms(std::int64_t ms) { return Instant(ms); }
    // Reads what to_string writes, with or without milliseconds.
    static Result<Instant> parse(std::string_view text);

    constexpr std::int64_t unix_ms() const { return unix_ms_; }
    constexpr std::int64_t unix_seconds() const { return unix_ms_ / 1000; }
    constexpr Instant plus_seconds(std::int64_t seconds) const {
        return Instant(unix_ms_ + seconds * 1000);
    }
    // The date in UTC.
    Date utc_date() const;
    std::string to_string() const;  // 2026-11-23T09:30:00.000Z; texts sort as the moments do

    constexpr auto operator<=>(const Instant&) const = default;

private:
    explicit constexpr Instant(std::int64_t ms) : unix_ms_(ms) {}
    std::int64_t unix_ms_ = 0;
};

}  // namespace openpcn
