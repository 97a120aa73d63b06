#include "base/date.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace openpcn {
namespace {

struct Ymd {
    int year;
    int month;
    int day;
};

// Howard Hinnant's civil calendar algorithms (public domain).
constexpr std::int32_t days_from_civil(int y, int m, int d) {
    y -= m <= 2;
    const int era = (y >= 0 ? y : y - 399) / 400;
    const int yoe = y - era * 400;
    const int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    const int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

constexpr Ymd civil_from_days(std::int32_t z) {
    z += 719468;
    const int era = (z >= 0 ? z : z - 146096) / 146097;
    const int doe = z - era * 146097;
    const int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    const int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const int mp = (5 * doy + 2) / 153;
    const int month = mp < 10 ? mp + 3 : mp - 9;
    return {yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1};
}

constexpr bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

constexpr int days_in_month(int year, int month) {
    constexpr std::array lengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : lengths[static_cast<std::size_t>(month - 1)];
}

Error no_such_date(std::string_view text) {
    return {ErrorKind::invalid, fmt::format("\"{}\" is not a date.", text), "",
            "Write it as YYYY-MM-DD, for example 2026-11-23."};
}

}  // namespace

Result<Date> Date::from_ymd(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > days_in_month(year, month)) {
        return failure(no_such_date(fmt::format("{:04}-{:02}-{:02}", year, month, day)));
    }
    return Date(days_from_civil(year, month, day));
}

Result<Date> Date::parse(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return failure(no_such_date(text));
    std::array<int, 3> parts{};
    std::size_t part = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == 4 || i == 7) {
            ++part;
            continue;
        }
        if (text[i] < '0' || text[i] > '9') return failure(no_such_date(text));
        parts[part] = parts[part] * 10 + (text[i] - '0');
    }
    return from_ymd(parts[0], parts[1], parts[2]);
}

int Date::year() const { return civil_from_days(days_).year; }
int Date::month() const { return civil_from_days(days_).month; }
int Date::day() const { return civil_from_days(days_).day; }

Date Date::plus_months(int months) const {
    const Ymd ymd = civil_from_days(days_);
    const int total = ymd.year * 12 + ymd.month - 1 + months;
    const int year = total >= 0 ? total / 12 : (total - 11) / 12;
    const int month = total - year * 12 + 1;
    return Date(days_from_civil(year, month, std::min(ymd.day, days_in_month(year, month))));
}

std::string Date::to_string() const {
    const Ymd ymd = civil_from_days(days_);
    return fmt::format("{:04}-{:02}-{:02}", ymd.year, ymd.month, ymd.day);
}

int completed_years(Date birth, Date on) {
    const Ymd from = civil_from_days(birth.days());
    const Ymd to = civil_from_days(on.days());
    const bool reached = to.month > from.month || (to.month == from.month && to.day >= from.day);
    return to.year - from.year - (reached ? 0 : 1);
}

}  // namespace openpcn
