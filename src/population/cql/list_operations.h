// Lists (CQL 1.5, appendix B.7).
#pragma once

#include "population/cql/arena.h"
#include "population/cql/compare.h"
#include "population/cql/operation.h"

namespace openpcn::cql {

// Without repetitions, the first of each kept in order; null counts as equal to null.
Value distinct_of(std::span<const Value> items, Arena& arena, const Comparison& with);

// union_, intersect, except, in, includes, included_in, properly_*: unknown or null as CQL says.
Value list_set(Operation operation, const Value& a, const Value& b, Arena& arena,
               const Comparison& with);
Truth list_contains(std::span<const Value> list, const Value& item, const Comparison& with);
// Whether the list has the item and another one besides.
Truth list_properly_contains(std::span<const Value> list, const Value& item,
                             const Comparison& with);
Truth list_includes(std::span<const Value> list, std::span<const Value> part,
                    const Comparison& with);

// flatten, singleton_from, first, last, index, index_of, skip, take, tail.
Value list_operation(Operation operation, std::span<const Value> arguments, Arena& arena,
                     const Comparison& with);

}  // namespace openpcn::cql
