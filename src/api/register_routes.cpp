// The register of England: totals, search, one organisation, and the review of changes. Published
// facts about organisations only; nothing here is about a person.
#include <fmt/format.h>

#include <algorithm>

#include <nlohmann/json.hpp>

#include "api/api_parts.h"
#include "api/area_check_json.h"
#include "api/json_text.h"
#include "api/network_access.h"
#include "api/network_check_json.h"
#include "api/past_day.h"
#include "api/problem.h"
#include "api/register_desk.h"
#include "api/register_json.h"
#include "persistence/register_store.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;
using Desk = RegisterDesk*;

constexpr std::size_t hits_max = 20;
constexpr std::size_t accepted_at_once_max = 20'000;
constexpr std::size_t file_bytes_max = std::size_t{64} << 20;
constexpr std::size_t lines_shown = 50;

// What is not known is left out, as everywhere in the API.
void leave_out_nulls(ordered_json& body) {
    if (body.is_object()) {
        for (auto at = body.begin(); at != body.end();) {
            if (at->is_null()) {
                at = body.erase(at);
            } else {
                leave_out_nulls(*at);
                ++at;
            }
        }
    } else if (body.is_array()) {
        for (auto& element : body) leave_out_nulls(element);
    }
}

http::Response answer(ordered_json body) {
    leave_out_nulls(body);
    return json_answer(body);
}

Result<std::shared_ptr<const RegisterOfDay>> register_of(Desk desk, const Call& call) {
    TRY_ASSIGN(const Date as_at, day_asked_for(call));
    return desk->of(as_at);
}

http::Response not_there(std::string_view what) {
    return problem({ErrorKind::not_found, fmt::format("The register has no such {}.", what),
                    "the register", "Search for its name or code."});
}

http::Response totals(Desk desk, Call& call) {
    const auto day = register_of(desk, call);
    if (!day) return problem(day.error());
    return answer(totals_json((*day)->view));
}

http::Response search(Desk desk, Call& call) {
    const auto day = register_of(desk, call);
    if (!day) return problem(day.error());
    const auto question = call.request.parameter("q").value_or("");
    return answer({{"as_at", (*day)->view.as_at().to_string()},
                   {"hits", hits_json((*day)->search.find(question, hits_max))}});
}

// One organisation of the register by the code of the address; or what to answer instead.
template <typename Entries>
tl::expected<const typename Entries::mapped_type*, http::Response> named(const Entries& entries,
                                                                         const Call& call,
                                                                         std::string_view what) {
    const auto code = OdsCode::parse(call.request.path_parameter("ods_code"));
    if (!code) return tl::unexpected(problem(code.error()));
    const auto found = entries.find(*code);
    if (found == entries.end()) return tl::unexpected(not_there(what));
    return &found->second;
}

http::Response network(Desk desk, Call& call) {
    const auto day = register_of(desk, call);
    if (!day) return problem(day.error());
    auto found = named((*day)->view.networks(), call, "network");
    if (!found) return std::move(found.error());
    return answer(network_json((*day)->view, **found));
}

// With the bands of its list, which the register does not hold in memory.
http::Response practice(ApiParts& parts, Desk desk, Call& call) {
    const auto day = register_of(desk, call);
    if (!day) return problem(day.error());
    auto found = named((*day)->view.practices(), call, "practice");
    if (!found) return std::move(found.error());
    const organisations::PracticeEntry& entry = **found;
    ordered_json body = practice_json((*day)->view, entry);
    if (entry.list) {
        const auto connection = parts.database.lease();
        if (!connection) return problem(connection.error());
        const auto bands = persistence::read_list_bands(**connection, entry.code, *entry.list);
        if (!bands) return problem(bands.error());
        if (!bands->empty()) body["list"]["bands"] = bands_json(*bands);
    }
    return answer(std::move(body));
}

http::Response public_network(Desk desk, const Call& call, http::RateLimit& past_days) {
    auto as_at = public_day(call, past_days);
    if (!as_at) return std::move(as_at.error());
    const auto day = desk->of(*as_at);
    if (!day) return problem(day.error());
    auto found = named((*day)->view.networks(), call, "network");
    if (!found) return std::move(found.error());
    return answer(public_network_json((*day)->view, **found));
}

// A commissioner with its networks and the practices in none.
http::Response commissioner(Desk desk, Call& call) {
    const auto day = register_of(desk, call);
    if (!day) return problem(day.error());
    const auto code = OdsCode::parse(call.request.path_parameter("ods_code"));
    if (!code) return problem(code.error());
    const auto& view = (*day)->view;
    const auto* entry = view.commissioner(*code);
    if (entry == nullptr) return not_there("commissioner");
    ordered_json body{{"as_at", view.as_at().to_string()}};
    body.update(commissioner_json(*entry));
    body["networks"] = ordered_json::array();
    for (const auto& [network_code, network] : view.networks()) {
        if (!network.is_open || network.commissioner != *code) continue;
        body["networks"].push_back({{"code", network_code.text()},
                                    {"name", network.name},
                                    {"practices", network.members.size()},
                                    {"registered_patients", network.patients}});
    }
    body["practices_in_no_network"] = ordered_json::array();
    for (const auto& [practice_code, practice] : view.practices()) {
        if (practice.standing != organisations::Standing::unallocated ||
            practice.commissioner != *code) {
            continue;
        }
        ordered_json row{{"code", practice_code.text()}, {"name", practice.name}};
        if (practice.list) row["registered_patients"] = practice.list->patients;
        body["practices_in_no_network"].push_back(std::move(row));
    }
    return answer(std::move(body));
}

// What the contract's rules say of a commissioner's networks; of England's without a code.
http::Response check(ApiParts& parts, Desk desk, Call& call) {
    const auto day = register_of(desk, call);
    if (!day) return problem(day.error());
    const auto& view = (*day)->view;
    std::optional<OdsCode> commissioner;
    if (const auto text = call.request.parameter("commissioner")) {
        const auto code = OdsCode::parse(*text);
        if (!code) return problem(code.error());
        if (view.commissioner(*code) == nullptr) return not_there("commissioner");
        commissioner = *code;
    }
    const auto all = contract_rules_of(parts.state.read().pack().files());
    if (!all) return problem(all.error());
    const networks::RulesOfDay rules = networks::rules_on(*all, view.as_at());
    if (rules.rules == nullptr)
        return problem({ErrorKind::not_found, "The content has no rules of a network contract.",
                        "content/network_contract", "Load a content pack that has them."});
    return answer(network_check_json(view, commissioner, rules));
}

http::Response areas(ApiParts& parts, Desk desk, Call& call) {
    const auto day = register_of(desk, call);
    if (!day) return problem(day.error());
    const auto code = OdsCode::parse(call.request.parameter("commissioner").value_or(""));
    if (!code) return problem(code.error());
    const auto& view = (*day)->view;
    if (view.commissioner(*code) == nullptr) return not_there("commissioner");
    const auto connection = parts.database.lease();
    if (!connection) return problem(connection.error());
    auto body = area_check_json(**connection, view, *code);
    if (!body) return problem(body.error());
    return answer(std::move(*body));
}

http::Response changes(ApiParts& parts, const Call& call) {
    using persistence::WhichChanges;
    const auto state = call.request.parameter("state").value_or("waiting");
    if (state != "waiting" && state != "refused")
        return problem({ErrorKind::invalid, "There is no such state of changes.", "state",
                        "Ask for those that are waiting or refused."});
    const auto connection = parts.database.lease();
    if (!connection) return problem(connection.error());
    const auto found = persistence::register_changes(
        **connection, state == "refused" ? WhichChanges::refused : WhichChanges::waiting);
    if (!found) return problem(found.error());
    ordered_json list = ordered_json::array();
    for (const auto& change : *found) list.push_back(change_json(change));
    return answer(std::move(list));
}

Result<std::optional<std::vector<std::int64_t>>> ids_of(const nlohmann::json& body) {
    const auto wrong = [](const char* what) {
        return failure({ErrorKind::invalid, what, "the request's body",
                        "Send {\"ids\": [1, 2]}, or {\"all\": true}."});
    };
    const bool all = body.contains("all") && body["all"] == true;
    if (all == body.contains("ids")) return wrong("Either ids or all says which changes.");
    if (all) return std::optional<std::vector<std::int64_t>>{};
    if (!body["ids"].is_array() || body["ids"].empty() ||
        body["ids"].size() > accepted_at_once_max) {
        return wrong("ids is a list of numbers.");
    }
    std::vector<std::int64_t> ids;
    for (const auto& id : body["ids"]) {
        if (!id.is_number_integer()) return wrong("ids is a list of numbers.");
        ids.push_back(id.get<std::int64_t>());
    }
    return std::optional(std::move(ids));
}

http::Response accept(ApiParts& parts, Call& call) {
    const auto body = json_object(call.request, {"ids", "all"});
    if (!body) return problem(body.error());
    auto ids = ids_of(*body);
    if (!ids) return problem(ids.error());
    const auto connection = parts.database.lease();
    if (!connection) return problem(connection.error());
    const Asker& asker = call.asker();
    const auto accepted = persistence::accept_register_changes(
        **connection, std::move(*ids), {asker.username, asker.role, asker.organisation});
    if (!accepted) return problem(accepted.error());
    return answer({{"accepted", *accepted}});
}

http::Response refuse(ApiParts& parts, Call& call) {
    const auto body = json_object(call.request, {"ids", "reason"});
    if (!body) return problem(body.error());
    const auto ids = ids_of(*body);
    if (!ids) return problem(ids.error());
    const auto reason = text_field(*body, "reason", 2'000);
    if (!reason) return problem(reason.error());
    const auto connection = parts.database.lease();
    if (!connection) return problem(connection.error());
    const Asker& asker = call.asker();
    const auto refused = persistence::refuse_register_changes(
        **connection, **ids, *reason, {asker.username, asker.role, asker.organisation});
    if (!refused) return problem(refused.error());
    return answer({{"refused", *refused}});
}

// A file's name as somebody sent it, as far as it is harmless on every system.
std::string plain_name(std::string_view name) {
    std::string plain;
    for (const char c : name.substr(0, 200)) {
        const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' || c == ' ';
        plain += kept ? c : '_';
    }
    return plain.empty() ? "upload" : plain;
}

// National files load in about a second, so the answer waits for it instead of a job.
http::Response load(ApiParts& parts, Call& call) {
    if (call.request.body.empty()) {
        return problem(
            {ErrorKind::invalid, "The file is empty.", "file", "Choose the file again."});
    }
    const Asker& asker = call.asker();
    persistence::RegisterLoadRequest request;
    request.files.push_back(feeds::text_file(
        plain_name(call.request.parameter("file_name").value_or("")), call.request.body));
    request.actor = {asker.username, asker.role, asker.organisation};
    request.today = io::today_in_london();
    const auto outcomes = persistence::load_register(parts.directory, std::move(request));
    if (!outcomes) return problem(outcomes.error());
    const persistence::FileOutcome& outcome = outcomes->front();
    if (outcome.error) return problem(*outcome.error);
    return answer(load_json(outcome, lines_shown));
}

}  // namespace

std::vector<http::Route> register_routes(ApiParts& parts) {
    RegisterDesk* const desk = &parts.register_desk;
    const auto past_days = std::make_shared<http::RateLimit>(public_past_days);
    http::Route files = guarded(parts, "POST", "/api/register/files", "register.manage",
                                [&parts](Call& call) { return load(parts, call); });
    files.body_bytes_max = file_bytes_max;
    return {
        std::move(files),
        guarded(parts, "GET", "/api/register", "register.read",
                [desk](Call& call) { return totals(desk, call); }),
        guarded(parts, "GET", "/api/register/search", "register.read",
                [desk](Call& call) { return search(desk, call); }),
        guarded(parts, "GET", "/api/register/networks/{ods_code}", "register.read",
                [desk](Call& call) { return network(desk, call); }),
        guarded(parts, "GET", "/api/public/networks/{ods_code}", "open",
                [desk, past_days](Call& call) { return public_network(desk, call, *past_days); }),
        guarded(parts, "GET", "/api/register/practices/{ods_code}", "register.read",
                [&parts, desk](Call& call) { return practice(parts, desk, call); }),
        guarded(parts, "GET", "/api/register/commissioners/{ods_code}", "register.read",
                [desk](Call& call) { return commissioner(desk, call); }),
        guarded(parts, "GET", "/api/register/check", "register.read",
                [&parts, desk](Call& call) { return check(parts, desk, call); }),
        guarded(parts, "GET", "/api/register/areas", "register.read",
                [&parts, desk](Call& call) { return areas(parts, desk, call); }),
        guarded(parts, "GET", "/api/register/changes", "register.read",
                [&parts](Call& call) { return changes(parts, call); }),
        guarded(parts, "POST", "/api/register/changes/accept", "register.manage",
                [&parts](Call& call) { return accept(parts, call); }),
        guarded(parts, "POST", "/api/register/changes/refuse", "register.manage",
                [&parts](Call& call) { return refuse(parts, call); }),
    };
}

}  // namespace openpcn::api
