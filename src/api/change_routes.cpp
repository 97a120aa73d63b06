// Requests to change a network, for its staff and practices, and for those whom they touch.
// Deciding them is change_decision_routes.cpp.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/answering.h"
#include "api/api_parts.h"
#include "api/change_json.h"
#include "api/changes_naming.h"
#include "api/formation_desk.h"
#include "api/governance_request.h"
#include "api/json_text.h"
#include "api/problem.h"
#include "api/recorded_change.h"
#include "platform/auth/secret_text.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using network_changes::ChangeCase;
using network_changes::ChangeRequest;
using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t reason_bytes_max = 4'000;

ordered_json kept_json(const std::string& id, std::int64_t version, const ChangeCase& file) {
    return {{"id", id}, {"version", version}, {"state", name_of(file.state)}};
}

Result<ordered_json> list(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const Date day, day_asked_for(call));
    TRY_ASSIGN(const auto connection, parts.database.lease());
    const Date today = io::today_in_london();
    TRY_ASSIGN(const auto network, network_in_view(parts, *connection, call, today));
    TRY_ASSIGN(const auto seen, changes_of_network(parts, *connection, call, network, day));
    TRY_ASSIGN(const auto content, change_content(parts));
    TRY_ASSIGN(const auto rules, change_rules_of(*content, day));
    ordered_json rows = ordered_json::array();
    for (const ChangeSeen& one : seen) rows.push_back(change_row_json(one.change, day));
    const bool may_write =
        belongs(network, call.asker()) && has(call.asker(), Permission::networks_form);
    return ordered_json{{"as_at", day.to_string()},
                        {"part", name_of(network.part)},
                        {"may_write", may_write},
                        {"changes", std::move(rows)},
                        {"rules", change_rules_json(rules, std::nullopt)}};
}

// Those of any network that name the asker's organisation.
Result<ordered_json> naming(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const Date day, day_asked_for(call));
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto found, changes_naming(parts, *connection, call, day));
    ordered_json rows = ordered_json::array();
    for (const NamingChange& one : found) {
        ordered_json row = change_row_json(one.change, day);
        row["asked"] = one.is_asked;
        row["agrees"] = one.agrees;
        if (!one.note.empty()) row["note"] = one.note;
        rows.push_back(std::move(row));
    }
    return ordered_json{{"as_at", day.to_string()}, {"changes", std::move(rows)}};
}

Result<ordered_json> history_json(database::Connection& connection, const ChangeSeen& seen) {
    TRY_ASSIGN(const auto versions, persistence::paper_versions(connection, seen.change.row.id,
                                                                change_kind, seen.change.paper.id));
    ordered_json rows = ordered_json::array();
    for (const persistence::Paper& paper : versions) {
        TRY_ASSIGN(const auto file, network_changes::parse_change_case(paper.body));
        // How a draft came about is the network's own affair.
        if (!seen.is_inside && !file.sent_on) continue;
        rows.push_back({{"version", paper.version},
                        {"state", name_of(file.state)},
                        {"at", paper.at.to_string()},
                        {"by", paper.author_name},
                        {"organisation", paper.author_organisation},
                        {"said", file.said}});
    }
    return rows;
}

Result<ordered_json> one(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto seen, change_in_view(parts, *connection, call));
    const Date today = io::today_in_london();
    const ChangeCase& file = seen.change.file;
    const Date day = file.request.takes_effect.value_or(today);
    TRY_ASSIGN(const auto consents, consents_of(parts, *connection, seen.change, today));
    TRY_ASSIGN(const auto content, change_content(parts));
    TRY_ASSIGN(const auto rules, change_rules_of(*content, day));
    TRY_ASSIGN(const auto on_day, parts.register_desk.of(day));
    TRY_ASSIGN(auto history, history_json(*connection, seen));
    ordered_json body = change_row_json(seen.change, today);
    body["request"] = ordered_json::parse(change_request_json(file.request));
    body["part"] = name_of(seen.part);
    body["may"] = steps_of(seen, call.asker(), consents);
    if (!file.returned_because.empty()) body["returned_because"] = file.returned_because;
    if (file.decision) body["decision"] = ordered_json::parse(decision_json(*file.decision));
    body["consents"] = consents_json(consents, on_day->view);
    body["history"] = std::move(history);
    body["rules"] = change_rules_json(rules, file.request.kind);
    return body;
}

Result<ordered_json> preview(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto seen, change_in_view(parts, *connection, call));
    TRY_ASSIGN(const auto moment,
               change_moment(parts, *connection, call, seen.change, seen.change.file.request));
    return change_preview_json(seen.change, *moment);
}

// As it is kept: of a drawn area positions are rounded, by which a sliver may vanish.
Result<ChangeRequest> request_in(const json& body) {
    const auto found = body.find("request");
    TRY_ASSIGN(const auto sent,
               network_changes::parse_change_request(found == body.end() ? "{}" : found->dump()));
    return network_changes::parse_change_request(change_request_json(sent));
}

// Only the network that writes it, and practices that are its members today.
Result<void> require_writer(const ChangeSeen& seen) {
    if (seen.is_inside) return {};
    return failure({ErrorKind::forbidden,
                    "Only the network's own staff and practices that are members today may do "
                    "this.",
                    "change", "Ask one of them."});
}

// The next version with its audit entry.
Result<ordered_json> keep(database::Connection& connection, const Call& call,
                          const KeptChange& change, const ChangeCase& next, std::int64_t based_on,
                          std::string_view step) {
    std::int64_t version = 0;
    const RecordedChange said{fmt::format("change.{}", step), change.row.id,
                              fmt::format("{} {}", change.paper.id, name_of(next.request.kind))};
    TRY(commit_change(connection, call, said, [&]() -> Result<void> {
        TRY_ASSIGN(version,
                   persistence::add_paper(connection,
                                          paper_of(call, change.row.id, change_kind,
                                                   change.paper.id, change_case_json(next)),
                                          based_on));
        return {};
    }));
    return kept_json(change.paper.id, version, next);
}

Result<ordered_json> add(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto body, json_object(call.request, {"request"}));
    TRY_ASSIGN(auto request, request_in(body));
    TRY_ASSIGN(const auto of_network, governance_change(parts, call));
    const NetworkInView& network = of_network.network;
    if (network.row.stage != networks::Stage::live)
        return failure({ErrorKind::conflict, "Only a network that is live can be changed.",
                        "network", "While it is being formed, change its registration."});
    ChangeCase file;
    file.request = std::move(request);
    file.said = "Begun.";
    KeptChange change{network.row, {}, {}};
    change.paper.id = auth::random_id();
    return keep(*of_network.connection, call, change, file, 0, "begin");
}

Result<ordered_json> save(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto body, json_object(call.request, {"based_on", "request"}));
    TRY_ASSIGN(auto request, request_in(body));
    TRY_ASSIGN(const auto based, based_on(body));
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto seen, change_in_view(parts, *connection, call));
    TRY(require_writer(seen));
    TRY_ASSIGN(const auto next, network_changes::save_change(seen.change.file, std::move(request)));
    return keep(*connection, call, seen.change, next, based, "save");
}

Result<ordered_json> send(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto body, json_object(call.request, {"based_on"}));
    TRY_ASSIGN(const auto based, based_on(body));
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto seen, change_in_view(parts, *connection, call));
    TRY(require_writer(seen));
    TRY_ASSIGN(const auto moment,
               change_moment(parts, *connection, call, seen.change, seen.change.file.request));
    TRY_ASSIGN(const auto next, network_changes::send_change(seen.change.file, moment->hindrances,
                                                             io::today_in_london()));
    return keep(*connection, call, seen.change, next, based, "send");
}

Result<ordered_json> withdraw(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto body, json_object(call.request, {"based_on", "reason"}));
    TRY_ASSIGN(const auto reason, text_field(body, "reason", reason_bytes_max));
    TRY_ASSIGN(const auto based, based_on(body));
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto seen, change_in_view(parts, *connection, call));
    TRY(require_writer(seen));
    TRY_ASSIGN(const auto next, network_changes::withdraw_change(seen.change.file, reason));
    return keep(*connection, call, seen.change, next, based, "withdraw");
}

Result<ordered_json> agree(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto body, json_object(call.request, {"based_on", "agrees"}));
    TRY_ASSIGN(const auto based, based_on(body));
    const auto agrees = body.find("agrees");
    if (agrees == body.end() || !agrees->is_boolean())
        return failure({ErrorKind::invalid, "agrees is true or false.", "agrees",
                        "Say whether the practice agrees."});
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto seen, change_in_view(parts, *connection, call));
    TRY_ASSIGN(const auto consents,
               consents_of(parts, *connection, seen.change, io::today_in_london()));
    const auto may = steps_of(seen, call.asker(), consents);
    if (std::ranges::find(may, "agree") == may.end())
        return failure({ErrorKind::forbidden,
                        "Your practice is not asked to agree to this request now.", "change",
                        "Load the page again to see how it stands."});
    if (based != seen.change.paper.version)
        return failure({ErrorKind::conflict, "The request was changed in the meantime.", "based_on",
                        "Read it again before the practice agrees."});
    TRY_ASSIGN(const auto practice, OdsCode::parse(call.asker().organisation));
    const std::string id = consent_id(seen.change.paper.id, practice);
    TRY_ASSIGN(const auto earlier,
               persistence::find_paper(*connection, seen.change.row.id, consent_kind, id));
    const json consent{{"practice", practice.text()},
                       {"agrees", agrees->get<bool>()},
                       {"hash", hash_of_request(seen.change.file.request)}};
    const RecordedChange said{
        "change.agree", seen.change.row.id,
        fmt::format("{} {} {}", seen.change.paper.id, practice.text(), agrees->get<bool>())};
    const auto change = [&]() -> Result<void> {
        TRY(persistence::add_paper(
            *connection, paper_of(call, seen.change.row.id, consent_kind, id, consent.dump()),
            earlier ? earlier->version : 0));
        return {};
    };
    TRY(commit_change(*connection, call, said, change));
    return kept_json(seen.change.paper.id, seen.change.paper.version, seen.change.file);
}

}  // namespace

std::vector<http::Route> change_routes(ApiParts& parts) {
    const std::string all = "/api/networks/{network}/changes";
    const std::string that = all + "/{change}";
    return {
        guarded(parts, "GET", "/api/changes", "networks.read", answering(parts, naming)),
        guarded(parts, "GET", all, "networks.read", answering(parts, list)),
        guarded(parts, "POST", all, "networks.form", answering(parts, add, 201)),
        guarded(parts, "GET", that, "networks.read", answering(parts, one)),
        guarded(parts, "PUT", that, "networks.form", answering(parts, save)),
        guarded(parts, "GET", that + "/preview", "networks.read", answering(parts, preview)),
        guarded(parts, "POST", that + "/agree", "networks.sign", answering(parts, agree)),
        guarded(parts, "POST", that + "/send", "networks.form", answering(parts, send)),
        guarded(parts, "POST", that + "/withdraw", "networks.form", answering(parts, withdraw)),
    };
}

}  // namespace openpcn::api
