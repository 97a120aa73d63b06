#include "api/answering.h"

#include <nlohmann/json.hpp>

#include "api/json_text.h"
#include "api/problem.h"

namespace openpcn::api {

ApiHandler answering(ApiParts& parts,
                     Result<nlohmann::ordered_json> (*make)(ApiParts&, const Call&), int status) {
    return [&parts, make, status](Call& call) {
        const auto body = make(parts, call);
        return body ? json_answer(*body, status) : problem(body.error());
    };
}

}  // namespace openpcn::api
