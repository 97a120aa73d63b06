// Intervals of numbers, quantities, dates and times (CQL 1.5, appendix B.6).
#pragma once

#include "population/cql/arena.h"
#include "population/cql/compare.h"
#include "population/cql/operation.h"
#include "population/cql/type.h"

namespace openpcn::cql {

// The first (last) point of an interval: its closed boundary, the point after an open one, the
// least (greatest) value of the type for a closed null; null where it is not certain.
Value interval_start(const Value& interval);
Value interval_end(const Value& interval);
// The same, but uncertain for an open null: anything from the start to the greatest value.
Value interval_start(const Value& interval, Arena& arena);
Value interval_end(const Value& interval, Arena& arena);

// The next or previous point; null at the end of the type's range.
Value point_step(const Value& point, int step);

Truth interval_contains(const Value& interval, const Value& point, Precision precision,
                        const Comparison& with);

// includes, included_in, before, after, overlaps, meets, starts, ends, same_as and their kin, on
// two intervals or an interval and a point; unknown for what these do not apply to.
Truth interval_relation(Operation operation, const Value& a, const Value& b, Precision precision,
                        const Comparison& with);

// Intervals that start and end at equivalent points.
Truth interval_equivalent(const Value& a, const Value& b, const Comparison& with);

// Even where it ends before it starts. Null where both ends are null and `points` says nothing.
Value interval_as_given(const Value& low, const Value& high, std::uint8_t flags, Arena& arena,
                        TypeKind points);

// Null where the interval would be empty or upside down. `points` matters only where both ends are
// null; without it that is null too.
Value make_interval(const Value& low, const Value& high, std::uint8_t flags, Arena& arena,
                    const Comparison& with, TypeKind points = TypeKind::any);

// union, intersect, except of two intervals.
Value interval_set(Operation operation, const Value& a, const Value& b, Arena& arena,
                   const Comparison& with);

}  // namespace openpcn::cql
