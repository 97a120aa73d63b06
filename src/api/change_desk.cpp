#include "api/change_desk.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "agreement/agreement_text.h"
#include "api/governance_request.h"
#include "api/network_check_json.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using network_changes::ChangeCase;
using network_changes::ChangeRequest;
using network_changes::ChangeState;
using network_changes::Consent;
using organisations::RegisterView;
using persistence::NetworkRow;
using persistence::Paper;

tl::unexpected<Error> not_there() {
    return failure({ErrorKind::not_found,
                    "There is no such request among those your organisation has part in.", "change",
                    "Choose one of the list of requests."});
}

// What others than the network and its practices may see.
bool was_sent(const ChangeCase& file) { return file.sent_on.has_value(); }

// A practice's part also where it is a member on another day than today.
Result<Part> part_over_time(database::Connection& connection, const Asker& asker,
                            const RegisterView& today, const OdsCode& code) {
    const Part part = part_in(asker, today, code);
    if (part != Part::none || asker.kind != OrganisationKind::practice) return part;
    TRY_ASSIGN(const auto row, persistence::find_network_by_code(connection, code));
    if (!row) return Part::none;
    TRY_ASSIGN(const auto members, persistence::network_members(connection, row->id));
    const bool is_one = std::ranges::any_of(
        members, [&](const auto& member) { return member.practice.text() == asker.organisation; });
    return is_one ? Part::member : Part::none;
}

}  // namespace

Part part_in(const Asker& asker, const RegisterView& view, const OdsCode& code) {
    const auto found = view.networks().find(code);
    if (found == view.networks().end() || !found->second.commissioner) return Part::none;
    const NetworkRow row{"",
                         code,
                         found->second.name,
                         *found->second.commissioner,
                         networks::Stage::live,
                         view.as_at(),
                         std::nullopt,
                         code,
                         true,
                         std::nullopt,
                         {}};
    return part_of(asker, row, found->second.members);
}

bool belongs(const NetworkInView& network, const Asker& asker) {
    return network.part == Part::own ||
           (network.part == Part::member &&
            is_member(network, asker.organisation, io::today_in_london()));
}

Result<std::shared_ptr<const ChangeContent>> change_content(ApiParts& parts) {
    auto content = std::make_shared<ChangeContent>();
    const auto pack = parts.state.read().shared_pack();
    TRY_ASSIGN(content->contracts, contract_rules_of(pack->files()));
    for (const services::ContentFile& file : pack->files()) {
        if (!file.path.starts_with("network_changes/") || !file.path.ends_with(".json")) continue;
        TRY_ASSIGN(auto rules, network_changes::parse_change_rules(file.text, file.path));
        content->changes.push_back(std::move(rules));
    }
    return std::shared_ptr<const ChangeContent>(std::move(content));
}

Result<network_changes::ChangeRulesOfDay> change_rules_of(const ChangeContent& content, Date day) {
    const auto found = network_changes::change_rules_on(content.changes, day);
    if (found.rules == nullptr)
        return failure({ErrorKind::unavailable, "The content has no rules of changing networks.",
                        "content/network_changes", "Load a content pack that has them."});
    return found;
}

Result<KeptChange> kept_change(const NetworkRow& row, Paper paper) {
    TRY_ASSIGN(auto file, network_changes::parse_change_case(paper.body));
    return KeptChange{row, std::move(paper), std::move(file)};
}

bool names_practice(const ChangeRequest& request, std::string_view organisation) {
    const auto is = [&](const OdsCode& code) { return code.text() == organisation; };
    return (request.practice && is(*request.practice)) ||
           std::ranges::any_of(request.practices, is);
}

Result<void> show_as_sent(database::Connection& connection, KeptChange& change) {
    if (change.file.state != ChangeState::returned && change.file.state != ChangeState::withdrawn)
        return {};
    TRY_ASSIGN(const auto versions, persistence::paper_versions(connection, change.row.id,
                                                                change_kind, change.paper.id));
    for (const Paper& paper : versions) {
        if (change.paper.version < paper.version) continue;
        TRY_ASSIGN(auto file, network_changes::parse_change_case(paper.body));
        if (file.state != ChangeState::sent) continue;
        change.file.request = std::move(file.request);
        return {};
    }
    return {};
}

Result<Part> concern_of(database::Connection& connection, const Asker& asker,
                        const RegisterView& today, const KeptChange& change) {
    if (!was_sent(change.file)) return Part::none;
    for (const OdsCode& code : change.file.request.networks) {
        TRY_ASSIGN(const Part part, part_over_time(connection, asker, today, code));
        if (part != Part::none) return part;
    }
    const bool is_named = asker.kind == OrganisationKind::practice &&
                          names_practice(change.file.request, asker.organisation);
    return is_named ? Part::member : Part::none;
}

Result<ChangeSeen> change_in_view(ApiParts& parts, database::Connection& connection,
                                  const Call& call) {
    TRY_ASSIGN(const auto row,
               persistence::find_network(connection, call.request.path_parameter("network")));
    if (!row) return not_there();
    TRY_ASSIGN(auto paper, persistence::find_paper(connection, row->id, change_kind,
                                                   call.request.path_parameter("change")));
    if (!paper) return not_there();
    TRY_ASSIGN(auto change, kept_change(*row, std::move(*paper)));
    const auto network = network_in_view(parts, connection, call, io::today_in_london());
    if (network) {
        const bool is_inside = belongs(*network, call.asker());
        if (!is_inside && !was_sent(change.file)) return not_there();
        if (!is_inside) TRY(show_as_sent(connection, change));
        return ChangeSeen{std::move(change), network->part, true, is_inside};
    }
    TRY_ASSIGN(const auto today, parts.register_desk.of(io::today_in_london()));
    TRY(show_as_sent(connection, change));
    TRY_ASSIGN(const Part part, concern_of(connection, call.asker(), today->view, change));
    if (part == Part::none) return not_there();
    return ChangeSeen{std::move(change), part, false, false};
}

Result<std::vector<ChangeSeen>> changes_of_network(ApiParts& parts,
                                                   database::Connection& connection,
                                                   const Call& call, const NetworkInView& network,
                                                   Date day) {
    std::vector<ChangeSeen> seen;
    const bool is_inside = belongs(network, call.asker());
    TRY_ASSIGN(auto all, persistence::papers_of_kind_by(connection, change_kind, day));
    TRY_ASSIGN(const auto today, parts.register_desk.of(io::today_in_london()));
    for (Paper& paper : all) {
        const bool is_own = paper.owner == network.row.id;
        if (!is_own && !network.row.code) continue;
        TRY_ASSIGN(const auto row, persistence::find_network(connection, paper.owner));
        if (!row) continue;
        TRY_ASSIGN(auto change, kept_change(*row, std::move(paper)));
        if (is_own && is_inside) {
            seen.push_back({std::move(change), network.part, true, true});
            continue;
        }
        if (!was_sent(change.file)) continue;
        TRY(show_as_sent(connection, change));
        if (is_own) {
            seen.push_back({std::move(change), network.part, true, false});
            continue;
        }
        const auto& others = change.file.request.networks;
        if (std::ranges::find(others, *network.row.code) == others.end()) continue;
        TRY_ASSIGN(const Part part, concern_of(connection, call.asker(), today->view, change));
        if (part != Part::none) seen.push_back({std::move(change), part, false, false});
    }
    return seen;
}

Result<std::vector<KeptChange>> changes_of_commissioner(database::Connection& connection,
                                                        const Call& call, Date day) {
    std::vector<KeptChange> found;
    TRY_ASSIGN(auto all, persistence::papers_of_kind_by(connection, change_kind, day));
    for (Paper& paper : all) {
        TRY_ASSIGN(const auto row, persistence::find_network(connection, paper.owner));
        if (!row || row->commissioner.text() != call.asker().organisation) continue;
        TRY_ASSIGN(auto change, kept_change(*row, std::move(paper)));
        if (!was_sent(change.file)) continue;
        TRY(show_as_sent(connection, change));
        found.push_back(std::move(change));
    }
    std::ranges::stable_sort(found, {}, [](const KeptChange& one) {
        const bool waits = one.file.state == ChangeState::sent;
        return std::pair(!waits, waits ? one.paper.sequence : -one.paper.sequence);
    });
    return found;
}

std::vector<std::string> steps_of(const ChangeSeen& seen, const Asker& asker,
                                  std::span<const Consent> consents) {
    std::vector<std::string> may;
    const ChangeState state = seen.change.file.state;
    const bool is_open = is_being_written(state) || state == ChangeState::sent;
    const bool writes = seen.is_inside && has(asker, Permission::networks_form);
    if (writes && is_being_written(state)) {
        may.push_back("save");
        may.push_back("send");
    }
    if (writes && is_open) may.push_back("withdraw");
    const bool is_asked = std::ranges::any_of(consents, [&](const Consent& one) {
        return one.is_needed && one.practice.text() == asker.organisation;
    });
    if (is_asked && is_open && has(asker, Permission::networks_sign)) may.push_back("agree");
    if (seen.is_of_network && seen.part == Part::commissioner && state == ChangeState::sent &&
        has(asker, Permission::networks_review))
        may.push_back("decide");
    return may;
}

std::string consent_id(const std::string& change, const OdsCode& practice) {
    return change + "." + practice.text();
}

std::string hash_of_request(const ChangeRequest& request) {
    return agreement::hash_of_text(network_changes::agreed_text(request));
}

Result<std::vector<Consent>> consents_of(ApiParts& parts, database::Connection& connection,
                                         const KeptChange& change, Date by) {
    std::vector<Consent> consents;
    const ChangeRequest& request = change.file.request;
    if (!request.takes_effect || !change.row.code) return consents;
    TRY_ASSIGN(const auto content, change_content(parts));
    TRY_ASSIGN(const auto rules, change_rules_of(*content, *request.takes_effect));
    TRY_ASSIGN(const auto before, parts.register_desk.of(request.takes_effect->plus_days(-1)));
    for (const OdsCode& code : network_changes::consents_needed(
             request, rules.rules->rule(request.kind), *change.row.code, before->view))
        consents.push_back({code, true, false, {}, {}, false, {}});
    const auto of = [&](const OdsCode& code) -> Consent& {
        const auto found = std::ranges::find(consents, code, &Consent::practice);
        if (found != consents.end()) return *found;
        consents.push_back({code, false, false, {}, {}, false, {}});
        return consents.back();
    };
    for (const auto& one : request.evidence.agreed_by) {
        Consent& consent = of(one.practice);
        consent.agrees = true;
        consent.by = one.person;
        consent.on = one.on;
    }
    TRY_ASSIGN(const auto papers, persistence::papers_of_kind_by(connection, consent_kind, by));
    const std::string hash = hash_of_request(request);
    for (const Paper& paper : papers) {
        if (paper.owner != change.row.id || !paper.id.starts_with(change.paper.id + ".")) continue;
        const auto body = nlohmann::json::parse(paper.body);
        TRY_ASSIGN(const auto practice, OdsCode::parse(body.at("practice").get<std::string>()));
        Consent& consent = of(practice);
        const bool is_this_text = body.at("hash").get<std::string>() == hash;
        const bool agrees = body.at("agrees").get<bool>();
        // What a practice says here itself goes before what others wrote down.
        consent.agrees = agrees && is_this_text;
        consent.by = paper.author_name;
        consent.on = paper.at.utc_date();
        consent.here = true;
        if (!agrees)
            consent.note = "Does not agree.";
        else if (!is_this_text)
            consent.note = "Agreed to an earlier text.";
    }
    return consents;
}

}  // namespace openpcn::api
