#include "base/day_in_words.h"

#include <fmt/format.h>

#include <array>

namespace openpcn {

std::string day_in_words(Date day) {
    constexpr std::array<std::string_view, 12> months{
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    return fmt::format("{} {} {}", day.day(), months[static_cast<std::size_t>(day.month() - 1)],
                       day.year());
}

}  // namespace openpcn
