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

}  // namespace openpcn::io
