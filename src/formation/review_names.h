// The names of the review's choices as JSON says them. Inside this module only.
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <array>

#include "formation/json_fields.h"

namespace openpcn::formation {

inline constexpr std::array<std::string_view, 3> advices{"approve", "approve_with_conditions",
                                                         "do_not_approve"};
inline constexpr std::array<std::string_view, 3> contract_types{"GMS", "PMS", "APMS"};
inline constexpr std::array<std::string_view, 5> issue_kinds{
    "gap", "overlap", "practice_without_network", "size", "other"};

// The field's value among the names, as the enumeration that they stand for in order.
template <typename Kind, std::size_t count>
Kind named_in(const std::array<std::string_view, count>& names, JsonFields& fields,
              const std::string& field) {
    const std::string text = fields.text(field, 100);
    const auto found = std::find(names.begin(), names.end(), text);
    if (found != names.end()) return static_cast<Kind>(found - names.begin());
    fields.refuse(field, fmt::format("one of {}", fmt::join(names, ", ")));
    return static_cast<Kind>(0);
}

}  // namespace openpcn::formation
