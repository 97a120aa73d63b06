// The days for which something holds; both ends belong to it.
#pragma once

#include <optional>
#include <string>

#include "agreement/json_members.h"
#include "base/date.h"

namespace openpcn::partners {

struct TimeSpan {
    Date from;
    std::optional<Date> to;  // the last day; none: until further notice
    bool holds_on(Date day) const { return from <= day && (!to || day <= *to); }
};

// The members "from" and "to". Refuses a last day before the first.
TimeSpan read_time_span(agreement::JsonMembers& members);

// What a reader of this module ends with: the value, or the first thing that was wrong.
template <typename Value>
Result<Value> read_or_refused(Value value, const std::optional<Error>& error) {
    if (error) return failure(*error);
    return value;
}

inline constexpr int json_depth_max = 5;

}  // namespace openpcn::partners
