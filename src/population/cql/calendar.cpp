#include "population/cql/calendar.h"

#include <algorithm>
#include <array>

namespace openpcn::cql {
namespace {

constexpr std::int64_t ms_per_day = PartialDateTime::ms_per_day;
// Milliseconds of hour, minute, second, millisecond, by Precision.
constexpr std::array<std::int64_t, 8> unit_ms{0, 0, 0, ms_per_day, 3'600'000, 60'000, 1000, 1};

// Local milliseconds, with a time's offset brought to the default.
std::int64_t normal_ms(const Value& value, int default_offset) {
    if (value.kind == ValueKind::time) return value.number;
    const PartialDateTime moment = value.date_time();
    if (moment.precision() <= Precision::day) return moment.local_ms();
    const auto offset = moment.offset_minutes();
    return offset ? moment.local_ms() + (default_offset - *offset) * 60'000LL : moment.local_ms();
}

Date date_of(std::int64_t local_ms) {
    return Date::from_days(static_cast<std::int32_t>(local_ms / ms_per_day) -
                           PartialDateTime::days_to_1970);
}

// The value cut off at a precision, as one number that grows with time.
std::int64_t truncated(std::int64_t local_ms, Precision precision) {
    if (precision == Precision::year) return date_of(local_ms).year();
    if (precision == Precision::month) {
        const Date date = date_of(local_ms);
        return date.year() * 12 + date.month() - 1;
    }
    return local_ms / unit_ms[static_cast<std::size_t>(precision)];
}

constexpr std::int64_t ms_end = 3652059LL * ms_per_day;  // 10000-01-01

std::int64_t from_months(std::int64_t local_ms, std::int64_t months) {
    const Date date = date_of(local_ms);
    const std::int64_t total = date.year() * 12LL + date.month() - 1 + months;
    if (total < 12 || total >= 120000) return -1;
    const Date moved = date.plus_months(static_cast<int>(months));
    return (moved.days() + std::int64_t{PartialDateTime::days_to_1970}) * ms_per_day +
           local_ms % ms_per_day;
}

Value with_ms(const Value& like, std::int64_t local_ms) {
    if (local_ms < 0 || local_ms >= ms_end) return {};
    const PartialDateTime moment = like.date_time();
    return Value::of_date_time(like.kind, PartialDateTime::from_local(local_ms, moment.precision(),
                                                                      moment.offset_minutes()));
}

Value add_to_time(const Value& time, std::int64_t amount, CalendarUnit unit) {
    static constexpr std::array<std::int64_t, 9> ms{0, 0, 0, 0, 0, 3'600'000, 60'000, 1000, 1};
    const std::int64_t step = ms[static_cast<std::size_t>(unit)];
    if (step == 0) return {};
    // A unit finer than the value's precision counts in whole steps of the value.
    const std::int64_t own = unit_ms[static_cast<std::size_t>(time.extra)];
    std::int64_t moved = amount * step;
    if (step < own) moved = moved / own * own;
    Value result = time;
    result.number = ((time.number + moved) % ms_per_day + ms_per_day) % ms_per_day;
    return result;
}

std::int64_t whole_months(std::int64_t from, std::int64_t to) {
    if (to < from) return -whole_months(to, from);
    std::int64_t months = truncated(to, Precision::month) - truncated(from, Precision::month);
    const Date a = date_of(from);
    const Date b = date_of(to);
    if (std::pair(b.day(), to % ms_per_day) < std::pair(a.day(), from % ms_per_day)) --months;
    return months;
}

// From exact to exact moment.
std::int64_t exact_between(std::int64_t from, std::int64_t to, CalendarUnit unit, Measure measure) {
    static constexpr std::array<std::int64_t, 9> ms{
        0, 0, 0, 7 * ms_per_day, ms_per_day, 3'600'000, 60'000, 1000, 1};
    const std::int64_t step = ms[static_cast<std::size_t>(unit)];
    if (measure == Measure::duration) {
        if (unit == CalendarUnit::year) return whole_months(from, to) / 12;
        if (unit == CalendarUnit::month) return whole_months(from, to);
        return (to - from) / step;
    }
    if (unit == CalendarUnit::year)
        return truncated(to, Precision::year) - truncated(from, Precision::year);
    if (unit == CalendarUnit::month)
        return truncated(to, Precision::month) - truncated(from, Precision::month);
    // 0001-01-01 is a Monday; weeks begin on Sunday.
    if (unit == CalendarUnit::week) return (to + ms_per_day) / step - (from + ms_per_day) / step;
    return to / step - from / step;
}

}  // namespace

Precision moment_precision(const Value& value) {
    return value.kind == ValueKind::time ? static_cast<Precision>(value.extra)
                                         : value.date_time().precision();
}

bool same_precision(const Value& a, const Value& b) {
    return moment_precision(a) == moment_precision(b);
}

std::optional<int> compare_moments(const Value& a, const Value& b, Precision precision,
                                   int default_offset) {
    const Precision pa = moment_precision(a);
    const Precision pb = moment_precision(b);
    const auto sign = [](std::int64_t x, std::int64_t y) { return x < y ? -1 : x > y ? 1 : 0; };
    if (pa == Precision::day && pb == Precision::day &&
        (precision == Precision::none || precision == Precision::day)) {
        return sign(a.number, b.number);
    }
    const std::int64_t x = normal_ms(a, default_offset);
    const std::int64_t y = normal_ms(b, default_offset);
    Precision common = std::min(pa, pb);
    if (precision != Precision::none) common = std::min(common, precision);
    const int order = sign(truncated(x, common), truncated(y, common));
    if (order != 0) return order;
    if (precision != Precision::none)
        return pa >= precision && pb >= precision ? std::optional(0) : std::nullopt;
    return pa == pb ? std::optional(0) : std::nullopt;
}

int moment_sort_sign(const Value& a, const Value& b, int default_offset) {
    const std::int64_t x = normal_ms(a, default_offset);
    const std::int64_t y = normal_ms(b, default_offset);
    if (x != y) return x < y ? -1 : 1;
    return static_cast<int>(moment_precision(a)) - static_cast<int>(moment_precision(b));
}

CalendarUnit calendar_unit(std::string_view unit) {
    struct Name {
        std::string_view name;
        CalendarUnit unit;
    };
    using U = CalendarUnit;
    static constexpr std::array<Name, 24> names{{{"year", U::year},
                                                 {"years", U::year},
                                                 {"a", U::year},
                                                 {"month", U::month},
                                                 {"months", U::month},
                                                 {"mo", U::month},
                                                 {"week", U::week},
                                                 {"weeks", U::week},
                                                 {"wk", U::week},
                                                 {"day", U::day},
                                                 {"days", U::day},
                                                 {"d", U::day},
                                                 {"hour", U::hour},
                                                 {"hours", U::hour},
                                                 {"h", U::hour},
                                                 {"minute", U::minute},
                                                 {"minutes", U::minute},
                                                 {"min", U::minute},
                                                 {"second", U::second},
                                                 {"seconds", U::second},
                                                 {"s", U::second},
                                                 {"millisecond", U::millisecond},
                                                 {"milliseconds", U::millisecond},
                                                 {"ms", U::millisecond}}};
    for (const Name& name : names) {
        if (name.name == unit) return name.unit;
    }
    return U::none;
}

Value add_calendar(const Value& moment, std::int64_t amount, CalendarUnit unit) {
    if (moment.kind == ValueKind::time) return add_to_time(moment, amount, unit);
    if (amount > 4'000'000'000'000LL || amount < -4'000'000'000'000LL) return {};
    const Precision precision = moment.date_time().precision();
    std::int64_t ms = moment.date_time().local_ms();
    std::int64_t months = unit == CalendarUnit::year    ? amount * 12
                          : unit == CalendarUnit::month ? amount
                                                        : 0;
    std::int64_t days = unit == CalendarUnit::week  ? amount * 7
                        : unit == CalendarUnit::day ? amount
                                                    : 0;
    std::int64_t millis = unit == CalendarUnit::hour          ? amount * 3'600'000
                          : unit == CalendarUnit::minute      ? amount * 60'000
                          : unit == CalendarUnit::second      ? amount * 1000
                          : unit == CalendarUnit::millisecond ? amount
                                                              : 0;
    if (unit == CalendarUnit::none) return {};
    // A unit finer than the value goes over into the value's own: 14 months are 1 year of a year.
    if (precision <= Precision::day) {
        days += millis / ms_per_day;
        millis = 0;
    } else {
        const std::int64_t own = unit_ms[static_cast<std::size_t>(precision)];
        millis = millis / own * own;
    }
    if (precision == Precision::month) {
        months += days / 30;
        days = 0;
    } else if (precision == Precision::year) {
        months += days / 365 * 12;
        months = months / 12 * 12;
        days = 0;
    }
    if (months > 200000 || months < -200000 || days > 8'000'000 || days < -8'000'000) return {};
    if (months != 0) ms = from_months(ms, months);
    if (ms < 0) return {};
    return with_ms(moment, ms + days * ms_per_day + millis);
}

Value moment_edge(const Value& moment, Edge edge) {
    if (moment.kind == ValueKind::time) {
        Value result = moment;
        if (edge == Edge::last) result.number += unit_ms[moment.extra] - 1;
        result.extra = static_cast<std::uint32_t>(Precision::millisecond);
        return result;
    }
    const PartialDateTime value = moment.date_time();
    std::int64_t ms = value.local_ms();
    const Precision finest =
        moment.kind == ValueKind::date ? Precision::day : Precision::millisecond;
    if (edge == Edge::last && value.precision() < finest) {
        const std::int64_t next = value.precision() == Precision::year ? from_months(ms, 12)
                                  : value.precision() == Precision::month
                                      ? from_months(ms, 1)
                                      : ms + unit_ms[static_cast<std::size_t>(value.precision())];
        ms = (next < 0 ? ms_end : next) - (finest == Precision::day ? ms_per_day : 1);
    }
    return Value::of_date_time(
        moment.kind,
        PartialDateTime::from_local(
            ms, finest, finest == Precision::day ? std::nullopt : value.offset_minutes()));
}

namespace {

// A date as the DateTime it converts to, whose time is open.
Value as_date_time(Value moment) {
    if (moment.kind == ValueKind::date) moment.kind = ValueKind::date_time;
    return moment;
}

}  // namespace

Distance between(const Value& a, const Value& b, CalendarUnit unit, Measure measure,
                 int default_offset) {
    static constexpr std::array<Precision, 9> own{
        Precision::none,   Precision::year,   Precision::month,
        Precision::day,    Precision::day,    Precision::hour,
        Precision::minute, Precision::second, Precision::millisecond};
    // A difference counts boundaries, so it needs the components down to its unit and no finer
    // ones. A duration in years or months needs the day too. What is missing below that counts as
    // zero: the hours between @T06 and @T07:00 are 1.
    Precision needed = own[static_cast<std::size_t>(unit)];
    if (measure == Measure::duration) needed = std::max(needed, Precision::day);
    const auto from_first = [&](const Value& from, const Value& to) {
        return exact_between(normal_ms(from, default_offset), normal_ms(to, default_offset), unit,
                             measure);
    };
    const Value a_first = moment_edge(a, Edge::first);
    const Value b_first = moment_edge(b, Edge::first);
    // Of a day and a time the order within the day is open: on the birthday itself an age at a
    // time of day is not known.
    const bool day_and_time =
        measure == Measure::duration && unit <= CalendarUnit::day &&
        (moment_precision(a) == Precision::day) != (moment_precision(b) == Precision::day);
    if (day_and_time)
        return {from_first(moment_edge(as_date_time(a), Edge::last), b_first),
                from_first(a_first, moment_edge(as_date_time(b), Edge::last))};
    if (moment_precision(a) >= needed && moment_precision(b) >= needed) {
        const std::int64_t exact = from_first(a_first, b_first);
        return {exact, exact};
    }
    return {from_first(moment_edge(a, Edge::last), b_first),
            from_first(a_first, moment_edge(b, Edge::last))};
}

Value component_of(const Value& moment, Precision precision) {
    if (moment_precision(moment) < precision) return {};
    const std::int64_t ms =
        moment.kind == ValueKind::time ? moment.number : moment.date_time().local_ms();
    if (moment.kind == ValueKind::time && precision < Precision::hour) return {};
    switch (precision) {
        case Precision::year:
            return Value::of_integer(date_of(ms).year());
        case Precision::month:
            return Value::of_integer(date_of(ms).month());
        case Precision::day:
            return Value::of_integer(date_of(ms).day());
        case Precision::hour:
            return Value::of_integer(ms % ms_per_day / 3'600'000);
        case Precision::minute:
            return Value::of_integer(ms / 60'000 % 60);
        case Precision::second:
            return Value::of_integer(ms / 1000 % 60);
        case Precision::millisecond:
            return Value::of_integer(ms % 1000);
        case Precision::none:
            break;
    }
    return {};
}

Value date_part(const Value& moment) {
    const PartialDateTime value = moment.date_time();
    const Precision precision = std::min(value.precision(), Precision::day);
    const std::int64_t ms = value.local_ms() / ms_per_day * ms_per_day;
    return Value::of_date_time(ValueKind::date,
                               PartialDateTime::from_local(ms, precision, std::nullopt));
}

Value cut_moment(const Value& moment, Precision precision) {
    if (precision >= moment_precision(moment)) return moment;
    if (moment.kind == ValueKind::time) {
        const std::int64_t size = precision == Precision::hour     ? 3'600'000
                                  : precision == Precision::minute ? 60'000
                                                                   : 1000;
        return Value::with(ValueKind::time, moment.number / size * size,
                           static_cast<std::uint32_t>(precision));
    }
    const PartialDateTime value = moment.date_time();
    std::int64_t ms = value.local_ms();
    const Value day = date_part(moment);
    if (precision <= Precision::month) {
        const Date date = day.date_time().date();
        const auto first =
            Date::from_ymd(date.year(), precision == Precision::year ? 1 : date.month(), 1);
        ms = PartialDateTime::from_date(*first).local_ms();
    } else if (precision == Precision::day) {
        ms = day.date_time().local_ms();
    } else {
        const std::int64_t size = precision == Precision::hour     ? 3'600'000
                                  : precision == Precision::minute ? 60'000
                                                                   : 1000;
        ms = ms / size * size;
    }
    const bool has_time = precision > Precision::day;
    return Value::of_date_time(
        moment.kind, PartialDateTime::from_local(ms, precision,
                                                 has_time ? value.offset_minutes() : std::nullopt));
}

Value moment_step(const Value& moment, int step) {
    const Precision precision = moment_precision(moment);
    if (moment.kind == ValueKind::time) {
        Value result = moment;
        result.number += step * unit_ms[static_cast<std::size_t>(precision)];
        return result.number < 0 || result.number >= ms_per_day ? Value{} : result;
    }
    static constexpr std::array<CalendarUnit, 8> units{
        CalendarUnit::none, CalendarUnit::year,   CalendarUnit::month,  CalendarUnit::day,
        CalendarUnit::hour, CalendarUnit::minute, CalendarUnit::second, CalendarUnit::millisecond};
    return add_calendar(moment, step, units[static_cast<std::size_t>(precision)]);
}

}  // namespace openpcn::cql
