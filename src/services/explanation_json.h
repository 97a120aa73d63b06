// Explanations as JSON, for the command line and the API: the same fields, but that each shows an
// entry in its own way.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>

#include "services/explanation.h"

namespace openpcn::services {

using EntryJson = std::function<nlohmann::ordered_json(const ExplainedEntry&)>;

nlohmann::ordered_json clause_json(const ExplainedClause& clause, const EntryJson& entry);
// What decided it: `entries`, `without`, `sentence` of each group.
nlohmann::ordered_json deciding_json(const Explanation& explanation, const EntryJson& entry);
// `answer`, `value`, `sentence`, and all that follows from them, but for the coverage.
void add_explanation(const Explanation& explanation, const EntryJson& entry,
                     nlohmann::ordered_json& body);
// The body as text, with `coverage` at its end.
std::string with_coverage(const nlohmann::ordered_json& body, const Explanation& explanation);

}  // namespace openpcn::services
