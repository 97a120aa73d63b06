#include "api/agreement_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace openpcn::api {
namespace {

using agreement::AgreementStanding;
using agreement::AgreementTemplate;
using agreement::Field;
using agreement::MissingField;
using agreement::Signature;
using nlohmann::ordered_json;

ordered_json field_json(const Field& field) {
    ordered_json body{{"id", field.id}, {"title", field.title}};
    if (!field.hint.empty()) body["hint"] = field.hint;
    body["kind"] = name_of(field.kind);
    body["needed"] = name_of(field.needed);
    if (field.needed_with)
        body["needed_with"] = {{"field", field.needed_with->field},
                               {"answer", field.needed_with->answer}};
    if (!field.unit.empty()) body["unit"] = field.unit;
    if (!field.mark.empty()) body["mark"] = field.mark;
    body["choices"] = ordered_json::array();
    for (const auto& choice : field.choices)
        body["choices"].push_back({{"id", choice.id}, {"title", choice.title}});
    body["columns"] = ordered_json::array();
    for (const Field& column : field.columns) body["columns"].push_back(field_json(column));
    return body;
}

ordered_json legal_form_json(const agreement::LegalForm& form) {
    ordered_json body{
        {"id", form.id}, {"title", form.title}, {"authorities", ordered_json::array()}};
    for (const auto& authority : form.authorities)
        body["authorities"].push_back(
            {{"id", authority.id},
             {"title", authority.title},
             {"statement", authority.statement},
             {"capacities", authority.capacities},
             {"every_partner", authority.signers == agreement::Authority::Signers::every_partner}});
    return body;
}

std::string name_in(const organisations::RegisterView& view, const OdsCode& code) {
    const auto found = view.practices().find(code);
    return found == view.practices().end() ? std::string() : found->second.name;
}

template <typename Items>
auto find_practice(const Items& items, const OdsCode& code) {
    return std::find_if(items.begin(), items.end(),
                        [&](const auto& item) { return item.practice == code; });
}

ordered_json member_json(const AgreementStanding& standing, const AgreementPapers& papers,
                         const OdsCode& code) {
    ordered_json member{{"code", code.text()}};
    const auto partly = find_practice(standing.partly_signed, code);
    const auto earlier = find_practice(standing.signed_earlier, code);
    if (std::find(standing.signed_this.begin(), standing.signed_this.end(), code) !=
        standing.signed_this.end()) {
        member["state"] = "signed";
    } else if (partly != standing.partly_signed.end()) {
        member["state"] = "partly_signed";
        member["partners_signed"] = partly->partners_signed;
        member["partners"] = partly->partners;
    } else {
        member["state"] =
            earlier != standing.signed_earlier.end() ? "signed_earlier" : "not_signed";
    }
    if (earlier != standing.signed_earlier.end()) member["earlier_version"] = earlier->version;
    // The newest first, so the first found is the one that says most.
    const auto last = find_practice(papers.signatures, code);
    if (last != papers.signatures.end() && last->hash == standing.hash) {
        member["signer"] = last->signer;
        member["capacity"] = last->capacity;
        member["at"] = last->at.to_string();
    }
    return member;
}

ordered_json codes_json(std::span<const OdsCode> codes) {
    ordered_json all = ordered_json::array();
    for (const OdsCode& code : codes) all.push_back(code.text());
    return all;
}

ordered_json missing_json(const AgreementStanding& standing) {
    ordered_json all = ordered_json::array();
    for (const MissingField& missing : standing.missing_for_complete) {
        const bool initial =
            std::any_of(standing.missing_for_initial.begin(), standing.missing_for_initial.end(),
                        [&](const MissingField& each) {
                            return each.field == missing.field && each.what == missing.what;
                        });
        all.push_back({{"schedule", missing.schedule},
                       {"field", missing.field},
                       {"title", missing.title},
                       {"what", missing.what},
                       {"needed", initial ? "initial" : "complete"}});
    }
    return all;
}

ordered_json value_json(const agreement::Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* codes = std::get_if<std::vector<std::string>>(&value)) return *codes;
    ordered_json rows = ordered_json::array();
    for (const auto& row : std::get<std::vector<agreement::TableRow>>(value)) {
        ordered_json cells = ordered_json::object();
        for (const auto& [id, cell] : row) cells[id] = cell;
        rows.push_back(std::move(cells));
    }
    return rows;
}

}  // namespace

ordered_json form_json(const AgreementTemplate& form) {
    ordered_json body{{"id", form.id},
                      {"version", form.version},
                      {"title", form.title},
                      {"contract", form.contract},
                      {"reference", form.reference},
                      {"reference_at", form.reference_at},
                      {"effective_from", form.effective_from.to_string()},
                      {"assurance", form.assurance},
                      {"more_schedules_max", form.more_schedules_max}};
    if (form.effective_to) body["effective_to"] = form.effective_to->to_string();
    body["clauses"] = ordered_json::array();
    for (const auto& clause : form.clauses) {
        ordered_json each{{"id", clause.id}, {"title", clause.title}, {"about", clause.about}};
        if (clause.own_text) each["own_text"] = field_json(*clause.own_text);
        body["clauses"].push_back(std::move(each));
    }
    body["schedules"] = ordered_json::array();
    for (const auto& schedule : form.schedules) {
        ordered_json each{{"number", schedule.number},
                          {"title", schedule.title},
                          {"about", schedule.about},
                          {"source", schedule.source},
                          {"fields", ordered_json::array()}};
        for (const Field& field : schedule.fields) each["fields"].push_back(field_json(field));
        body["schedules"].push_back(std::move(each));
    }
    body["legal_forms"] = ordered_json::array();
    for (const auto& legal : form.legal_forms)
        body["legal_forms"].push_back(legal_form_json(legal));
    return body;
}

ordered_json draft_json(const agreement::AgreementDraft& draft) {
    ordered_json body{{"values", ordered_json::object()},
                      {"more_schedules", ordered_json::array()}};
    for (const auto& [id, value] : draft.values) body["values"][id] = value_json(value);
    for (const auto& schedule : draft.more_schedules)
        body["more_schedules"].push_back({{"title", schedule.title}, {"text", schedule.text}});
    return body;
}

ordered_json filled_json(const agreement::FilledAgreement& filled) {
    ordered_json body = draft_json({filled.values, filled.more_schedules});
    body["network"] = filled.network;
    body["members"] = ordered_json::array();
    for (const auto& member : filled.members)
        body["members"].push_back(
            {{"code", member.code.text()}, {"name", member.name}, {"address", member.address}});
    return body;
}

ordered_json standing_json(const AgreementStanding& standing, const AgreementPapers& papers,
                           std::span<const OdsCode> members,
                           const organisations::RegisterView& view) {
    ordered_json body{{"is_initial_ready", standing.is_initial_ready()},
                      {"is_ready_to_confirm", standing.is_ready_to_confirm()},
                      {"is_complete", standing.is_complete()}};
    if (standing.confirmed_on) body["confirmed_on"] = standing.confirmed_on->to_string();
    body["members"] = ordered_json::array();
    for (const OdsCode& code : members) {
        ordered_json member = member_json(standing, papers, code);
        if (std::string name = name_in(view, code); !name.empty()) member["name"] = name;
        body["members"].push_back(std::move(member));
    }
    body["members_not_named"] = codes_json(standing.members_not_named);
    body["named_but_not_members"] = codes_json(standing.named_but_not_members);
    body["missing"] = missing_json(standing);
    body["hindrances"] = standing.hindrances();
    return body;
}

ordered_json signatures_json(const AgreementPapers& papers, std::string_view hash,
                             const AgreementTemplate& form) {
    ordered_json all = ordered_json::array();
    for (const Signature& signature : papers.signatures) {
        ordered_json each{{"practice", signature.practice.text()},
                          {"signer", signature.signer},
                          {"capacity", signature.capacity},
                          {"legal_form", legal_form_title(form, signature.legal_form)},
                          {"method", name_of(signature.method)},
                          {"version", signature.version},
                          {"hash", signature.hash},
                          {"at", signature.at.to_string()},
                          {"counts", signature.hash == hash}};
        if (!signature.kept_at.empty()) each["kept_at"] = signature.kept_at;
        all.push_back(std::move(each));
    }
    return all;
}

ordered_json confirmations_json(const AgreementPapers& papers, std::string_view hash) {
    ordered_json all = ordered_json::array();
    for (const auto& confirmation : papers.confirmations)
        all.push_back({{"version", confirmation.version},
                       {"on", confirmation.on.to_string()},
                       {"by", confirmation.by},
                       {"organisation", confirmation.organisation},
                       {"counts", confirmation.hash == hash}});
    return all;
}

ordered_json changes_json(std::span<const agreement::Change> changes) {
    ordered_json all = ordered_json::array();
    for (const auto& change : changes)
        all.push_back({{"kind", name_of(change.kind)},
                       {"where", change.where},
                       {"field", change.field},
                       {"title", change.title},
                       {"before", change.before},
                       {"after", change.after}});
    return all;
}

}  // namespace openpcn::api
