// A day as people write it: "31 March 2026".
#pragma once

#include <string>

#include "base/date.h"

namespace openpcn {

std::string day_in_words(Date day);

}  // namespace openpcn
