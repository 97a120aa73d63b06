// Dates and times of any precision: comparison, arithmetic, durations (CQL 1.5, sections 5.6
// to 5.8).
#pragma once

#include <optional>

#include "population/cql/value.h"

namespace openpcn::cql {

using Precision = PartialDateTime::Precision;

// Order of two dates, date-times or times, to `precision` (none: as far as both go). Nothing where
// one lacks the components that would decide. Offsets are brought to `default_offset_minutes`,
// which also stands for an offset that was not given.
std::optional<int> compare_moments(const Value& a, const Value& b, Precision precision,
                                   int default_offset_minutes);

// Whether both have the same precision; equality of others is unknown.
bool same_precision(const Value& a, const Value& b);

enum class CalendarUnit : std::uint8_t {
    none,
    year,
    month,
    week,
    day,
    hour,
    minute,
    second,
    millisecond
};
// "year", "years", "a", "mo", "wk", "d", "h", "min", "s", "ms", ...
CalendarUnit calendar_unit(std::string_view unit);

// `moment` plus `amount` units; null past year 9999 or before year 1.
Value add_calendar(const Value& moment, std::int64_t amount, CalendarUnit unit);

// Whole periods (duration) or boundaries crossed (difference) from a to b: the least and the most
// that the precisions of a and b allow.
enum class Measure : std::uint8_t {
    duration,
    difference
};
struct Distance {
    std::int64_t least = 0;
    std::int64_t most = 0;
};
Distance between(const Value& a, const Value& b, CalendarUnit unit, Measure measure,
                 int default_offset_minutes);

// One component: year, month, ..., millisecond; null where the value does not go that far.
Value component_of(const Value& moment, Precision precision);
Value date_part(const Value& moment);
// Order of two moments of one kind for sorting, where each has its place: by their first
// millisecond, of two that are equal the less precise first.
int moment_sort_sign(const Value& a, const Value& b, int default_offset_minutes);
Precision moment_precision(const Value& moment);
// Cut off at a coarser precision; as it is where that is finer than its own.
Value cut_moment(const Value& moment, Precision precision);

// The moment directly after or before, at the value's own precision; null at the end of time.
Value moment_step(const Value& moment, int step);

// The first or last millisecond (or day, for a date) that a partial value may mean.
enum class Edge : std::uint8_t {
    first,
    last
};
Value moment_edge(const Value& moment, Edge edge);

}  // namespace openpcn::cql
