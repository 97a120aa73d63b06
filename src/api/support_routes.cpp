// Requests for support: a practice or a network asks its commissioner's programme, which gives the
// request to a locality team and answers.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "api/partner_desk.h"
#include "api/programme_desk.h"
#include "platform/auth/secret_text.h"

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;
using programme::Side;
using programme::SupportRequest;
using KeptRequest = Kept<SupportRequest>;

// Whom a request is seen by on its own side: who asked, and the network it is for.
bool is_own(const Asker& asker, const SupportRequest& request,
            const std::vector<NetworkInView>& networks) {
    if (request.organisation == asker.organisation) return true;
    return std::ranges::any_of(
        networks, [&](const NetworkInView& network) { return network.row.id == request.network; });
}

// The programmes to which the asker may have written: that of its own commissioner, and those of
// its networks, which may have another.
std::vector<std::string> owners_in(const ProgrammeInView& view) {
    std::vector<std::string> owners{view.commissioner.text()};
    if (view.is_commissioner) return owners;
    for (const NetworkInView& network : view.networks)
        owners.push_back(network.row.commissioner.text());
    std::ranges::sort(owners);
    owners.erase(std::ranges::unique(owners).begin(), owners.end());
    return owners;
}

Result<std::vector<KeptRequest>> requests_in(database::Connection& connection, const Call& call,
                                             const ProgrammeInView& view) {
    std::vector<KeptRequest> seen;
    for (const std::string& owner : owners_in(view)) {
        TRY_ASSIGN(auto kept, read_kept<SupportRequest>(connection, owner, support_request_kind,
                                                        programme::read_support_request));
        for (KeptRequest& each : kept)
            if (view.is_commissioner || is_own(call.asker(), each.value, view.networks))
                seen.push_back(std::move(each));
    }
    return seen;
}

Result<std::vector<Kept<programme::LocalityTeam>>> teams_of(database::Connection& connection,
                                                            std::string_view owner) {
    return read_kept<programme::LocalityTeam>(connection, owner, programme_team_kind,
                                              programme::read_locality_team);
}

// The name of a practice, network or other organisation, as the register of the day has it.
std::string name_in_register(const ProgrammeInView& view, const std::string& code) {
    const auto parsed = OdsCode::parse(code);
    if (!parsed) return code;
    const auto& practices = view.on_day->view.practices();
    if (const auto found = practices.find(*parsed); found != practices.end())
        return found->second.name;
    const auto& networks = view.on_day->view.networks();
    const auto found = networks.find(*parsed);
    return found == networks.end() ? code : found->second.name;
}

Result<ordered_json> request_json(database::Connection& connection, const KeptRequest& kept,
                                  const ProgrammeInView& view) {
    const SupportRequest then = as_at(kept.value, view.day);
    const std::string team = team_of(then);
    ordered_json row = programme_paper_json(kept.paper, "request");
    row["request"] = ordered_json::parse(to_json(then));
    row["state"] = name_of(state_of(then));
    row["waiting_days"] = waiting_days(then, view.day);
    row["organisation_name"] = name_in_register(view, then.organisation);
    for (const NetworkInView& network : view.networks)
        if (network.row.id == then.network) row["network_name"] = network.row.name;
    TRY_ASSIGN(const auto teams, teams_of(connection, kept.paper.owner));
    programme::Helped helped{then.network, "", then.organisation};
    for (const NetworkInView& network : view.networks)
        if (network.row.id == then.network) {
            TRY_ASSIGN(helped, helped_in(connection, network, view.day));
            helped.practice = then.organisation;
        }
    row["suggested_teams"] = ordered_json::array();
    for (const auto& each : teams) {
        if (each.id == team) row["team"] = {{"id", team}, {"name", each.value.name}};
        if (view.is_commissioner && programme::supports(each.value, helped, view.day))
            row["suggested_teams"].push_back(each.id);
    }
    row["open_steps"] = ordered_json::array();
    const Side side = view.is_commissioner ? Side::programme : Side::asker;
    for (const auto kind : open_steps(kept.value, side)) row["open_steps"].push_back(name_of(kind));
    return row;
}

Result<void> require_part_in_support(const Asker& asker) {
    if (has(asker, Permission::networks_form) || has(asker, Permission::networks_review)) return {};
    return failure({ErrorKind::forbidden,
                    "Requests for support are read by those who may ask for it.", "the request",
                    "Ask your practice manager or network manager."});
}

// What waits longest comes first, then what was asked last.
Result<ordered_json> list(ApiParts& parts, const Call& call) {
    TRY(require_part_in_support(call.asker()));
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto view, programme_in_view(parts, *connection, call));
    TRY_ASSIGN(auto kept, requests_in(*connection, call, view));
    std::erase_if(kept, [&](const KeptRequest& each) { return view.day < each.value.asked_on; });
    std::ranges::stable_sort(kept, [&](const KeptRequest& a, const KeptRequest& b) {
        const auto waits = [&](const KeptRequest& each) {
            return waiting_days(as_at(each.value, view.day), view.day);
        };
        return std::pair(waits(a), a.value.asked_on) > std::pair(waits(b), b.value.asked_on);
    });
    ordered_json rows = ordered_json::array();
    for (const KeptRequest& each : kept) {
        TRY_ASSIGN(auto row, request_json(*connection, each, view));
        rows.push_back(std::move(row));
    }
    return ordered_json{{"as_at", view.day.to_string()}, {"requests", std::move(rows)}};
}

Result<ordered_json> ask(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto view, programme_in_view(parts, *connection, call));
    TRY_ASSIGN(const auto sent, sent_programme_paper(call, "request"));
    TRY_ASSIGN(auto request, programme::read_question(sent.json, view.content));
    std::string owner = view.commissioner.text();
    if (!request.network.empty()) {
        const auto found = std::ranges::find_if(view.networks, [&](const NetworkInView& network) {
            return network.row.id == request.network;
        });
        if (found == view.networks.end())
            return failure({ErrorKind::invalid,
                            "There is no such network among those your organisation has part in.",
                            "network", "Choose one of the list."});
        owner = found->row.commissioner.text();
    }
    request.organisation = call.asker().organisation;
    request.asked_on = call.today;
    request.asked_by = call.asker().display_name;
    return keep_programme_paper(*connection, call,
                                {owner, support_request_kind, auth::random_id(), 0,
                                 to_json(request), "support_request.add"});
}

Result<void> require_team(database::Connection& connection, const KeptRequest& request,
                          const programme::SupportStep& step) {
    if (step.team.empty()) return {};
    TRY_ASSIGN(const auto teams, teams_of(connection, request.paper.owner));
    if (std::ranges::any_of(teams, [&](const auto& each) {
            return each.id == step.team && each.value.time.holds_on(step.on);
        }))
        return {};
    return failure({ErrorKind::invalid, "There is no such locality team today.", "team",
                    "Choose one of the list."});
}

Result<ordered_json> take(ApiParts& parts, const Call& call, Side side) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto view, programme_in_view(parts, *connection, call));
    TRY_ASSIGN(auto kept, requests_in(*connection, call, view));
    const std::string id(call.request.path_parameter("paper"));
    const auto found =
        std::ranges::find_if(kept, [&](const KeptRequest& each) { return each.id == id; });
    if (found == kept.end())
        return failure({ErrorKind::not_found, "There is no such request among those you see.",
                        "the address", "Choose one of the list."});
    TRY_ASSIGN(const auto sent, sent_programme_paper(call, "step"));
    TRY_ASSIGN(auto step, programme::read_step(sent.json));
    step.side = side;
    step.on = call.today;
    step.by = call.asker().display_name;
    TRY(require_team(*connection, *found, step));
    const std::string said = "support_request." + std::string(name_of(step.kind));
    TRY_ASSIGN(const auto next, programme::take_step(found->value, std::move(step)));
    return keep_programme_paper(
        *connection, call,
        {found->paper.owner, support_request_kind, id, sent.based_on, to_json(next), said});
}

}  // namespace

std::vector<http::Route> support_routes(ApiParts& parts) {
    const std::string own = "/api/programme/support";
    return {
        guarded(parts, "GET", own, "networks.read",
                [&parts](Call& call) { return json_or_problem(list(parts, call)); }),
        guarded(parts, "POST", own, "networks.form",
                [&parts](Call& call) { return json_or_problem(ask(parts, call)); }),
        guarded(parts, "POST", own + "/{paper}/reply", "networks.form",
                [&parts](Call& call) { return json_or_problem(take(parts, call, Side::asker)); }),
        guarded(
            parts, "POST", own + "/{paper}/steps", "networks.review",
            [&parts](Call& call) { return json_or_problem(take(parts, call, Side::programme)); }),
    };
}

}  // namespace openpcn::api
