// How two texts differ, line by line: the fewest lines removed and added.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace openpcn::cohorts {

struct DifferingLine {
    enum class Kind : std::uint8_t {
        same,
        removed,
        added
    };
    Kind kind = Kind::same;
    int before = 0;  // number of the line in each text, from 1; 0 where it is not in it
    int after = 0;
    std::string text;
    bool operator==(const DifferingLine&) const = default;
};
std::string_view to_text(DifferingLine::Kind kind);

// In the order of the texts; removed lines stand before those added at the same place. Texts that
// differ in more than some thousand lines are taken as wholly different in between.
std::vector<DifferingLine> line_difference(std::string_view before, std::string_view after);

}  // namespace openpcn::cohorts
