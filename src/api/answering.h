// Handlers of routes that answer with the JSON that a function makes, or with its error.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "api/api_parts.h"

namespace openpcn::api {

ApiHandler answering(ApiParts& parts,
                     Result<nlohmann::ordered_json> (*make)(ApiParts&, const Call&),
                     int status = 200);

}  // namespace openpcn::api
