// The age bands in which list sizes are published, and how each publication writes them.
//
// Bands of five years are kept: "0_4" to "90_94" and "95+" ("85+" before 2014). Single years of age
// are put into theirs.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace openpcn::organisations {

struct AgeBand {
    std::string band;      // "0_4", "95+", "ALL"
    std::size_t part = 0;  // which of the figures that a file may have: below parts_max

    static constexpr std::size_t parts_max = 160;
};

// "ALL", "0_4", "0-4", "95+" and the single years "0" to "95". None: no age of these files.
std::optional<AgeBand> parse_age(std::string_view text);

}  // namespace openpcn::organisations
