#include "partners/review.h"

#include <fmt/format.h>

#include <array>

namespace openpcn::partners {
namespace {

std::string days(int count) { return fmt::format("{} day{}", count, count == 1 ? "" : "s"); }

}  // namespace

std::string_view name_of(ReviewState state) {
    constexpr std::array<std::string_view, 4> names{"none", "later", "due", "not_held"};
    return names[static_cast<std::size_t>(state)];
}

ReviewState review_state(const TimeSpan& time, const std::optional<Date>& review_on, Date day) {
    if (!time.holds_on(day)) return ReviewState::not_held;
    if (!review_on) return ReviewState::none;
    return *review_on <= day ? ReviewState::due : ReviewState::later;
}

std::string review_sentence(const TimeSpan& time, const std::optional<Date>& review_on, Date day) {
    switch (review_state(time, review_on, day)) {
        case ReviewState::not_held:
            return "";
        case ReviewState::none:
            return "No day is set for its review.";
        case ReviewState::later:
            return fmt::format("Review in {}.", days(review_on->days() - day.days()));
        case ReviewState::due:
            break;
    }
    const int late = day.days() - review_on->days();
    return late == 0 ? "Review is due today." : fmt::format("Review is {} late.", days(late));
}

std::optional<Date> read_review_day(agreement::JsonMembers& members, const TimeSpan& time) {
    const auto day = members.optional_day("review_on");
    if (day && *day < time.from) members.refuse("review_on", "a day, not before \"from\"");
    return day;
}

}  // namespace openpcn::partners
