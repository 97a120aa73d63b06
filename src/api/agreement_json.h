// JSON of a network's agreement: its form, what is filled in, where it stands, what changed.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>

#include "agreement/difference.h"
#include "api/agreement_desk.h"
#include "organisations/register_view.h"

namespace openpcn::api {

nlohmann::ordered_json form_json(const agreement::AgreementTemplate& form);
// Values, members and further schedules.
nlohmann::ordered_json filled_json(const agreement::FilledAgreement& filled);
// A draft that is not saved: values and further schedules.
nlohmann::ordered_json draft_json(const agreement::AgreementDraft& draft);
// With each member's name as the register has it.
nlohmann::ordered_json standing_json(const agreement::AgreementStanding& standing,
                                     const AgreementPapers& papers,
                                     std::span<const OdsCode> members,
                                     const organisations::RegisterView& view);
// Newest first; each says whether it counts for the text of `hash`.
nlohmann::ordered_json signatures_json(const AgreementPapers& papers, std::string_view hash,
                                       const agreement::AgreementTemplate& form);
nlohmann::ordered_json confirmations_json(const AgreementPapers& papers, std::string_view hash);
nlohmann::ordered_json changes_json(std::span<const agreement::Change> changes);

}  // namespace openpcn::api
