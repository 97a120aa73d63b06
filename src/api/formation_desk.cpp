#include "api/formation_desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/formation_facts.h"
#include "api/network_check_json.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using networks::Stage;
using persistence::NetworkRow;
using persistence::Paper;

tl::unexpected<Error> no_rules(std::string_view folder) {
    return failure({ErrorKind::unavailable, "The content has no rules of forming networks.",
                    std::string(folder), "Load a content pack that has them."});
}

// Of a day and before, newest first.
std::vector<Paper> until(std::vector<Paper> versions, Date day) {
    std::erase_if(versions, [&](const Paper& paper) { return day < paper.at.utc_date(); });
    return versions;
}

bool is_being_formed(Stage stage) { return stage != Stage::live && stage != Stage::closed; }

// What was written by the end of the day; none: nothing.
Result<std::optional<formation::Registration>> registration_on(database::Connection& connection,
                                                               std::string_view network, Date day) {
    TRY_ASSIGN(const auto versions, persistence::paper_versions(
                                        connection, network, registration_kind, registration_kind));
    const Paper* held = version_on(versions, day);
    if (held == nullptr) return std::optional<formation::Registration>();
    TRY_ASSIGN(auto registration, formation::parse_registration(held->body));
    return std::optional(std::move(registration));
}

// The same out of the papers of a past day.
Result<std::vector<formation::MemberElsewhere>> members_elsewhere_on(
    database::Connection& connection, std::string_view network, Date day) {
    TRY_ASSIGN(const auto rows, persistence::all_networks(connection));
    std::vector<formation::MemberElsewhere> elsewhere;
    for (const NetworkRow& row : rows) {
        if (row.id == network) continue;
        TRY_ASSIGN(const auto registration, registration_on(connection, row.id, day));
        TRY_ASSIGN(const auto kept, kept_review(connection, row, day));
        const Stage stage = kept.review.stage;
        if (!registration || !is_being_formed(stage)) continue;
        for (const OdsCode& practice : registration->members)
            elsewhere.push_back({practice, registration->name, stage == Stage::draft});
    }
    return elsewhere;
}

Result<std::vector<formation::MemberElsewhere>> members_elsewhere(database::Connection& connection,
                                                                  std::string_view network,
                                                                  Date day) {
    if (day != io::today_in_london()) return members_elsewhere_on(connection, network, day);
    TRY_ASSIGN(const auto rows, persistence::all_networks(connection));
    TRY_ASSIGN(const auto members, persistence::all_network_members(connection));
    std::vector<formation::MemberElsewhere> elsewhere;
    for (const auto& member : members) {
        if (member.network == network) continue;
        const auto row = std::find_if(rows.begin(), rows.end(), [&](const NetworkRow& one) {
            return one.id == member.network;
        });
        if (row == rows.end() || !is_being_formed(row->stage)) continue;
        elsewhere.push_back({member.practice, row->name, row->stage == Stage::draft});
    }
    return elsewhere;
}

Result<std::vector<formation::AreaAcceptance>> acceptances_of(database::Connection& connection,
                                                              std::string_view network, Date day) {
    TRY_ASSIGN(const auto newest, persistence::papers_of(connection, network, acceptance_kind));
    std::vector<formation::AreaAcceptance> all;
    for (const Paper& paper : newest) {
        TRY_ASSIGN(auto versions,
                   persistence::paper_versions(connection, network, acceptance_kind, paper.id));
        const Paper* held = version_on(versions, day);
        if (held == nullptr) continue;
        const auto body = nlohmann::json::parse(held->body);
        if (!body.at("accepts").get<bool>()) continue;
        TRY_ASSIGN(auto practice, OdsCode::parse(paper.id));
        all.push_back({std::move(practice), body.at("area").get<std::string>()});
    }
    return all;
}

}  // namespace

Result<networks::RulesOfDay> FormationContent::contract(Date first_day) const {
    const auto found = networks::rules_on(contracts, first_day);
    if (found.rules == nullptr) return no_rules("content/network_contract");
    return found;
}

Result<const formation::FormationRules*> FormationContent::rules(Date first_day) const {
    const auto* found = formation::formation_rules_for(formation, first_day);
    if (found == nullptr) return no_rules("content/network_formation");
    return found;
}

Result<FormationContent> formation_content(ApiParts& parts) {
    FormationContent content;
    const auto& files = parts.state.read().pack().files();
    TRY_ASSIGN(content.contracts, contract_rules_of(files));
    for (const services::ContentFile& file : files) {
        if (!file.path.starts_with("network_formation/") || !file.path.ends_with(".json")) continue;
        TRY_ASSIGN(auto rules, formation::parse_formation_rules(file.text, file.path));
        content.formation.push_back(std::move(rules));
    }
    return content;
}

const Paper* version_on(const std::vector<Paper>& versions, Date day) {
    const auto found = std::find_if(versions.begin(), versions.end(),
                                    [&](const Paper& paper) { return paper.at.utc_date() <= day; });
    return found == versions.end() ? nullptr : &*found;
}

Result<KeptRegistration> kept_registration(database::Connection& connection,
                                           const NetworkInView& network, Date day) {
    KeptRegistration kept;
    TRY_ASSIGN(auto versions, persistence::paper_versions(connection, network.row.id,
                                                          registration_kind, registration_kind));
    kept.versions = until(std::move(versions), day);
    if (kept.versions.empty()) {
        kept.registration.name = network.row.name;
        kept.registration.commissioner = network.row.commissioner;
        kept.registration.starts = network.row.starts;
        kept.registration.members = network.members;
        return kept;
    }
    kept.version = kept.versions.front().version;
    TRY_ASSIGN(kept.registration, formation::parse_registration(kept.versions.front().body));
    return kept;
}

Result<std::optional<NetworkInView>> network_as_of(database::Connection& connection,
                                                   NetworkInView network, Date day) {
    TRY_ASSIGN(const auto written, persistence::find_paper(connection, network.row.id,
                                                           registration_kind, registration_kind));
    if (!written) return std::optional(std::move(network));
    TRY_ASSIGN(auto registration, registration_on(connection, network.row.id, day));
    if (!registration) return std::optional<NetworkInView>();
    TRY_ASSIGN(const auto kept, kept_review(connection, network.row, day));
    NetworkRow& row = network.row;
    const bool is_over = row.stage == Stage::closed && row.ends && *row.ends < day;
    if (is_over && kept.review.stage == Stage::live) return std::optional(std::move(network));
    row.stage = kept.review.stage;
    row.code = kept.review.code;
    if (!is_being_formed(row.stage)) return std::optional(std::move(network));
    row.name = registration->name;
    row.commissioner = registration->commissioner.value_or(row.commissioner);
    row.starts = registration->starts.value_or(row.starts);
    network.members = std::move(registration->members);
    for (const auto& assigned : kept.review.assignments) {
        auto& members = network.members;
        if (std::find(members.begin(), members.end(), assigned.practice) == members.end())
            members.push_back(assigned.practice);
    }
    return std::optional(std::move(network));
}

Result<KeptReview> kept_review(database::Connection& connection, const NetworkRow& row, Date day) {
    KeptReview kept;
    TRY_ASSIGN(auto versions,
               persistence::paper_versions(connection, row.id, review_kind, review_kind));
    const bool never = versions.empty();
    kept.versions = until(std::move(versions), day);
    if (kept.versions.empty()) {
        // A network that was taken out of the register, or is in its first draft.
        kept.review.stage = never ? row.stage : Stage::draft;
        return kept;
    }
    kept.version = kept.versions.front().version;
    TRY_ASSIGN(kept.review, formation::parse_review_case(kept.versions.front().body));
    return kept;
}

Result<std::vector<KeptSubmission>> kept_submissions(database::Connection& connection,
                                                     std::string_view network, Date day) {
    TRY_ASSIGN(auto versions,
               persistence::paper_versions(connection, network, submission_kind, submission_kind));
    std::vector<KeptSubmission> kept;
    for (Paper& paper : until(std::move(versions), day)) {
        const auto body = nlohmann::json::parse(paper.body);
        TRY_ASSIGN(auto registration,
                   formation::parse_registration(body.at("registration").dump()));
        kept.push_back({std::move(paper), std::move(registration)});
    }
    return kept;
}

Result<CheckedRegistration> check_kept_registration(ApiParts& parts,
                                                    database::Connection& connection,
                                                    const FormationContent& content,
                                                    const CheckQuestion& question) {
    const NetworkRow& row = *question.row;
    formation::Registration registration = *question.registration;
    registration.members = question.members;
    const Date first_day = registration.starts.value_or(row.starts);
    CheckedRegistration checked;
    TRY_ASSIGN(checked.contract, content.contract(first_day));
    TRY_ASSIGN(checked.rules, content.rules(first_day));
    TRY_ASSIGN(checked.on_first_day, parts.register_desk.of(first_day));
    const auto& view = checked.on_first_day->view;
    TRY_ASSIGN(const auto elsewhere, members_elsewhere(connection, row.id, question.day));
    TRY_ASSIGN(checked.acceptances, acceptances_of(connection, row.id, question.day));
    TRY_ASSIGN(checked.agreement,
               agreement_facts(parts, connection, row.id, question.members, question.day));
    TRY_ASSIGN(checked.people, people_facts(parts, connection, row, view, first_day, question.day));
    TRY_ASSIGN(auto area, area_facts(connection, view, row, registration, checked.contract.rules,
                                     question.day));
    formation::RegistrationFacts facts;
    facts.view = &view;
    facts.elsewhere = elsewhere;
    facts.own_code = row.code;
    facts.contract = checked.contract.rules;
    facts.formation = checked.rules;
    facts.area = std::move(area.findings);
    facts.area_note = std::move(area.note);
    facts.acceptances = checked.acceptances;
    facts.agreement = checked.agreement;
    facts.people = checked.people;
    checked.findings = formation::check_registration(registration, facts);
    return checked;
}

Result<KeptOwnDates> kept_own_dates(database::Connection& connection, const OdsCode& commissioner,
                                    const formation::FormationRules& rules, Date day) {
    KeptOwnDates kept;
    TRY_ASSIGN(const auto versions, persistence::paper_versions(connection, commissioner.text(),
                                                                own_dates_kind, rules.id));
    const Paper* held = version_on(versions, day);
    if (held == nullptr) return kept;
    kept.version = held->version;
    TRY_ASSIGN(kept.dates, formation::parse_own_dates(nlohmann::json::parse(held->body)));
    return kept;
}

Paper paper_of(const Call& call, std::string owner, std::string kind, std::string id,
               std::string body) {
    Paper paper;
    paper.owner = std::move(owner);
    paper.kind = std::move(kind);
    paper.id = std::move(id);
    paper.body = std::move(body);
    paper.at = call.now;
    paper.author = call.asker().username;
    paper.author_name = call.asker().display_name;
    paper.author_organisation = call.asker().organisation;
    return paper;
}

}  // namespace openpcn::api
