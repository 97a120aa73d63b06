// A network's agreement out of its papers, for whoever needs to know where it stands.
//
// An agreement is one series of versions; signatures and the confirmations to the commissioner are
// papers of their own that are never changed.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agreement/standing.h"
#include "persistence/papers.h"
#include "platform/database/connection.h"
#include "services/content_pack.h"

namespace openpcn::api {

// The files of content/network_agreement. `invalid` where one cannot be read.
Result<std::vector<agreement::AgreementTemplate>> agreement_templates_of(
    const std::vector<services::ContentFile>& files);

// A version as it was saved, with the text that is signed.
struct KeptAgreement {
    std::int64_t version = 0;
    std::string template_id;
    std::string text;
    std::string hash;  // of the text
    std::string body;  // the filled agreement as JSON
    Instant at;
    std::string author;
    std::string author_organisation;
};
Result<KeptAgreement> kept_agreement(const persistence::Paper& paper);
std::string to_paper_body(const agreement::FilledAgreement& filled, const std::string& text);

// Its form, and what is in it. `unavailable` where the form is not among the templates.
Result<const agreement::AgreementTemplate*> form_of(
    const KeptAgreement& kept, std::span<const agreement::AgreementTemplate> templates);
Result<agreement::FilledAgreement> filled_agreement(
    const KeptAgreement& kept, std::span<const agreement::AgreementTemplate> templates);

struct AgreementPapers {
    std::vector<KeptAgreement> versions;  // newest first
    std::vector<agreement::Signature> signatures;
    std::vector<agreement::Confirmation> confirmations;
};
// Of all that was kept up to the end of the day (in UTC); without a day, of all.
Result<AgreementPapers> agreement_papers(database::Connection& connection, std::string_view network,
                                         std::optional<Date> as_at = std::nullopt);

// Where the agreement of a network with these members stands. `templates` as
// agreement_templates_of; `unavailable` where the form of the agreement is not among them.
Result<agreement::AgreementStanding> agreement_standing(
    database::Connection& connection, std::string_view network, std::span<const OdsCode> members,
    std::span<const agreement::AgreementTemplate> templates,
    std::optional<Date> as_at = std::nullopt);
agreement::AgreementStanding standing_of(const AgreementPapers& papers,
                                         const agreement::AgreementTemplate& form,
                                         const std::optional<agreement::FilledAgreement>& filled,
                                         std::span<const OdsCode> members);

// The gate of formation and of payments. `conflict`, saying what is missing, unless the agreement
// is complete: all schedules filled, signed by every member, confirmed to the commissioner.
Result<void> require_complete_agreement(const agreement::AgreementStanding& standing);

inline constexpr const char* agreement_kind = "agreement";
inline constexpr const char* agreement_id = "agreement";  // one series for each network
inline constexpr const char* signature_kind = "agreement_signature";
inline constexpr const char* confirmation_kind = "agreement_confirmation";

}  // namespace openpcn::api
