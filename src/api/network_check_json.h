// What the rules of the network contract say of a commissioner's networks, or of England's:
// coverage, size, practices across borders. For the API and `openpcn register check --json` alike.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "networks/contract_rules.h"
#include "organisations/register_view.h"
#include "services/content_pack.h"

namespace openpcn::api {

// The files of content/network_contract. `invalid` where one cannot be read.
Result<std::vector<networks::ContractRules>> contract_rules_of(
    std::span<const services::ContentFile> files);

// NetworkCheck of openapi.yaml. All of England where no commissioner is given.
nlohmann::ordered_json network_check_json(const organisations::RegisterView& view,
                                          const std::optional<OdsCode>& commissioner,
                                          const networks::RulesOfDay& rules);

}  // namespace openpcn::api
