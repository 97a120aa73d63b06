// Agreements as JSON: how papers keep them, files bring them and pages send them.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "sharing/agreement.h"

namespace openpcn::sharing {

nlohmann::ordered_json to_json(const AgreementText& text);
nlohmann::ordered_json to_json(const SharingAgreement& agreement);

// `invalid`, naming the member that is unknown, missing or wrong; `where` begins its place.
Result<AgreementText> read_text(const nlohmann::json& object, std::string_view where);
Result<SharingAgreement> parse_agreement(std::string_view json, std::string_view where);

}  // namespace openpcn::sharing
