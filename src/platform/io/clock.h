// The time now. The only place that reads the clock; domain code takes the time as an argument.
#pragma once

#include "base/instant.h"

namespace openpcn::io {

Instant now();

// The civil date now in London, where the network works.
Date today_in_london();
// When the day begins there.
Instant start_of_day_in_london(Date day);

}  // namespace openpcn::io
