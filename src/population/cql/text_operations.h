// Text functions (CQL 1.5, appendix B.5).
#pragma once

#include <span>

#include "population/cql/arena.h"
#include "population/cql/compare.h"
#include "population/cql/operation.h"
#include "population/cql/text_patterns.h"

namespace openpcn::cql {

// length up to combine, concatenate, and adding texts; null where an argument is null (combine and
// `&` leave nulls out). Throws EvaluationFailure for a pattern that is no regular expression.
Value text_operation(Operation operation, std::span<const Value> arguments, Arena& arena,
                     TextPatterns& patterns);

}  // namespace openpcn::cql
