// Text functions and conversions (CQL 1.5, sections 17 and 22).
#pragma once

#include <span>

#include "population/cql/arena.h"
#include "population/cql/compare.h"
#include "population/cql/operation.h"

namespace openpcn::cql {

// length, upper, lower, substring, position_of, last_position_of, starts_with, ends_with, split,
// combine, and adding texts; null where an argument is null (combine and `&` leave nulls out).
Value text_operation(Operation operation, std::span<const Value> arguments, Arena& arena);

// to_string, to_boolean, to_integer, to_long, to_decimal, to_date, to_date_time, to_time,
// to_quantity, to_concept, to_list; null where the text does not say such a value.
Value convert(Operation operation, std::span<const Value> arguments, Arena& arena,
              const TextPool& texts);

}  // namespace openpcn::cql
