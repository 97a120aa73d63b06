#include "organisations/age_band.h"

#include <fmt/format.h>

#include <charconv>

namespace openpcn::organisations {
namespace {

constexpr int oldest = 95;
// Parts: single years, then bands, then open ends, then the sum of all.
constexpr std::size_t first_band = 100, first_open = 130, all_ages = 159;

std::optional<int> whole(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || value < 0)
        return std::nullopt;
    return value;
}

std::string band_of(int age) {
    return age >= oldest ? "95+" : fmt::format("{}_{}", age / 5 * 5, age / 5 * 5 + 4);
}

}  // namespace

std::optional<AgeBand> parse_age(std::string_view text) {
    if (text == "ALL" || text == "ALL AGES" || text == "TOTAL") return AgeBand{"ALL", all_ages};
    if (text.ends_with('+')) {
        const auto low = whole(text.substr(0, text.size() - 1));
        if (!low || *low < 75 || *low > oldest || *low % 5 != 0) return std::nullopt;
        return AgeBand{fmt::format("{}+", *low), first_open + static_cast<std::size_t>(*low / 5)};
    }
    const auto between = text.find_first_of("_-");
    const auto low = whole(text.substr(0, between));
    if (!low || *low > oldest) return std::nullopt;
    if (between == std::string_view::npos)
        return AgeBand{band_of(*low), static_cast<std::size_t>(*low)};
    const auto high = whole(text.substr(between + 1));
    if (!high || *high != *low + 4 || *low % 5 != 0) return std::nullopt;
    return AgeBand{fmt::format("{}_{}", *low, *high),
                   first_band + static_cast<std::size_t>(*low / 5)};
}

}  // namespace openpcn::organisations
