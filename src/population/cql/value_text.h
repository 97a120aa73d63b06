// Values as text: as CQL literals, for tests, the command line and explanations; and ToString.
#pragma once

#include <string>

#include "population/cql/plan.h"

namespace openpcn::cql {

// What printing needs of the run.
struct ValueContext {
    const Plan& plan;
    const ConceptDictionary& concepts;
    const TextPool& texts;
};

// "5", "3.14", "'text'", "@2019-01-01", "5 'mg'", "{ 1, 2 }", "Interval [ 1, 5 ]", "null"; a code
// as Code '38341003' "Hypertension".
std::string to_text(const Value& value, const ValueContext& context);

// The plain text of a simple value: no quotes, no @. ToString of CQL.
std::string to_plain_text(const Value& value, const TextPool& texts);

std::string decimal_text(Wide units);

}  // namespace openpcn::cql
