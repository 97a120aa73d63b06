// The routes of a network's agreement.
#pragma once

#include "api/api_parts.h"

namespace openpcn::api {

std::vector<http::Route> agreement_routes(ApiParts& parts);
std::vector<http::Route> agreement_signing_routes(ApiParts& parts);

}  // namespace openpcn::api
