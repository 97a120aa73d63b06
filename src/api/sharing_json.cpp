#include "api/sharing_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "api/person_json.h"
#include "sharing/agreement_json.h"

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;
using sharing::AgreementText;
using sharing::KeptAgreement;
using sharing::SignatureState;
using sharing::Standing;

// Time enough for every party to read and sign the next one.
constexpr int lapses_soon_days = 60;

ordered_json organisation_json(const OdsCode& code, const NameOf& names) {
    return {{"ods_code", code.text()}, {"name", names(code)}};
}

bool is_asker(const Call& call, const OdsCode& code) {
    return code.text() == call.asker().organisation;
}

template <typename T>
ordered_json words_json(std::span<const T> all) {
    ordered_json words = ordered_json::array();
    for (const T one : all) words.push_back({{"id", name_of(one)}, {"title", title_of(one)}});
    return words;
}

template <typename Each>
void for_each_pair(const AgreementText& text, Each each) {
    for (const OdsCode& discloser : text.disclosers)
        for (const OdsCode& receiver : text.receivers) each(discloser, receiver);
}

ordered_json party_json(const KeptAgreement& kept, const OdsCode& code, const Call& call,
                        const NameOf& names) {
    static constexpr std::array<std::string_view, 3> states{"none", "of_earlier_text", "counts"};
    const auto has = [&](const std::vector<OdsCode>& codes) {
        return std::find(codes.begin(), codes.end(), code) != codes.end();
    };
    ordered_json party{{"organisation", organisation_json(code, names)},
                       {"discloses", has(kept.agreement.text.disclosers)},
                       {"receives", has(kept.agreement.text.receivers)},
                       {"signature", states[static_cast<std::size_t>(sharing::signature_state(
                                         kept.agreement, kept.hash, code))]},
                       {"own", is_asker(call, code)}};
    if (const auto* stop = stop_of(kept.agreement, code)) party["stopped"] = name_of(stop->kind);
    return party;
}

ordered_json signatures_json(const KeptAgreement& kept, const NameOf& names) {
    ordered_json rows = ordered_json::array();
    for (const sharing::Signature& signature : kept.agreement.signatures)
        rows.push_back({{"organisation", organisation_json(signature.organisation, names)},
                        {"name", signature.name},
                        {"role", signature.role},
                        {"how", signature.how == sharing::SignedHow::here ? "here" : "on_paper"},
                        {"at", signature.at.to_string()},
                        {"text_hash", signature.text_hash},
                        {"counts", signature.text_hash == kept.hash}});
    return rows;
}

ordered_json stops_json(const KeptAgreement& kept, const NameOf& names) {
    ordered_json rows = ordered_json::array();
    for (const sharing::Stop& stop : kept.agreement.stops)
        rows.push_back({{"organisation", organisation_json(stop.organisation, names)},
                        {"kind", name_of(stop.kind)},
                        {"name", stop.name},
                        {"reason", stop.reason},
                        {"at", stop.at.to_string()}});
    return rows;
}

// The parts of a text that differ, in the words of the page.
std::vector<std::string_view> changed_parts(const AgreementText& before, const AgreementText& now) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> parts{
        {{"title", "title"},
         {"disclosers", "practices that give"},
         {"receivers", "who receives"},
         {"purposes", "purposes"},
         {"kinds", "kinds of data"},
         {"from", "first day"},
         {"to", "last day"},
         {"lawful_basis", "lawful basis"},
         {"special_category", "condition for health data"},
         {"confidentiality", "duty of confidence"},
         {"caldicott_guardian", "Caldicott Guardian"},
         {"data_protection_officer", "data protection officer"},
         {"review_on", "day of review"},
         {"terms", "terms"}}};
    const ordered_json old_text = sharing::to_json(before), new_text = sharing::to_json(now);
    std::vector<std::string_view> changed;
    for (const auto& [member, words] : parts)
        if (old_text.value(member, ordered_json()) != new_text.value(member, ordered_json()))
            changed.push_back(words);
    return changed;
}

// What a version brought, seen from the one before it.
std::string step_of(const sharing::SharingAgreement& now, const sharing::SharingAgreement* before,
                    const NameOf& names) {
    std::vector<std::string> steps;
    if (before == nullptr)
        steps.emplace_back("Written");
    else if (sharing::hash_of(now.text) != sharing::hash_of(before->text))
        steps.push_back(fmt::format("Text changed ({}): earlier signatures do not count",
                                    fmt::join(changed_parts(before->text, now.text), ", ")));
    for (std::size_t i = before == nullptr ? 0 : before->signatures.size();
         i < now.signatures.size(); ++i)
        steps.push_back(fmt::format("Signed for {}", names(now.signatures[i].organisation)));
    for (std::size_t i = before == nullptr ? 0 : before->stops.size(); i < now.stops.size(); ++i)
        steps.push_back(
            fmt::format("{} {} it", names(now.stops[i].organisation), name_of(now.stops[i].kind)));
    return steps.empty() ? "Kept again" : fmt::format("{}", fmt::join(steps, "; "));
}

ordered_json history_json(const std::vector<persistence::Paper>& versions, const NameOf& names) {
    ordered_json rows = ordered_json::array();
    for (std::size_t i = 0; i < versions.size(); ++i) {
        const auto now = sharing::parse_agreement(versions[i].body, "");
        std::optional<sharing::SharingAgreement> before;
        if (i + 1 < versions.size())
            if (auto read = sharing::parse_agreement(versions[i + 1].body, ""))
                before = std::move(*read);
        rows.push_back({{"version", versions[i].version},
                        {"at", versions[i].at.to_string()},
                        {"author", versions[i].author_name},
                        {"what", now ? step_of(*now, before ? &*before : nullptr, names) : ""}});
    }
    return rows;
}

ordered_json pairs_json(const KeptAgreement& kept, Date day, const NameOf& names) {
    ordered_json pairs = ordered_json::array();
    for_each_pair(kept.agreement.text, [&](const OdsCode& discloser, const OdsCode& receiver) {
        pairs.push_back(
            {{"discloser", organisation_json(discloser, names)},
             {"receiver", organisation_json(receiver, names)},
             {"standing", name_of(sharing::standing_between(kept, discloser, receiver, day))},
             {"reason", sharing::reason_of(kept, discloser, receiver, day)}});
    });
    return pairs;
}

}  // namespace

std::string agreement_state(const KeptAgreement& kept, Date day) {
    std::set<Standing> standings;
    for_each_pair(kept.agreement.text, [&](const OdsCode& discloser, const OdsCode& receiver) {
        standings.insert(sharing::standing_between(kept, discloser, receiver, day));
    });
    if (standings.size() == 1 && *standings.begin() == Standing::in_force) return "in_force";
    if (standings.contains(Standing::in_force)) return "partly_in_force";
    if (kept.agreement.signatures.empty() && kept.agreement.stops.empty() &&
        day <= kept.agreement.text.to)
        return "draft";
    for (const Standing standing : {Standing::suspended, Standing::not_begun, Standing::changed,
                                    Standing::unsigned_, Standing::lapsed, Standing::ended})
        if (standings.contains(standing)) return std::string(name_of(standing));
    return "draft";
}

ordered_json agreement_summary_json(const KeptAgreement& kept, const Call& call, Date day,
                                    const NameOf& names) {
    const AgreementText& text = kept.agreement.text;
    const std::string state = agreement_state(kept, day);
    const int days_left = text.to.days() - day.days();
    ordered_json body{
        {"id", kept.id},  {"title", text.title},           {"version", kept.version},
        {"state", state}, {"from", text.from.to_string()}, {"to", text.to.to_string()}};
    if (text.review_on) body["review_on"] = text.review_on->to_string();
    body["lapses_soon"] = (state == "in_force" || state == "partly_in_force") && days_left >= 0 &&
                          days_left <= lapses_soon_days;
    body["purposes"] = words_json(std::span<const sharing::Purpose>(text.purposes));
    body["kinds"] = words_json(std::span<const sharing::DataKind>(text.kinds));
    body["parties"] = ordered_json::array();
    for (const OdsCode& party : sharing::parties_of(text))
        body["parties"].push_back(party_json(kept, party, call, names));
    return body;
}

ordered_json agreement_json(const AgreementOnDay& on_day, const Call& call, Date day,
                            const NameOf& names) {
    const KeptAgreement& kept = on_day.kept;
    ordered_json body = agreement_summary_json(kept, call, day, names);
    body["as_at"] = day.to_string();
    body["hash"] = kept.hash;
    body["text"] = sharing::to_json(kept.agreement.text);
    body["missing"] = sharing::missing_before_signing(kept.agreement.text);
    body["signatures"] = signatures_json(kept, names);
    body["stops"] = stops_json(kept, names);
    body["pairs"] = pairs_json(kept, day, names);
    body["history"] = history_json(on_day.versions, names);
    return body;
}

ordered_json sharing_matrix_json(const sharing::AgreementBook& book, const Call& call, Date day,
                                 const NameOf& names) {
    std::map<std::pair<OdsCode, OdsCode>, std::set<std::pair<sharing::Purpose, sharing::DataKind>>>
        shared;
    for (const KeptAgreement& kept : book.all()) {
        const AgreementText& text = kept.agreement.text;
        for_each_pair(text, [&](const OdsCode& discloser, const OdsCode& receiver) {
            if (!is_asker(call, discloser) && !is_asker(call, receiver)) return;
            auto& cells = shared[{discloser, receiver}];
            if (sharing::standing_between(kept, discloser, receiver, day) != Standing::in_force)
                return;
            for (const sharing::Purpose purpose : text.purposes)
                for (const sharing::DataKind kind : text.kinds) cells.emplace(purpose, kind);
        });
    }
    ordered_json rows = ordered_json::array();
    for (const auto& [pair, cells] : shared) {
        ordered_json purposes = ordered_json::object();
        for (const sharing::Purpose purpose : sharing::all_purposes()) {
            ordered_json kinds = ordered_json::array();
            for (const sharing::DataKind kind : sharing::all_data_kinds())
                if (cells.contains({purpose, kind})) kinds.push_back(title_of(kind));
            purposes[std::string(name_of(purpose))] = std::move(kinds);
        }
        rows.push_back({{"discloser", organisation_json(pair.first, names)},
                        {"receiver", organisation_json(pair.second, names)},
                        {"purposes", std::move(purposes)}});
    }
    return rows;
}

ordered_json sharing_words_json() {
    return {{"purposes", words_json(sharing::all_purposes())},
            {"kinds", words_json(sharing::all_data_kinds())}};
}

ordered_json reach_json(const Reach& reach, const persistence::PopulationImage& image, Date day) {
    ordered_json wants = ordered_json::array();
    for (const Want want : all_wants()) {
        ordered_json left = ordered_json::array();
        for (const Reach::LeftOut& one : reach.left_out(want))
            left.push_back({{"practice", practice_name_json(image.practices()[one.practice])},
                            {"reason", one.reason}});
        std::size_t works_for = 0;
        for (std::size_t i = 0; i < reach.practices(); ++i) works_for += reach.works_for(i);
        wants.push_back(
            {{"want", name_of(want)}, {"practices", works_for}, {"left_out", std::move(left)}});
    }
    return {{"as_at", day.to_string()}, {"wants", std::move(wants)}};
}

}  // namespace openpcn::api
