#include "organisations/headings.h"

#include <algorithm>
#include <array>
#include <utility>

namespace openpcn::organisations {
namespace {

// Longest first, so that no part of a longer one is taken.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> eras{
    {{"clinical_commissioning_group", "sub_icb"},
     {"sub_icb_location", "sub_icb"},
     {"sub_icb_loc", "sub_icb"},
     {"ccg", "sub_icb"}}};

bool is_whole_word(std::string_view text, std::size_t at, std::size_t size) {
    return (at == 0 || text[at - 1] == '_') && (at + size == text.size() || text[at + size] == '_');
}

}  // namespace

std::string normalised_heading(std::string_view heading) {
    std::string name;
    for (const char c : heading) {
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            name.push_back(upper ? static_cast<char>(c | 0x20) : c);
        } else if (!name.empty() && name.back() != '_' && static_cast<unsigned char>(c) < 0x80) {
            name.push_back('_');
        }
    }
    if (name.ends_with('_')) name.pop_back();
    for (const auto& [was, is] : eras) {
        for (auto at = name.find(was); at != std::string::npos;
             at = name.find(was, at + is.size())) {
            if (is_whole_word(name, at, was.size())) name.replace(at, was.size(), is);
        }
    }
    return name;
}

std::optional<int> vintage_of(std::string_view heading) {
    const auto digit = heading.find_first_of("0123456789");
    if (digit == std::string_view::npos || digit < 3) return std::nullopt;
    const auto end = std::min(heading.find_first_not_of("0123456789", digit), heading.size());
    if (end - digit != 2) return std::nullopt;
    return 2000 + (heading[digit] - '0') * 10 + (heading[digit + 1] - '0');
}

Headings::Headings(std::span<const std::string_view> cells) {
    for (const std::string_view cell : cells) {
        names_.push_back(normalised_heading(cell));
        originals_.emplace_back(cell);
    }
}

std::optional<std::size_t> Headings::find(std::initializer_list<std::string_view> names) const {
    for (const std::string_view name : names) {
        const auto found = std::find(names_.begin(), names_.end(), name);
        if (found != names_.end()) return static_cast<std::size_t>(found - names_.begin());
    }
    return std::nullopt;
}

std::optional<std::size_t> Headings::find_between(std::string_view begin,
                                                  std::string_view end) const {
    const auto found = std::find_if(names_.begin(), names_.end(), [&](const std::string& name) {
        return name.size() >= begin.size() + end.size() && name.starts_with(begin) &&
               name.ends_with(end);
    });
    if (found == names_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - names_.begin());
}

}  // namespace openpcn::organisations
