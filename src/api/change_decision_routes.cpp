// The commissioner's side of changing networks: what was sent to it, and its decision. An approval
// is written with everything that it does in one transaction.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "api/answering.h"
#include "api/api_parts.h"
#include "api/change_effects.h"
#include "api/change_json.h"
#include "api/formation_desk.h"
#include "api/governance_request.h"
#include "api/json_text.h"
#include "api/problem.h"
#include "api/recorded_change.h"
#include "persistence/register_load.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using network_changes::ChangeDecision;
using network_changes::ChangeState;
using nlohmann::ordered_json;

Result<ordered_json> list(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const Date day, day_asked_for(call));
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto changes, changes_of_commissioner(*connection, call, day));
    ordered_json rows = ordered_json::array();
    for (const KeptChange& change : changes) rows.push_back(change_row_json(change, day));
    return ordered_json{{"as_at", day.to_string()}, {"changes", std::move(rows)}};
}

// Of those that were sent to the asker's commissioner.
Result<KeptChange> change_to_decide(database::Connection& connection, const Call& call) {
    TRY_ASSIGN(auto changes, changes_of_commissioner(connection, call, io::today_in_london()));
    for (KeptChange& change : changes)
        if (change.paper.id == call.request.path_parameter("change")) return std::move(change);
    return failure({ErrorKind::not_found, "No such request was sent to your organisation.",
                    "change", "Choose one of the list of requests."});
}

Result<ordered_json> decide(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(auto body,
               json_object(call.request, {"based_on", "outcome", "committee", "day", "minute",
                                          "conditions", "reason", "accepted", "codes"}));
    TRY_ASSIGN(const auto based, based_on(body));
    body.erase("based_on");
    TRY_ASSIGN(const ChangeDecision decision, network_changes::parse_change_decision(body.dump()));
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto change, change_to_decide(*connection, call));
    const auto request = network_changes::with_codes(change.file.request, decision);
    TRY_ASSIGN(const auto version_before, persistence::register_version(*connection));
    std::unique_ptr<ChangeMoment> moment;
    std::vector<network_changes::Hindrance> hindrances;
    if (decision.outcome == ChangeState::approved) {
        TRY_ASSIGN(moment, change_moment(parts, *connection, call, change, request));
        hindrances = moment->hindrances;
    }
    TRY_ASSIGN(const auto next, network_changes::decide_change(change.file, decision, hindrances,
                                                               io::today_in_london()));
    std::int64_t version = 0;
    const RecordedChange said{fmt::format("change.{}", name_of(decision.outcome)), change.row.id,
                              fmt::format("{} {}", change.paper.id, name_of(request.kind))};
    TRY(commit_change(*connection, call, said, [&]() -> Result<void> {
        TRY_ASSIGN(version,
                   persistence::add_paper(*connection,
                                          paper_of(call, change.row.id, change_kind,
                                                   change.paper.id, change_case_json(next)),
                                          based));
        if (moment == nullptr) return {};
        // What was worked out must still hold: another approval may have come between.
        TRY_ASSIGN(const auto version_now, persistence::register_version(*connection));
        if (version_now != version_before)
            return failure({ErrorKind::conflict, "The register changed in the meantime.",
                            "the register", "Look at the request again before deciding."});
        return write_effects(*connection, call, change, request, *moment);
    }));
    return ordered_json{
        {"id", change.paper.id}, {"version", version}, {"state", name_of(next.state)}};
}

}  // namespace

std::vector<http::Route> change_decision_routes(ApiParts& parts) {
    return {
        guarded(parts, "GET", "/api/approvals/changes", "networks.review", answering(parts, list)),
        guarded(parts, "POST", "/api/approvals/changes/{change}", "networks.review",
                answering(parts, decide)),
    };
}

}  // namespace openpcn::api
