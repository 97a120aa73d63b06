// Names of definitions as people type them: capitals do not count.
#pragma once

#include <algorithm>
#include <string_view>

namespace openpcn::services {

inline bool same_name(std::string_view a, std::string_view b) {
    // Names are compared byte by byte beyond ASCII.
    const auto lower = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace openpcn::services
