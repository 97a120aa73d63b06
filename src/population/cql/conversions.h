// ToString, ToQuantity and their kin (CQL 1.5, appendix B.2): what cannot be converted is null.
#pragma once

#include <span>

#include "population/cql/arena.h"
#include "population/cql/compare.h"
#include "population/cql/operation.h"

namespace openpcn::cql {

// to_string up to to_list. A second argument of to_quantity is the unit.
Value convert(Operation operation, std::span<const Value> arguments, Arena& arena,
              const Comparison& with);

}  // namespace openpcn::cql
