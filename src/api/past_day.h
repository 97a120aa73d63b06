// Which day somebody who is not signed in is shown. Another day than today has to be built, which
// takes time and memory, so all of them together ask for a few past days only.
#pragma once

#include <tl/expected.hpp>

#include "api/network_access.h"
#include "platform/http/rate_limit.h"

namespace openpcn::api {

// Ten at once, then one in five seconds, from wherever they come.
inline constexpr http::Rate public_past_days{10, 0.2};

// The query's `as_at`, or today; the answer to give instead: it is no date, or too many were asked
// for.
tl::expected<Date, http::Response> public_day(const Call& call, http::RateLimit& past_days);

}  // namespace openpcn::api
