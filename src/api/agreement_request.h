// What every request about a network's agreement begins with: the network in the asker's view, its
// agreement's papers, its form.
#pragma once

#include "api/agreement_desk.h"
#include "api/network_access.h"

namespace openpcn::api {

struct AgreementInView {
    NetworkInView network;
    std::shared_ptr<const RegisterOfDay> of_day;
    std::vector<agreement::AgreementTemplate> templates;
    AgreementPapers papers;
    const agreement::AgreementTemplate* form = nullptr;  // into `templates`
    std::string form_note;                               // empty where the form is of the day
    std::optional<agreement::FilledAgreement> filled;  // the newest version; none before the first
    agreement::AgreementStanding standing;
};

// As at the query's `as_at`. `not_found` as network_in_view; `unavailable` without content.
Result<AgreementInView> agreement_in_view(ApiParts& parts, database::Connection& connection,
                                          const Call& call);

// The version of the address or of a query's parameter, as it came. `not_found`.
Result<const KeptAgreement*> version_in_view(const AgreementInView& seen, std::string_view number);

// The members with name and postcode as the register has them on the day.
std::vector<agreement::NamedMember> named_members(const AgreementInView& seen);

}  // namespace openpcn::api
