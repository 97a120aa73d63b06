// The form of 2019/20 as content has it, and an agreement of two practices that is filled as far as
// a test wants, for the tests of this folder.
#pragma once

#include <fstream>
#include <sstream>
#include <string>

#include "agreement/filled_agreement.h"

namespace openpcn::agreement {

inline const AgreementTemplate& form_2019() {
    static const AgreementTemplate form = [] {
        std::stringstream text;
        text << std::ifstream(std::string(OPENPCN_SOURCE_DIR) +
                              "/content/network_agreement/2019-20.json")
                    .rdbuf();
        return parse_template(text.str(), "2019-20.json").value();
    }();
    return form;
}

inline OdsCode code(std::string_view text) { return OdsCode::parse(text).value(); }

inline std::vector<NamedMember> two_members() {
    return {{code("A81002"), "Queens Park Medical Centre", "TS18 2AW"},
            {code("A81001"), "The Densham Surgery", "TS18 1HU"}};
}

// What an initial agreement needs.
inline constexpr const char* initial_values = R"({"values": {
    "network_name": "North", "network_area": "Stockton north of the river",
    "nominated_payee": "The Densham Surgery", "payee_kind": "practice",
    "clinical_director": "Dr A Ashdown"}})";

// What a complete one needs.
inline constexpr const char* complete_values = R"({"values": {
    "dispute_steps_text": "Talk, then the local medical committee within 20 days",
    "dispute_costs_text": "Each bears its own",
    "network_name": "North", "network_area": "Stockton north of the river",
    "nominated_payee": "The Densham Surgery", "payee_kind": "practice",
    "clinical_director": "Dr A Ashdown", "director_method": "elected", "director_term": "24",
    "chair": "The clinical director", "meetings_a_year": "10", "notice_days": "10",
    "quorum": "Both practices", "votes": "one_each", "majority": "50",
    "has_additional_terms": "none",
    "activities": [{"activity": "extended_hours", "practice": "A81001", "duty": "Evenings"},
                   {"activity": "extended_hours", "practice": "A81002", "duty": "Saturdays"}],
    "split": [{"stream": "core", "rule": "list_share"}],
    "payment_day": "10", "statement": "quarterly", "accounts": "The payee; an accountant",
    "liabilities": "together", "has_shared_staff": "none", "redundancy": "By list",
    "insolvency_events": [{"event": "Bankruptcy"}], "insolvency_effect": "It leaves",
    "has_partners": "none"}})";

inline FilledAgreement filled_with(std::string_view values) {
    return fill(form_2019(), parse_draft(form_2019(), values).value(), "North network",
                two_members())
        .value();
}

}  // namespace openpcn::agreement
