#include "population/cql/interval_operations.h"

#include <algorithm>

#include "population/cql/literals.h"

namespace openpcn::cql {
namespace {

TypeKind type_kind(const Value& point) {
    switch (point.kind) {
        case ValueKind::integer:
            return TypeKind::integer;
        case ValueKind::long_integer:
            return TypeKind::long_integer;
        case ValueKind::decimal:
            return TypeKind::decimal;
        case ValueKind::quantity:
            return TypeKind::quantity;
        case ValueKind::date:
            return TypeKind::date;
        case ValueKind::date_time:
            return TypeKind::date_time;
        case ValueKind::time:
            return TypeKind::time;
        default:
            return TypeKind::any;
    }
}

// The least or greatest point of the type of an interval whose boundary is a closed null.
Value extent_like(const Value& other, Extent extent) {
    auto value = extent_of(type_kind(other), extent);
    if (!value) return {};
    if (other.kind == ValueKind::quantity) value->extra = other.extra;
    return *value;
}

Truth compare(const Value& a, const Value& b, Precision precision, const Comparison& with,
              bool (*holds)(int)) {
    if (a.is_null() || b.is_null()) return Truth::unknown;
    const auto sign = order(a, b, precision, with);
    return sign ? truth_of(holds(*sign)) : Truth::unknown;
}
Truth less(const Value& a, const Value& b, Precision p, const Comparison& w) {
    return compare(a, b, p, w, [](int s) { return s < 0; });
}
Truth less_or_equal(const Value& a, const Value& b, Precision p, const Comparison& w) {
    return compare(a, b, p, w, [](int s) { return s <= 0; });
}
Truth same(const Value& a, const Value& b, Precision p, const Comparison& w) {
    return compare(a, b, p, w, [](int s) { return s == 0; });
}

struct Bounds {
    Value start;
    Value end;
};

Bounds bounds_of(const Value& value) {
    if (value.kind != ValueKind::interval) return {value, value};
    return {interval_start(value), interval_end(value)};
}

}  // namespace

Value point_step(const Value& point, int step) {
    switch (point.kind) {
        case ValueKind::integer: {
            const std::int64_t next = point.number + step;
            return next > 2147483647LL || next < -2147483648LL ? Value{} : Value::of_integer(next);
        }
        case ValueKind::long_integer: {
            std::int64_t next = 0;
            return __builtin_add_overflow(point.number, std::int64_t{step}, &next)
                       ? Value{}
                       : Value::of_long(next);
        }
        case ValueKind::decimal:
        case ValueKind::quantity: {
            const Wide next = point.wide() + step;
            return next > decimal_max || next < -decimal_max
                       ? Value{}
                       : Value::of_wide(point.kind, next, point.extra);
        }
        case ValueKind::date:
        case ValueKind::date_time:
        case ValueKind::time:
            return moment_step(point, step);
        default:
            return {};
    }
}

Value interval_start(const Value& interval) {
    const bool closed = (interval.flags & Value::low_closed) != 0;
    const Value& low = interval.low_bound();
    if (!low.is_null()) return closed ? low : point_step(low, 1);
    return closed ? extent_like(interval.high_bound(), Extent::minimum) : Value{};
}

Value interval_end(const Value& interval) {
    const bool closed = (interval.flags & Value::high_closed) != 0;
    const Value& high = interval.high_bound();
    if (!high.is_null()) return closed ? high : point_step(high, -1);
    return closed ? extent_like(interval.low_bound(), Extent::maximum) : Value{};
}

Truth interval_contains(const Value& interval, const Value& point, Precision precision,
                        const Comparison& with) {
    if (point.is_null()) return Truth::unknown;
    const Value& low = interval.low_bound();
    const Value& high = interval.high_bound();
    // Both boundaries unknown or open-ended: a closed null is without limit.
    Truth above = Truth::unknown;
    if (!low.is_null()) {
        above = (interval.flags & Value::low_closed) != 0
                    ? less_or_equal(low, point, precision, with)
                    : less(low, point, precision, with);
    } else if ((interval.flags & Value::low_closed) != 0) {
        above = Truth::yes;
    }
    Truth below = Truth::unknown;
    if (!high.is_null()) {
        below = (interval.flags & Value::high_closed) != 0
                    ? less_or_equal(point, high, precision, with)
                    : less(point, high, precision, with);
    } else if ((interval.flags & Value::high_closed) != 0) {
        below = Truth::yes;
    }
    return both(above, below);
}

Truth interval_relation(Operation operation, const Value& a, const Value& b, Precision p,
                        const Comparison& with) {
    if (a.is_null() || b.is_null()) return Truth::unknown;
    const auto [a_start, a_end] = bounds_of(a);
    const auto [b_start, b_end] = bounds_of(b);
    const auto inside = [&](const Bounds& inner, const Bounds& outer) {
        return both(less_or_equal(outer.start, inner.start, p, with),
                    less_or_equal(inner.end, outer.end, p, with));
    };
    const bool point = a.kind != ValueKind::interval || b.kind != ValueKind::interval;
    const auto proper = [&](const Bounds& inner, const Bounds& outer) {
        // A point lies properly inside where it is neither boundary.
        if (point)
            return both(less(outer.start, inner.start, p, with),
                        less(inner.end, outer.end, p, with));
        return both(inside(inner, outer), negated(both(same(inner.start, outer.start, p, with),
                                                       same(inner.end, outer.end, p, with))));
    };
    const Bounds x{a_start, a_end};
    const Bounds y{b_start, b_end};
    switch (operation) {
        case Operation::included_in:
            return inside(x, y);
        case Operation::includes:
            return inside(y, x);
        case Operation::properly_included_in:
            return proper(x, y);
        case Operation::properly_includes:
            return proper(y, x);
        case Operation::before:
            return less(a_end, b_start, p, with);
        case Operation::after:
            return less(b_end, a_start, p, with);
        case Operation::same_or_before:
            return less_or_equal(a_end, b_start, p, with);
        case Operation::same_or_after:
            return less_or_equal(b_end, a_start, p, with);
        case Operation::same_as:
            return both(same(a_start, b_start, p, with), same(a_end, b_end, p, with));
        case Operation::overlaps:
            return both(less_or_equal(a_start, b_end, p, with),
                        less_or_equal(b_start, a_end, p, with));
        case Operation::overlaps_before:
            return both(less(a_start, b_start, p, with), less_or_equal(b_start, a_end, p, with));
        case Operation::overlaps_after:
            return both(less(b_end, a_end, p, with), less_or_equal(a_start, b_end, p, with));
        case Operation::meets_before:
            return same(point_step(a_end, 1), b_start, p, with);
        case Operation::meets_after:
            return same(a_start, point_step(b_end, 1), p, with);
        case Operation::meets:
            return either(same(point_step(a_end, 1), b_start, p, with),
                          same(a_start, point_step(b_end, 1), p, with));
        case Operation::starts:
            return both(same(a_start, b_start, p, with), less_or_equal(a_end, b_end, p, with));
        case Operation::ends:
            return both(same(a_end, b_end, p, with), less_or_equal(b_start, a_start, p, with));
        default:
            return Truth::unknown;
    }
}

Value make_interval(const Value& low, const Value& high, std::uint8_t flags, Arena& arena,
                    const Comparison& with) {
    if (low.is_null() && high.is_null()) return {};
    const auto items = arena.values(2);
    items[0] = low;
    items[1] = high;
    Value made = Value::of_items(ValueKind::interval, items);
    made.flags = flags;
    const Value start = interval_start(made);
    const Value end = interval_end(made);
    if (!start.is_null() && !end.is_null() && less(end, start, Precision::none, with) == Truth::yes)
        return {};
    return made;
}

Value interval_set(Operation operation, const Value& a, const Value& b, Arena& arena,
                   const Comparison& with) {
    if (a.is_null() || b.is_null()) return {};
    const auto [a_start, a_end] = bounds_of(a);
    const auto [b_start, b_end] = bounds_of(b);
    constexpr std::uint8_t closed = Value::low_closed | Value::high_closed;
    const Precision p = Precision::none;
    const auto least = [&](const Value& x, const Value& y) {
        return less(y, x, p, with) == Truth::yes ? y : x;
    };
    const auto greatest = [&](const Value& x, const Value& y) {
        return less(x, y, p, with) == Truth::yes ? y : x;
    };
    const Truth overlap = interval_relation(Operation::overlaps, a, b, p, with);
    if (operation == Operation::union_) {
        if (either(overlap, interval_relation(Operation::meets, a, b, p, with)) != Truth::yes)
            return {};
        return make_interval(least(a_start, b_start), greatest(a_end, b_end), closed, arena, with);
    }
    if (operation == Operation::intersect) {
        if (overlap != Truth::yes) return {};
        return make_interval(greatest(a_start, b_start), least(a_end, b_end), closed, arena, with);
    }
    if (overlap == Truth::no) return a;
    const bool before = less(a_start, b_start, p, with) == Truth::yes;
    const bool after = less(b_end, a_end, p, with) == Truth::yes;
    if (before == after) return {};  // nothing is left, or two pieces
    if (before) return make_interval(a_start, point_step(b_start, -1), closed, arena, with);
    return make_interval(point_step(b_end, 1), a_end, closed, arena, with);
}

}  // namespace openpcn::cql
