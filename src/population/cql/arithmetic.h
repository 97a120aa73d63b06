// Numbers: exact decimals of 28 digits, 8 after the point; overflow is null (CQL 1.5, 16).
#pragma once

#include <span>

#include "population/cql/compare.h"
#include "population/cql/operation.h"

namespace openpcn::cql {

// add, subtract, multiply, divide, div, mod, power; also a date plus or minus a quantity, and
// texts.
Value arithmetic(Operation operation, const Value& a, const Value& b, const Comparison& with);
// negate, absolute, ceiling, floor, truncate, natural_logarithm, exponential.
Value arithmetic(Operation operation, const Value& a);
Value round_to(const Value& value, int digits);
Value logarithm(const Value& value, const Value& base);

// count, sum, minimum, maximum, average, median, mode, product, variances, all_true, any_true.
Value aggregate(Operation operation, std::span<const Value> items, const Comparison& with);

// add, subtract, multiply, divide, div, mod, power of two decimals.
Value decimal_arithmetic(Operation operation, const Value& a, const Value& b);
// Null where it does not fit a Decimal.
Value decimal_or_null(Wide units);

}  // namespace openpcn::cql
