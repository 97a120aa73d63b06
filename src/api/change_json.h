// Requests to change networks as JSON: rows, one with its history, its preview.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "api/change_desk.h"

namespace openpcn::api {

nlohmann::ordered_json change_row_json(const KeptChange& change, Date today);
// The rules of a year; of one kind where `only` is given.
nlohmann::ordered_json change_rules_json(const network_changes::ChangeRulesOfDay& rules,
                                         std::optional<network_changes::ChangeKind> only);
nlohmann::ordered_json consents_json(std::span<const network_changes::Consent> consents,
                                     const organisations::RegisterView& view);
nlohmann::ordered_json change_preview_json(const KeptChange& change, const ChangeMoment& moment);

}  // namespace openpcn::api
