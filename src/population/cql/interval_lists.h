// collapse and expand: lists of intervals made few, or many (CQL 1.5, appendix B.6).
#pragma once

#include "population/cql/arena.h"
#include "population/cql/compare.h"

namespace openpcn::cql {

// A list of at most this many intervals or points is expanded; a longer one fails.
inline constexpr std::size_t expanded_max = 100'000;

// What the intervals of `list` cover, as few intervals as possible, in order. Two of them unite
// where they overlap, meet, or lie no further apart than `per` (a quantity, or null for none).
Value collapse(const Value& list, const Value& per, Arena& arena, const Comparison& with);

// The parts of size `per` (null: the step of the points) of an interval or of each of a list: a
// list gives intervals, an interval gives the first point of each part. A part that does not lie
// wholly inside is left out.
Value expand(const Value& argument, const Value& per, Arena& arena, const Comparison& with);

}  // namespace openpcn::cql
