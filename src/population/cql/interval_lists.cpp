#include "population/cql/interval_lists.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "population/cql/arithmetic.h"
#include "population/cql/evaluation_failure.h"
#include "population/cql/interval_operations.h"
#include "population/cql/list_operations.h"

namespace openpcn::cql {
namespace {

constexpr std::uint8_t closed = Value::low_closed | Value::high_closed;
constexpr std::array precisions{Precision::none,   Precision::year,   Precision::month,
                                Precision::day,    Precision::day,    Precision::hour,
                                Precision::minute, Precision::second, Precision::millisecond};

struct Range {
    Value start;
    Value end;
};

bool before(const Value& a, const Value& b, const Comparison& with) {
    return order(a, b, Precision::none, with).value_or(0) < 0;
}

// Intervals whose two ends are known, in order of their start; `flags` of the list's intervals do
// not matter, since ends are brought to their first and last point.
std::vector<Range> ranges_of(const Value& list, const Comparison& with) {
    std::vector<Range> ranges;
    for (const Value& item : list.items()) {
        if (item.kind != ValueKind::interval) continue;
        const Range range{interval_start(item), interval_end(item)};
        if (!range.start.is_null() && !range.end.is_null()) ranges.push_back(range);
    }
    std::stable_sort(ranges.begin(), ranges.end(), [&](const Range& a, const Range& b) {
        return before(a.start, b.start, with);
    });
    return ranges;
}

// Whether nothing, or no more than `per`, lies between the end of one and the start of the next.
bool joins(const Value& end, const Value& start, const Value& per, const Comparison& with) {
    if (!before(end, start, with)) return true;
    if (per.is_null()) {
        const Value next = point_step(end, 1);
        return !next.is_null() && !before(next, start, with);
    }
    const Value reach = arithmetic(Operation::add, end, per, with);
    return !reach.is_null() && !before(reach, start, with);
}

// The size of the parts, in the terms of the points, and the points brought to its precision.
// False where the parts cannot be made: no unit of time for moments, finer than the points.
bool prepare(Range& range, Value& per, const Comparison& with) {
    if (is_moment(range.start)) {
        if (per.kind != ValueKind::quantity || per.wide() <= 0) return false;
        const CalendarUnit unit = calendar_unit(with.texts.at(per.extra));
        const Precision precision = precisions[static_cast<std::size_t>(unit)];
        if (unit == CalendarUnit::none || precision > moment_precision(range.start) ||
            precision > moment_precision(range.end)) {
            return false;
        }
        range.start = cut_moment(range.start, precision);
        range.end = cut_moment(range.end, precision);
        return true;
    }
    if (!is_number(per) || as_wide(per) <= 0) return false;
    if (range.start.kind != ValueKind::quantity && per.kind == ValueKind::quantity)
        per = Value::of_wide(ValueKind::decimal, per.wide());
    // Points as fine as the parts: 10.0 per 1 are whole numbers, 10 per 0.1 are tenths.
    Wide step = wide_one;
    while (step > 1 && as_wide(per) % step != 0) step /= 10;
    const auto down = [step](Wide value) { return (value - (value % step + step) % step); };
    const Wide low = down(as_wide(range.start));
    Wide high = down(as_wide(range.end));
    if (range.end.kind == ValueKind::integer || range.end.kind == ValueKind::long_integer) {
        if (step < wide_one) high = as_wide(range.end) + wide_one - step;
        if (step == wide_one) {
            if (per.kind == ValueKind::decimal)
                per = Value::of_integer(static_cast<std::int64_t>(as_wide(per) / wide_one));
            return true;
        }
    }
    if (step == wide_one && range.start.kind == ValueKind::decimal) {
        per = Value::of_integer(static_cast<std::int64_t>(as_wide(per) / wide_one));
        range.start = Value::of_integer(static_cast<std::int64_t>(low / wide_one));
        range.end = Value::of_integer(static_cast<std::int64_t>(high / wide_one));
        return true;
    }
    const ValueKind kind =
        range.start.kind == ValueKind::quantity ? ValueKind::quantity : ValueKind::decimal;
    range.start = Value::of_wide(kind, low, range.start.extra);
    range.end = Value::of_wide(kind, high, range.end.extra);
    return true;
}

// The parts of one range, added to `parts`.
void add_parts(Range range, Value per, const Comparison& with, std::vector<Range>& parts) {
    if (!prepare(range, per, with)) return;
    // The last point of a part: one step of the points before the next begins.
    Wide step = is_moment(range.start) || range.start.kind == ValueKind::integer ? 0 : wide_one;
    while (step > 1 && as_wide(per) % step != 0) step /= 10;
    Value start = range.start;
    while (!start.is_null()) {
        const Value next = arithmetic(Operation::add, start, per, with);
        const Value end = next.is_null() ? next
                          : step == 0    ? point_step(next, -1)
                                      : Value::of_wide(next.kind, next.wide() - step, next.extra);
        if (end.is_null() || before(range.end, end, with)) break;
        if (parts.size() >= expanded_max)
            throw EvaluationFailure(
                fmt::format("\"expand\" makes more than {} parts.", expanded_max));
        parts.push_back({start, end});
        start = next;
    }
}

// One of the finest unit of the points, where no size is given.
Value default_size(const Value& point, const Comparison& with) {
    if (!is_moment(point)) return Value::of_integer(1);
    static constexpr std::array<std::string_view, 8> words{
        "", "year", "month", "day", "hour", "minute", "second", "millisecond"};
    const auto unit = with.texts.find(words[static_cast<std::size_t>(moment_precision(point))]);
    return unit ? Value::of_wide(ValueKind::quantity, wide_one, *unit) : Value{};
}

}  // namespace

Value collapse(const Value& list, const Value& per, Arena& arena, const Comparison& with) {
    if (list.kind != ValueKind::list) return {};
    std::vector<Range> ranges = ranges_of(list, with);
    std::size_t count = 0;
    for (const Range& range : ranges) {
        Range& last = ranges[count == 0 ? 0 : count - 1];
        if (count == 0 || !joins(last.end, range.start, per, with)) {
            ranges[count++] = range;
        } else if (before(last.end, range.end, with)) {
            last.end = range.end;
        }
    }
    const auto items = arena.values(count);
    for (std::size_t i = 0; i < count; ++i)
        items[i] = make_interval(ranges[i].start, ranges[i].end, closed, arena, with);
    return Value::of_items(ValueKind::list, items);
}

Value expand(const Value& argument, const Value& per, Arena& arena, const Comparison& with) {
    if (argument.is_null()) return {};
    std::vector<Range> parts;
    const bool one = argument.kind == ValueKind::interval;
    std::vector<Range> ranges;
    if (one) {
        ranges.push_back({interval_start(argument), interval_end(argument)});
        if (ranges[0].start.is_null() || ranges[0].end.is_null()) return {};
    } else if (argument.kind == ValueKind::list) {
        ranges = ranges_of(argument, with);
    }
    for (const Range& range : ranges) {
        const Value size = per.is_null() ? default_size(range.start, with) : per;
        add_parts(range, size, with, parts);
    }
    const auto items = arena.values(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        items[i] =
            one ? parts[i].start : make_interval(parts[i].start, parts[i].end, closed, arena, with);
    }
    if (one) return Value::of_items(ValueKind::list, items);
    return distinct_of(items, arena, with);
}

}  // namespace openpcn::cql
