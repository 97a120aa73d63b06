#include "population/cql/interval_operations.h"

#include <array>

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

// The least or greatest point of an interval whose boundary is a closed null.
Value extent_of_points(const Value& interval, Extent extent) {
    auto value = extent_of(static_cast<TypeKind>(interval.extra), extent);
    if (!value) return {};
    if (value->kind == ValueKind::quantity) {
        const Value& other =
            interval.low_bound().is_null() ? interval.high_bound() : interval.low_bound();
        value->extra = other.extra;
    }
    return *value;
}

// Where an interval starts or ends; two points where that is uncertain.
class Boundary {
public:
    explicit Boundary(const Value& point) : ends_{point, point} {}
    Boundary(const Value& least, const Value& most) : ends_{least, most}, certain_(false) {}

    bool is_certain() const { return certain_; }
    const Value& least() const { return ends_[0]; }
    const Value& most() const { return ends_[1]; }
    // Valid as long as the edge.
    Value value() const {
        return certain_ ? ends_[0] : Value::of_items(ValueKind::uncertain, ends_);
    }
    Value value(Arena& arena) const {
        return certain_ ? ends_[0] : Value::of_items(ValueKind::uncertain, arena.copy(ends_));
    }
    Boundary stepped(int step, Precision precision) const {
        return certain_
                   ? Boundary(moved(ends_[0], step, precision))
                   : Boundary(moved(ends_[0], step, precision), moved(ends_[1], step, precision));
    }

private:
    // Intervals "meet day of" where the one ends on the day before.
    static Value moved(const Value& point, int step, Precision precision) {
        if (precision == Precision::none || !is_moment(point)) return point_step(point, step);
        return point_step(cut_moment(point, precision), step);
    }

    std::array<Value, 2> ends_;
    bool certain_ = true;
};

// A boundary that is there, as the point where the interval starts or ends.
Value boundary(const Value& point, bool closed, int step) {
    return closed ? point : point_step(point, step);
}

Boundary start_of(const Value& value) {
    if (value.kind != ValueKind::interval) return Boundary(value);
    const bool closed = (value.flags & Value::low_closed) != 0;
    if (!value.low_bound().is_null()) return Boundary(boundary(value.low_bound(), closed, 1));
    const Value least = extent_of_points(value, Extent::minimum);
    if (closed || least.is_null()) return Boundary(least);
    const bool high_closed = (value.flags & Value::high_closed) != 0;
    const Value& high = value.high_bound();
    return Boundary(least, high.is_null() ? extent_of_points(value, Extent::maximum)
                                          : boundary(high, high_closed, -1));
}

Boundary end_of(const Value& value) {
    if (value.kind != ValueKind::interval) return Boundary(value);
    const bool closed = (value.flags & Value::high_closed) != 0;
    if (!value.high_bound().is_null()) return Boundary(boundary(value.high_bound(), closed, -1));
    const Value most = extent_of_points(value, Extent::maximum);
    if (closed || most.is_null()) return Boundary(most);
    const bool low_closed = (value.flags & Value::low_closed) != 0;
    const Value& low = value.low_bound();
    return Boundary(
        low.is_null() ? extent_of_points(value, Extent::minimum) : boundary(low, low_closed, 1),
        most);
}

// Two intervals, and how their starts and ends lie to each other.
class Pair {
public:
    Pair(const Value& a, const Value& b, Precision precision, const Comparison& with)
        : a_start(start_of(a)),
          a_end(end_of(a)),
          b_start(start_of(b)),
          b_end(end_of(b)),
          precision_(precision),
          with_(with) {}

    Truth before(const Boundary& x, const Boundary& y) const {
        return compared(x, y).are(Signs::less);
    }
    Truth not_after(const Boundary& x, const Boundary& y) const {
        return compared(x, y).are(Signs::less | Signs::same);
    }
    Truth same(const Boundary& x, const Boundary& y) const {
        return compared(x, y).are(Signs::same);
    }
    // Whether y begins directly after x ends.
    Truth follows(const Boundary& x, const Boundary& y) const {
        const Boundary before_y = y.stepped(-1, precision_);
        if (!before_y.least().is_null()) return same(x, before_y);
        return same(x.stepped(1, precision_), y);
    }

    Truth overlap() const { return both(not_after(a_start, b_end), not_after(b_start, a_end)); }
    Truth meet() const { return either(follows(a_end, b_start), follows(b_end, a_start)); }
    Truth a_inside_b() const { return both(not_after(b_start, a_start), not_after(a_end, b_end)); }
    Truth b_inside_a() const { return both(not_after(a_start, b_start), not_after(b_end, a_end)); }
    Truth same_edges() const { return both(same(a_start, b_start), same(a_end, b_end)); }

    const Boundary a_start;
    const Boundary a_end;
    const Boundary b_start;
    const Boundary b_end;

private:
    Signs compared(const Boundary& x, const Boundary& y) const {
        if (x.least().is_null() || y.least().is_null() || x.most().is_null() || y.most().is_null())
            return Signs(Signs::any);
        return signs(x.value(), y.value(), precision_, with_);
    }

    Precision precision_;
    const Comparison& with_;
};

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
            return next > decimal_extent || next < -decimal_extent
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
    const Boundary edge = start_of(interval);
    return edge.is_certain() ? edge.least() : Value{};
}

Value interval_end(const Value& interval) {
    const Boundary edge = end_of(interval);
    return edge.is_certain() ? edge.least() : Value{};
}

Value interval_start(const Value& interval, Arena& arena) {
    return start_of(interval).value(arena);
}

Value interval_end(const Value& interval, Arena& arena) { return end_of(interval).value(arena); }

Truth interval_contains(const Value& interval, const Value& point, Precision precision,
                        const Comparison& with) {
    if (point.is_null()) return Truth::unknown;
    const Value& low = interval.low_bound();
    const Value& high = interval.high_bound();
    const auto compare = [&](const Value& x, const Value& y, bool closed) {
        return signs(x, y, precision, with)
            .are(static_cast<std::uint8_t>(Signs::less | (closed ? Signs::same : 0)));
    };
    // "For closed interval boundaries, if the interval boundary is null, the result of the boundary
    // comparison is considered true."
    Truth above = Truth::unknown;
    if (!low.is_null()) {
        above = compare(low, point, (interval.flags & Value::low_closed) != 0);
    } else if ((interval.flags & Value::low_closed) != 0) {
        above = Truth::yes;
    }
    Truth below = Truth::unknown;
    if (!high.is_null()) {
        below = compare(point, high, (interval.flags & Value::high_closed) != 0);
    } else if ((interval.flags & Value::high_closed) != 0) {
        below = Truth::yes;
    }
    return both(above, below);
}

Truth interval_equivalent(const Value& a, const Value& b, const Comparison& with) {
    return both(equivalent(start_of(a).value(), start_of(b).value(), with),
                equivalent(end_of(a).value(), end_of(b).value(), with));
}

Truth interval_relation(Operation operation, const Value& a, const Value& b, Precision precision,
                        const Comparison& with) {
    if (a.is_null() || b.is_null()) return Truth::unknown;
    const Pair pair(a, b, precision, with);
    // A point lies properly inside where it is neither boundary.
    const bool point = a.kind != ValueKind::interval || b.kind != ValueKind::interval;
    switch (operation) {
        case Operation::included_in:
            return pair.a_inside_b();
        case Operation::includes:
            return pair.b_inside_a();
        case Operation::properly_in:
        case Operation::properly_included_in:
            if (point) {
                return both(pair.before(pair.b_start, pair.a_start),
                            pair.before(pair.a_end, pair.b_end));
            }
            return both(pair.a_inside_b(), negated(pair.same_edges()));
        case Operation::properly_contains:
        case Operation::properly_includes:
            if (point) {
                return both(pair.before(pair.a_start, pair.b_start),
                            pair.before(pair.b_end, pair.a_end));
            }
            return both(pair.b_inside_a(), negated(pair.same_edges()));
        case Operation::before:
            return pair.before(pair.a_end, pair.b_start);
        case Operation::after:
            return pair.before(pair.b_end, pair.a_start);
        case Operation::same_or_before:
            return pair.not_after(pair.a_end, pair.b_start);
        case Operation::same_or_after:
            return pair.not_after(pair.b_end, pair.a_start);
        case Operation::same_as:
            return pair.same_edges();
        case Operation::overlaps:
            return pair.overlap();
        case Operation::overlaps_before:
            return both(pair.before(pair.a_start, pair.b_start), pair.overlap());
        case Operation::overlaps_after:
            return both(pair.before(pair.b_end, pair.a_end), pair.overlap());
        case Operation::meets_before:
            return pair.follows(pair.a_end, pair.b_start);
        case Operation::meets_after:
            return pair.follows(pair.b_end, pair.a_start);
        case Operation::meets:
            return pair.meet();
        case Operation::starts:
            return both(pair.same(pair.a_start, pair.b_start),
                        pair.not_after(pair.a_end, pair.b_end));
        case Operation::ends:
            return both(pair.same(pair.a_end, pair.b_end),
                        pair.not_after(pair.b_start, pair.a_start));
        default:
            return Truth::unknown;
    }
}

Value interval_as_given(const Value& low, const Value& high, std::uint8_t flags, Arena& arena,
                        TypeKind points) {
    if (low.is_null() && high.is_null() && points == TypeKind::any) return {};
    const auto items = arena.values(2);
    items[0] = low;
    items[1] = high;
    Value made = Value::of_items(ValueKind::interval, items);
    made.flags = flags;
    const TypeKind known = type_kind(low.is_null() ? high : low);
    made.extra = static_cast<std::uint32_t>(known == TypeKind::any ? points : known);
    return made;
}

Value make_interval(const Value& low, const Value& high, std::uint8_t flags, Arena& arena,
                    const Comparison& with, TypeKind points) {
    const Value made = interval_as_given(low, high, flags, arena, points);
    if (low.is_null() || high.is_null()) return made;
    const Pair pair(made, made, Precision::none, with);
    return pair.before(pair.a_end, pair.a_start) == Truth::yes ? Value{} : made;
}

Value interval_set(Operation operation, const Value& a, const Value& b, Arena& arena,
                   const Comparison& with) {
    if (a.is_null() || b.is_null()) return {};
    const Pair pair(a, b, Precision::none, with);
    // What is uncertain of the ends stays so: null and open.
    const auto from = [&](const Boundary& start, const Boundary& end) {
        const std::uint8_t flags =
            static_cast<std::uint8_t>((start.is_certain() ? Value::low_closed : 0) |
                                      (end.is_certain() ? Value::high_closed : 0));
        return make_interval(start.is_certain() ? start.least() : Value{},
                             end.is_certain() ? end.least() : Value{}, flags, arena, with,
                             static_cast<TypeKind>(a.extra));
    };
    // Of two edges that cannot be told apart, the uncertain one, which may be either.
    const auto earlier = [&](const Boundary& x, const Boundary& y) -> const Boundary& {
        if (pair.before(y, x) == Truth::yes) return y;
        return x.is_certain() && pair.not_after(x, y) != Truth::yes ? y : x;
    };
    const auto later = [&](const Boundary& x, const Boundary& y) -> const Boundary& {
        if (pair.before(x, y) == Truth::yes) return y;
        return x.is_certain() && pair.not_after(y, x) != Truth::yes ? y : x;
    };
    const Truth overlap = pair.overlap();
    if (operation == Operation::union_) {
        if (either(overlap, pair.meet()) != Truth::yes) return {};
        return from(earlier(pair.a_start, pair.b_start), later(pair.a_end, pair.b_end));
    }
    if (operation == Operation::intersect) {
        if (overlap != Truth::yes) return {};
        return from(later(pair.a_start, pair.b_start), earlier(pair.a_end, pair.b_end));
    }
    if (overlap == Truth::no) return a;
    const bool before = pair.before(pair.a_start, pair.b_start) == Truth::yes;
    const bool after = pair.before(pair.b_end, pair.a_end) == Truth::yes;
    if (before == after || overlap != Truth::yes) return {};  // nothing is left, or two pieces
    if (before) return from(pair.a_start, pair.b_start.stepped(-1, Precision::none));
    return from(pair.b_end.stepped(1, Precision::none), pair.a_end);
}

}  // namespace openpcn::cql
