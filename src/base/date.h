// A civil date in the proleptic Gregorian calendar, years 1 to 9999. It has no time zone.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace openpcn {

class Date {
public:
    // 1970-01-01.
    constexpr Date() = default;

    // Fails with `invalid` where the calendar has no such day.
    static Result<Date> from_ymd(int year, int month, int day);
    // Reads YYYY-MM-DD.
    static Result<Date> parse(std::string_view text);
    // Days since 1970-01-01, which may be negative.
    static constexpr Date from_days(std::int32_t days) { return Date(days); }

    constexpr std::int32_t days() const { return days_; }
    int year() const;
    int month() const;  // 1 to 12
    int day() const;    // 1 to 31

    constexpr Date plus_days(int days) const { return Date(days_ + days); }
    // The same day of another month, or that month's last day where it is shorter, as CQL says.
    Date plus_months(int months) const;

    std::string to_string() const;  // YYYY-MM-DD

    constexpr auto operator<=>(const Date&) const = default;

private:
    explicit constexpr Date(std::int32_t days) : days_(days) {}
    std::int32_t days_ = 0;
};

// Completed years from birth to a date: a birthday on 29 February is completed on 1 March of a
// common year, as in the law of England.
int completed_years(Date birth, Date on);

}  // namespace openpcn
