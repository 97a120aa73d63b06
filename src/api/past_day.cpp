#include "api/past_day.h"

#include "api/problem.h"
#include "platform/io/clock.h"

namespace openpcn::api {

tl::expected<Date, http::Response> public_day(const Call& call, http::RateLimit& past_days) {
    const auto day = day_asked_for(call);
    if (!day) return tl::unexpected(problem(day.error()));
    if (*day == io::today_in_london()) return *day;
    if (past_days.try_take("all", call.now.unix_ms() * 1000)) return tl::unexpected(too_many());
    return *day;
}

}  // namespace openpcn::api
