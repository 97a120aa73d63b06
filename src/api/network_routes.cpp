// The networks that the asker's organisation has part in, and taking one of the register in so that
// its papers can be kept here. Forming a new one is registration_routes.cpp.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "api/api_parts.h"
#include "api/formation_desk.h"
#include "api/governance_desk.h"
#include "api/json_text.h"
#include "api/network_access.h"
#include "api/network_json.h"
#include "api/problem.h"
#include "api/recorded_change.h"
#include "platform/auth/secret_text.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;

// None where it was not begun by the day.
Result<std::optional<NetworkInView>> on_its_day(database::Connection& connection,
                                                NetworkInView network, Date day) {
    if (day == io::today_in_london()) return std::optional(std::move(network));
    return network_as_of(connection, std::move(network), day);
}

http::Response list(ApiParts& parts, Call& call) {
    const auto day = day_asked_for(call);
    if (!day) return problem(day.error());
    const auto connection = parts.database.lease();
    if (!connection) return problem(connection.error());
    auto seen = networks_in_view(parts, **connection, call, *day);
    if (!seen) return problem(seen.error());
    const auto on_day = parts.register_desk.of(*day);
    if (!on_day) return problem(on_day.error());
    ordered_json body = ordered_json::array();
    for (NetworkInView& network : *seen) {
        const auto then = on_its_day(**connection, std::move(network), *day);
        if (!then) return problem(then.error());
        if (*then) body.push_back(network_in_view_json(**then, (*on_day)->view));
    }
    return json_answer(body);
}

http::Response one(ApiParts& parts, Call& call) {
    const auto day = day_asked_for(call);
    if (!day) return problem(day.error());
    const auto connection = parts.database.lease();
    if (!connection) return problem(connection.error());
    auto now = network_in_view(parts, **connection, call, *day);
    if (!now) return problem(now.error());
    const auto network = on_its_day(**connection, std::move(*now), *day);
    if (!network) return problem(network.error());
    if (!*network)
        return problem({ErrorKind::not_found,
                        fmt::format("The network was not begun yet on {}.", day->to_string()),
                        "as_at", "Choose a later day."});
    const auto on_day = parts.register_desk.of(*day);
    if (!on_day) return problem(on_day.error());
    auto body = network_in_view_json(**network, (*on_day)->view);
    const auto findings =
        director_findings(parts, **connection, (*network)->row, (*on_day)->view, *day);
    if (!findings) return problem(findings.error());
    body["director_findings"] = post_findings_json(*findings);
    return json_answer(body);
}

// A network as it stands in the register today, as a row of our own. `forbidden` where the asker
// has no part in it.
Result<persistence::NetworkRow> row_from_register(const organisations::RegisterView& view,
                                                  const Call& call, const OdsCode& code) {
    const auto found = view.networks().find(code);
    if (found == view.networks().end() || !found->second.is_open || !found->second.commissioner)
        return failure({ErrorKind::not_found, "The register has no such open network.", "code",
                        "Search the register for its name or code."});
    const organisations::NetworkEntry& entry = found->second;
    TRY_ASSIGN(OdsCode proposer, OdsCode::parse(call.asker().organisation));
    persistence::NetworkRow row{auth::random_id(),
                                code,
                                entry.name,
                                *entry.commissioner,
                                networks::Stage::live,
                                entry.open.start.value_or(view.as_at()),
                                entry.open.end,
                                code,
                                true,
                                std::nullopt,
                                call.now};
    if (part_of(call.asker(), row, entry.members) == Part::none)
        return failure({ErrorKind::forbidden, "Only the network's own staff and its practices may.",
                        "code", "Ask one of them."});
    return row;
}

http::Response take_in(ApiParts& parts, Call& call) {
    const auto body = json_object(call.request, {"code"});
    if (!body) return problem(body.error());
    const auto text = text_field(*body, "code", 10);
    if (!text) return problem(text.error());
    const auto code = OdsCode::parse(*text);
    if (!code) return problem(code.error());
    const auto today = parts.register_desk.of(io::today_in_london());
    if (!today) return problem(today.error());
    const auto row = row_from_register((*today)->view, call, *code);
    if (!row) return problem(row.error());
    const auto connection = parts.database.lease();
    if (!connection) return problem(connection.error());
    const auto done = commit_change(**connection, call, {"network.take_in", row->id, code->text()},
                                    [&] { return persistence::add_network(**connection, *row); });
    if (!done) return problem(done.error());
    return json_answer({{"id", row->id}}, 201);
}

}  // namespace

std::vector<http::Route> network_routes(ApiParts& parts) {
    return {
        guarded(parts, "GET", "/api/networks", "networks.read",
                [&parts](Call& call) { return list(parts, call); }),
        guarded(parts, "POST", "/api/networks/from-register", "networks.form",
                [&parts](Call& call) { return take_in(parts, call); }),
        guarded(parts, "GET", "/api/networks/{network}", "networks.read",
                [&parts](Call& call) { return one(parts, call); }),
    };
}

}  // namespace openpcn::api
