#include "api/agreement_desk.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "agreement/agreement_text.h"

namespace openpcn::api {
namespace {

using agreement::AgreementStanding;
using agreement::AgreementTemplate;
using agreement::FilledAgreement;
using nlohmann::ordered_json;
using persistence::Paper;

// A version that is there but cannot be read: somebody changed the database, or content is gone.
Error broken(std::string what, std::int64_t version) {
    return {ErrorKind::internal, std::move(what),
            fmt::format("Version {} of a network's agreement.", version),
            "Tell your administrator; a backup has the version as it was."};
}

void leave_out_later(std::vector<Paper>& papers, const std::optional<Date>& as_at) {
    if (as_at)
        std::erase_if(papers, [&](const Paper& paper) { return *as_at < paper.at.utc_date(); });
}

}  // namespace

Result<std::vector<AgreementTemplate>> agreement_templates_of(
    const std::vector<services::ContentFile>& files) {
    std::vector<AgreementTemplate> all;
    for (const services::ContentFile& file : files) {
        if (!file.path.starts_with("network_agreement/") || !file.path.ends_with(".json")) continue;
        TRY_ASSIGN(auto form, agreement::parse_template(file.text, file.path));
        all.push_back(std::move(form));
    }
    return all;
}

std::string to_paper_body(const FilledAgreement& filled, const std::string& text) {
    return ordered_json{{"hash", agreement::hash_of_text(text)},
                        {"text", text},
                        {"agreement", ordered_json::parse(agreement::to_json(filled))}}
        .dump();
}

Result<KeptAgreement> kept_agreement(const Paper& paper) {
    const auto body = nlohmann::json::parse(paper.body, nullptr, false);
    const auto text_in = [&](const char* name) {
        const auto found = body.is_object() ? body.find(name) : body.end();
        return body.is_object() && found != body.end() && found->is_string()
                   ? found->get<std::string>()
                   : std::string();
    };
    KeptAgreement kept{paper.version,
                       "",
                       text_in("text"),
                       text_in("hash"),
                       "",
                       paper.at,
                       paper.author_name,
                       paper.author_organisation};
    if (kept.text.empty() || agreement::hash_of_text(kept.text) != kept.hash)
        return failure(
            broken("The text that was kept is not the one that was saved.", paper.version));
    if (!body.contains("agreement"))
        return failure(broken("The agreement that was kept cannot be read.", paper.version));
    kept.body = body["agreement"].dump();
    TRY_ASSIGN(kept.template_id, agreement::template_of(kept.body));
    return kept;
}

Result<AgreementPapers> agreement_papers(database::Connection& connection, std::string_view network,
                                         std::optional<Date> as_at) {
    AgreementPapers papers;
    TRY_ASSIGN(auto versions,
               persistence::paper_versions(connection, network, agreement_kind, agreement_id));
    leave_out_later(versions, as_at);
    for (const Paper& paper : versions) {
        TRY_ASSIGN(auto kept, kept_agreement(paper));
        papers.versions.push_back(std::move(kept));
    }
    TRY_ASSIGN(auto signatures, persistence::papers_of(connection, network, signature_kind));
    leave_out_later(signatures, as_at);
    for (const Paper& paper : signatures) {
        TRY_ASSIGN(auto signature, agreement::parse_signature(paper.body));
        papers.signatures.push_back(std::move(signature));
    }
    TRY_ASSIGN(auto confirmations, persistence::papers_of(connection, network, confirmation_kind));
    leave_out_later(confirmations, as_at);
    for (const Paper& paper : confirmations) {
        TRY_ASSIGN(auto confirmation, agreement::parse_confirmation(paper.body));
        papers.confirmations.push_back(std::move(confirmation));
    }
    return papers;
}

Result<FilledAgreement> filled_agreement(const KeptAgreement& kept,
                                         std::span<const AgreementTemplate> templates) {
    TRY_ASSIGN(const AgreementTemplate* form, form_of(kept, templates));
    return agreement::parse_filled(*form, kept.body);
}

Result<const AgreementTemplate*> form_of(const KeptAgreement& kept,
                                         std::span<const AgreementTemplate> templates) {
    const AgreementTemplate* form = agreement::find_template(templates, kept.template_id);
    if (form != nullptr) return form;
    return failure(
        {ErrorKind::unavailable,
         fmt::format("The form {} of the agreement is not in the content.", kept.template_id),
         "content/network_agreement",
         "Load a content pack that has the form of that contract year."});
}

AgreementStanding standing_of(const AgreementPapers& papers, const AgreementTemplate& form,
                              const std::optional<FilledAgreement>& filled,
                              std::span<const OdsCode> members) {
    if (papers.versions.empty() || !filled)
        return agreement::standing_of(form, nullptr, {}, {}, members);
    const agreement::AgreementVersion current{papers.versions.front().version,
                                              papers.versions.front().hash, *filled};
    return agreement::standing_of(form, &current, papers.signatures, papers.confirmations, members);
}

Result<AgreementStanding> agreement_standing(database::Connection& connection,
                                             std::string_view network,
                                             std::span<const OdsCode> members,
                                             std::span<const AgreementTemplate> templates,
                                             std::optional<Date> as_at) {
    TRY_ASSIGN(const AgreementPapers papers, agreement_papers(connection, network, as_at));
    if (papers.versions.empty()) {
        AgreementStanding nothing;
        nothing.not_signed.assign(members.begin(), members.end());
        return nothing;
    }
    const KeptAgreement& current = papers.versions.front();
    TRY_ASSIGN(const AgreementTemplate* form, form_of(current, templates));
    TRY_ASSIGN(FilledAgreement filled, agreement::parse_filled(*form, current.body));
    return standing_of(papers, *form, std::optional(std::move(filled)), members);
}

Result<void> require_complete_agreement(const AgreementStanding& standing) {
    if (standing.is_complete()) return {};
    return failure({ErrorKind::conflict, "The network agreement is not complete.",
                    fmt::format("{}", fmt::join(standing.hindrances(), " ")),
                    "Fill the schedules, let every practice sign, and confirm it to the "
                    "commissioner."});
}

}  // namespace openpcn::api
