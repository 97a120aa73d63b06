// Whether what was agreed or decided must be looked at again: a day is set for it, and stands until
// a new version sets another.
#pragma once

#include <string_view>

#include "partners/time_span.h"

namespace openpcn::partners {

enum class ReviewState {
    none,     // no day is set
    later,    // after the day that is asked for
    due,      // on the day or before
    not_held  // not in force on the day
};
std::string_view name_of(ReviewState state);  // "due"

ReviewState review_state(const TimeSpan& time, const std::optional<Date>& review_on, Date day);
// "Review is 56 days late."; "" for not_held.
std::string review_sentence(const TimeSpan& time, const std::optional<Date>& review_on, Date day);

// The member "review_on", which is not before the first day.
std::optional<Date> read_review_day(agreement::JsonMembers& members, const TimeSpan& time);

}  // namespace openpcn::partners
