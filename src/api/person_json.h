// People and entries as the API shows them, and who may have them shown.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "api/api_parts.h"
#include "api/network_state.h"

namespace openpcn::api {

// Identities of people, read through a small pool of connections.
Result<std::unordered_map<records::PersonId, persistence::Person>> find_people(
    ApiParts& parts, std::span<const records::PersonId> ids);

nlohmann::ordered_json identity_json(const persistence::Person& person,
                                     const persistence::Practice& practice);
nlohmann::ordered_json practice_name_json(const persistence::Practice& practice);
nlohmann::ordered_json freshness_json(const persistence::Practice& practice);
// One coded entry of a record.
nlohmann::ordered_json entry_json(const NetworkState::View& view,
                                  const records::PatientRecord& record,
                                  const records::Entry& entry);

// The person of an address's {patient}, as far as the asker may have this of them.
Result<records::PersonId> person_of(const Call& call, const NetworkState::View& view, Want want);

// One audit entry of its own, for reading.
Result<void> audit_read(ApiParts& parts, const Call& call, std::string action, std::string subject,
                        std::string detail);

}  // namespace openpcn::api
