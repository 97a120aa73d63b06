// Data-sharing agreements as the API shows them, as at a day.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "api/api_parts.h"
#include "api/organisation_names.h"
#include "persistence/papers.h"

namespace openpcn::api {

// One agreement as it stood at the end of a day.
struct AgreementOnDay {
    sharing::KeptAgreement kept;
    std::vector<persistence::Paper> versions;  // up to then, newest first
};

// How it stands on the day as a whole: of a pair where all are the same, "partly_in_force" where
// some are in force, "draft" where nobody signed.
std::string agreement_state(const sharing::KeptAgreement& kept, Date day);

nlohmann::ordered_json agreement_summary_json(const sharing::KeptAgreement& kept, const Call& call,
                                              Date day, const NameOf& names);
nlohmann::ordered_json agreement_json(const AgreementOnDay& on_day, const Call& call, Date day,
                                      const NameOf& names);
// Who has what of whom on the day, for what: pairs that the asker's organisation is one of.
nlohmann::ordered_json sharing_matrix_json(const sharing::AgreementBook& book, const Call& call,
                                           Date day, const NameOf& names);
// The words of purposes and kinds, for forms.
nlohmann::ordered_json sharing_words_json();
nlohmann::ordered_json reach_json(const Reach& reach, const persistence::PopulationImage& image,
                                  Date day);

}  // namespace openpcn::api
