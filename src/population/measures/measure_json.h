// The Measure resource read from JSON. Only for the .cpp files of this module, because the JSON
// library is heavy to include.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/result.h"
#include "population/measures/measure.h"

namespace openpcn::measures {

// A member's text; "" where it is missing or no text.
std::string text_of(const nlohmann::json& object, std::string_view key);

// `invalid` where a group has no population, or an expression is missing.
Result<Measure> measure_of(const nlohmann::json& resource, std::string_view file);

}  // namespace openpcn::measures
