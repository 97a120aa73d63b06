#include "api/sharing_setup.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/account_setup.h"
#include "api/sharing_desk.h"
#include "persistence/audit_log.h"
#include "persistence/papers.h"
#include "platform/auth/secret_text.h"
#include "sharing/agreement_json.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using sharing::AgreementText;
using sharing::KeptAgreement;
using sharing::SharingAgreement;

constexpr std::string_view actor = "command line";

struct Write {
    std::string action;  // for the audit log
    std::string detail;
    std::int64_t based_on = 0;
};

Result<void> keep(database::Connection& connection, std::string_view id, std::string_view owner,
                  const SharingAgreement& agreement, const Write& write, Instant now) {
    persistence::Paper paper;
    paper.owner = owner;
    paper.kind = sharing_paper_kind;
    paper.id = id;
    paper.body = sharing::to_json(agreement).dump();
    paper.at = now;
    paper.author = actor;
    paper.author_name = "Recorded by whoever runs the server";
    TRY(persistence::add_paper(connection, paper, write.based_on));
    return persistence::append_audit(connection, {now, std::string(actor), "", "", "administration",
                                                  write.action, std::string(id), write.detail});
}

Error wrong(std::string what, std::string where) {
    return {ErrorKind::invalid, std::move(what), std::move(where),
            "Correct the file; `openpcn sharing form` prints one to fill in."};
}

Result<std::string> text_of(const json& object, const char* name, const std::string& where) {
    const auto found = object.find(name);
    if (found != object.end() && found->is_string() && !found->get<std::string>().empty())
        return found->get<std::string>();
    return failure(wrong("It must be a text.", fmt::format("{}.{}", where, name)));
}

Result<sharing::Signature> signature_in(const json& object, const std::string& hash,
                                        const std::string& where, Instant now) {
    if (!object.is_object()) return failure(wrong("It must be a JSON object.", where));
    for (const auto& [name, value] : object.items())
        if (name != "organisation" && name != "name" && name != "role" && name != "on")
            return failure(wrong("There is no such member.", fmt::format("{}.{}", where, name)));
    TRY_ASSIGN(const std::string organisation, text_of(object, "organisation", where));
    TRY_ASSIGN(OdsCode code, OdsCode::parse(organisation));
    TRY_ASSIGN(std::string name, text_of(object, "name", where));
    TRY_ASSIGN(std::string role, text_of(object, "role", where));
    TRY_ASSIGN(const std::string day, text_of(object, "on", where));
    const auto at = Instant::parse(day + "T00:00:00Z");
    if (!at) return failure(wrong("It must be a day such as 2026-03-31.", where + ".on"));
    if (*at > now) return failure(wrong("It lies in the future.", where + ".on"));
    return sharing::Signature{
        std::move(code), hash, std::move(name), std::move(role), sharing::SignedHow::on_paper, *at};
}

Result<KeptAgreement> kept_agreement(database::Connection& connection, std::string_view id) {
    TRY_ASSIGN(auto all, read_agreements(connection));
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const KeptAgreement& kept) { return kept.id == id; });
    if (found != all.end()) return std::move(*found);
    return failure({ErrorKind::not_found, "There is no such agreement.", "--agreement",
                    "List the agreements with `openpcn sharing list`."});
}

// The agreement with this very text, or a new one under a new id.
Result<KeptAgreement> same_or_new(database::Connection& connection, AgreementText text) {
    const std::string hash = sharing::hash_of(text);
    TRY_ASSIGN(auto all, read_agreements(connection));
    for (KeptAgreement& kept : all)
        if (kept.hash == hash) return std::move(kept);
    if (text.receivers.empty())
        return failure(wrong("It names nobody who receives.", "text.receivers"));
    std::string owner = text.receivers.front().text();
    return KeptAgreement{auth::random_id(), std::move(owner), 0, {std::move(text), {}, {}}, hash};
}

AgreementText demonstration_text(const std::vector<std::string>& practices, OdsCode receiver,
                                 Date today) {
    AgreementText text;
    for (const std::string& practice : practices)
        if (auto code = OdsCode::parse(practice)) text.disclosers.push_back(std::move(*code));
    text.receivers.push_back(std::move(receiver));
    text.from = today;
    text.to = today.plus_months(12).plus_days(-1);
    text.lawful_basis = "Demonstration: UK GDPR article 6(1)(e), a task in the public interest";
    text.special_category = "Demonstration: UK GDPR article 9(2)(h), health or social care";
    text.confidentiality = "Demonstration: implied consent for direct care; numbers name nobody";
    text.caldicott_guardian = sharing::Approval{"Demonstration Caldicott Guardian", today};
    text.data_protection_officer =
        sharing::Approval{"Demonstration data protection officer", today};
    text.review_on = today.plus_months(6);
    text.terms =
        "This is a demonstration. Nobody in it exists, and nobody signed it. A real network writes "
        "its own terms here: who may look, how long data is kept, what happens after a breach.";
    return text;
}

// Whoever suspends one in a demonstration finds it suspended after a restart.
Result<void> add_unless_there(database::Connection& connection, const AgreementText& text,
                              Date today, Instant now) {
    TRY_ASSIGN(const auto kept, read_agreements(connection));
    const bool there = std::any_of(kept.begin(), kept.end(), [&](const KeptAgreement& one) {
        return one.agreement.text.title == text.title && one.agreement.text.to >= today;
    });
    if (there) return {};
    SharingAgreement agreement{text, {}, {}};
    const std::string hash = sharing::hash_of(text);
    for (const OdsCode& party : sharing::parties_of(text)) {
        TRY_ASSIGN(agreement,
                   sharing::with_signature(std::move(agreement),
                                           {party, hash, "Demonstration signature", "Nobody",
                                            sharing::SignedHow::on_paper, now}));
    }
    return keep(connection, auth::random_id(), text.receivers.front().text(), agreement,
                {"sharing.record", "demonstration", 0}, now);
}

}  // namespace

std::string agreement_form(const std::vector<std::string>& practices, const OdsCode& receiver,
                           Date from) {
    AgreementText text;
    text.title = fmt::format("Data sharing with {}", receiver.text());
    for (const std::string& practice : practices)
        if (auto code = OdsCode::parse(practice)) text.disclosers.push_back(std::move(*code));
    text.receivers.push_back(receiver);
    text.purposes.assign(sharing::all_purposes().begin(), sharing::all_purposes().end());
    text.kinds.assign(sharing::all_data_kinds().begin(), sharing::all_data_kinds().end());
    text.from = from;
    text.to = from.plus_months(12).plus_days(-1);
    nlohmann::ordered_json form = sharing::to_json(text);
    form.erase("terms");
    form["caldicott_guardian"] = {{"name", ""}, {"on", ""}};
    form["data_protection_officer"] = {{"name", ""}, {"on", ""}};
    form["review_on"] = from.plus_months(6).to_string();
    form["terms"] = "";
    nlohmann::ordered_json signatures = nlohmann::ordered_json::array();
    for (const OdsCode& party : sharing::parties_of(text))
        signatures.push_back(
            {{"organisation", party.text()}, {"name", ""}, {"role", ""}, {"on", ""}});
    return nlohmann::ordered_json{{"text", form}, {"signed", signatures}}.dump(2) + "\n";
}

Result<RecordedAgreement> record_agreement(database::Connection& connection, std::string_view file,
                                           std::string_view where, Instant now) {
    const json parsed = json::parse(file, nullptr, false);
    const bool is_form = parsed.is_object() && parsed.size() == 2 && parsed.contains("text") &&
                         parsed.contains("signed") && parsed["signed"].is_array();
    if (!is_form)
        return failure(
            wrong("It must be an object with \"text\" and \"signed\".", std::string(where)));
    TRY_ASSIGN(AgreementText text,
               sharing::read_text(parsed["text"], fmt::format("{}: text", where)));
    TRY_ASSIGN(auto transaction, database::Transaction::begin(connection));
    TRY_ASSIGN(KeptAgreement kept, same_or_new(connection, std::move(text)));
    for (std::size_t i = 0; i < parsed["signed"].size(); ++i) {
        TRY_ASSIGN(auto signature, signature_in(parsed["signed"][i], kept.hash,
                                                fmt::format("{}: signed[{}]", where, i), now));
        if (sharing::signature_state(kept.agreement, kept.hash, signature.organisation) ==
            sharing::SignatureState::counts)
            continue;
        TRY_ASSIGN(kept.agreement,
                   sharing::with_signature(std::move(kept.agreement), std::move(signature)));
    }
    TRY(keep(connection, kept.id, kept.owner, kept.agreement,
             {"sharing.record", fmt::format("text {}", kept.hash.substr(0, 16)), kept.version},
             now));
    TRY(transaction.commit());
    RecordedAgreement recorded{kept.id, std::move(kept.agreement), {}};
    for (const OdsCode& party : sharing::parties_of(recorded.agreement.text))
        if (sharing::signature_state(recorded.agreement, kept.hash, party) !=
            sharing::SignatureState::counts)
            recorded.unsigned_by.push_back(party);
    return recorded;
}

Result<void> stop_agreement(database::Connection& connection, std::string_view id,
                            sharing::Stop stop) {
    TRY_ASSIGN(auto transaction, database::Transaction::begin(connection));
    TRY_ASSIGN(KeptAgreement kept, kept_agreement(connection, id));
    const Instant now = stop.at;
    const Write write{fmt::format("sharing.{}", name_of(stop.kind)), stop.organisation.text(),
                      kept.version};
    TRY_ASSIGN(kept.agreement, sharing::with_stop(std::move(kept.agreement), std::move(stop)));
    TRY(keep(connection, kept.id, kept.owner, kept.agreement, write, now));
    return transaction.commit();
}

Result<void> add_demonstration_agreements(database::Connection& connection,
                                          const std::vector<std::string>& practices,
                                          const OdsCode& network, const OdsCode& commissioner,
                                          Date today, Instant now) {
    TRY_ASSIGN(const bool allowed, is_demonstration(connection));
    if (!allowed)
        return failure({ErrorKind::forbidden, "This data directory is not a demonstration.",
                        "--data", "Record an agreement with `openpcn sharing import`."});
    AgreementText care = demonstration_text(practices, network, today);
    care.title = "Demonstration agreement: care and planning in the network";
    care.purposes.assign(sharing::all_purposes().begin(), sharing::all_purposes().end());
    care.kinds.assign(sharing::all_data_kinds().begin(), sharing::all_data_kinds().end());
    AgreementText planning = demonstration_text(practices, commissioner, today);
    planning.title = "Demonstration agreement: numbers for the commissioner";
    planning.purposes = {sharing::Purpose::population_health};
    planning.kinds = {sharing::DataKind::numbers};
    TRY_ASSIGN(auto transaction, database::Transaction::begin(connection));
    TRY(add_unless_there(connection, care, today, now));
    TRY(add_unless_there(connection, planning, today, now));
    return transaction.commit();
}

}  // namespace openpcn::api
