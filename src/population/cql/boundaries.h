// The least and greatest value that an imprecise one may stand for, and how precise it is (CQL 1.5,
// HighBoundary, LowBoundary and Precision).
#pragma once

#include "population/cql/calendar.h"

namespace openpcn::cql {

// `digits` counts as CQL does: digits after the point of a decimal; 4, 6, 8, 10, 12, 14 or 17 of a
// date and time; 2, 4, 6 or 9 of a time. Null: the finest. Null for other values and digits.
Value boundary_of(const Value& value, const Value& digits, Edge edge);
Value precision_of(const Value& value);

}  // namespace openpcn::cql
