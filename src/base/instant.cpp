#include "base/instant.h"

#include <fmt/format.h>

#include "base/partial_date_time.h"

namespace openpcn {

Result<Instant> Instant::parse(std::string_view text) {
    TRY_ASSIGN(const PartialDateTime value, PartialDateTime::parse(text));
    if (value.precision() < PartialDateTime::Precision::second || !value.offset_minutes()) {
        return failure({ErrorKind::invalid, fmt::format("\"{}\" is not a moment in UTC.", text), "",
                        "Write it as 2026-11-23T09:30:00Z."});
    }
    const std::int64_t to_1970 =
        std::int64_t{PartialDateTime::days_to_1970} * PartialDateTime::ms_per_day;
    return Instant(value.local_ms() - to_1970 - *value.offset_minutes() * 60'000LL);
}

Date Instant::utc_date() const {
    const std::int64_t day =
        unix_ms_ >= 0
            ? unix_ms_ / PartialDateTime::ms_per_day
            : -((-unix_ms_ + PartialDateTime::ms_per_day - 1) / PartialDateTime::ms_per_day);
    return Date::from_days(static_cast<std::int32_t>(day));
}

std::string Instant::to_string() const {
    const Date date = utc_date();
    const std::int64_t ms = unix_ms_ - std::int64_t{date.days()} * PartialDateTime::ms_per_day;
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", date.to_string(), ms / 3'600'000,
                       ms / 60'000 % 60, ms / 1000 % 60, ms % 1000);
}

}  // namespace openpcn
