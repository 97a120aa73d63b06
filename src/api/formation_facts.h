// What other papers and the map say of a network that is being formed: its agreement, its directors
// and payee, and its area among its neighbours'. For formation_desk.h.
#pragma once

#include "api/api_parts.h"
#include "formation/registration_check.h"
#include "persistence/networks.h"

namespace openpcn::api {

// None where no agreement was written by the day.
Result<std::optional<formation::AgreementFacts>> agreement_facts(ApiParts& parts,
                                                                 database::Connection& connection,
                                                                 std::string_view network,
                                                                 std::span<const OdsCode> members,
                                                                 Date day);

// Directors and confirmed payee on `first_day`, or on `day` where that is later, by the papers that
// were kept by `day`.
Result<formation::PeopleFacts> people_facts(ApiParts& parts, database::Connection& connection,
                                            const persistence::NetworkRow& row,
                                            const organisations::RegisterView& view, Date first_day,
                                            Date day);

struct AreaFacts {
    std::optional<std::vector<networks::AreaFinding>> findings;
    std::string note;
};
Result<AreaFacts> area_facts(database::Connection& connection,
                             const organisations::RegisterView& view,
                             const persistence::NetworkRow& row,
                             const formation::Registration& registration,
                             const networks::ContractRules* contract, Date day);

}  // namespace openpcn::api
