// Dates as other systems write them, by a pattern such as "DD/MM/YYYY hh:mm", brought to ISO.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace openpcn::feeds {

// Made of YYYY, YY, MM, MMM (Jan, FEB), DD, hh, mm, ss and other characters, which stand for
// themselves; with a year at least. Of YY, 00 to 29 is this century.
bool is_date_pattern(std::string_view pattern);

// "2026-03-29T01:30" of "29/03/2026 01:30"; no value where the text does not have the pattern. It
// may be shorter by the time of day. Whether the day exists is not asked here.
std::optional<std::string> iso_date(std::string_view text, std::string_view pattern);

}  // namespace openpcn::feeds
