#include "platform/io/clock.h"

#include <date/tz.h>

#include <chrono>

namespace openpcn::io {

Instant now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return Instant::from_unix_ms(
        std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
}

Date today_in_london() {
    const auto local =
        date::locate_zone("Europe/London")->to_local(std::chrono::system_clock::now());
    const auto days = std::chrono::duration_cast<date::days>(local.time_since_epoch());
    return Date::from_days(static_cast<std::int32_t>(
        local.time_since_epoch() < days ? days.count() - 1 : days.count()));
}

Instant start_of_day_in_london(Date day) {
    const auto begins =
        date::locate_zone("Europe/London")
            ->to_sys(date::local_days(date::days(day.days())), date::choose::earliest);
    return Instant::from_unix_ms(
        std::chrono::duration_cast<std::chrono::milliseconds>(begins.time_since_epoch()).count());
}

}  // namespace openpcn::io
