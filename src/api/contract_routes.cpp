// The contracts of a network's practices: each one's own, and the network contract year by year
// with how it came to take part. A practice's record is a paper of its own that goes with it from
// network to network.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/answering.h"
#include "api/api_parts.h"
#include "api/formation_desk.h"
#include "api/json_text.h"
#include "api/problem.h"
#include "api/recorded_change.h"
#include "formation/contract_record.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr const char* record_kind = "contract_record";  // of a practice

struct KeptRecord {
    std::int64_t version = 0;
    formation::ContractRecord record;
};

Result<KeptRecord> kept_record(database::Connection& connection, const OdsCode& practice,
                               Date day) {
    KeptRecord kept;
    TRY_ASSIGN(const auto versions,
               persistence::paper_versions(connection, practice.text(), record_kind, record_kind));
    const persistence::Paper* held = version_on(versions, day);
    if (held == nullptr) return kept;
    kept.version = held->version;
    TRY_ASSIGN(kept.record, formation::parse_contract_record(held->body));
    return kept;
}

struct Membership {
    Date joined;
    std::optional<Date> left;
};
// None while the network is being formed: there is no network contract yet.
std::optional<Membership> membership_of(const NetworkInView& network,
                                        const organisations::RegisterView& view,
                                        const OdsCode& practice) {
    const auto stage = network.row.stage;
    if (stage != networks::Stage::live && stage != networks::Stage::closed) return std::nullopt;
    for (const auto& row : network.member_rows)
        if (row.practice == practice) return Membership{row.joined, row.left_on};
    const auto known = view.practices().find(practice);
    if (known != view.practices().end() && known->second.member_since)
        return Membership{*known->second.member_since, std::nullopt};
    return Membership{network.row.starts, network.row.ends};
}

// A network as it is seen on a day, with what its practices' contracts are decided by.
struct ContractsInView {
    NetworkInView network;
    std::shared_ptr<const RegisterOfDay> of_day;
    FormationContent content;
    formation::ReviewCase review;
    Date day;

    std::vector<formation::ContractYear> years(const OdsCode& practice,
                                               const formation::ContractRecord& record) const {
        const auto membership = membership_of(network, of_day->view, practice);
        if (!membership) return {};
        return formation::contract_years(record, membership->joined, membership->left, day,
                                         content.formation);
    }
};

Result<ContractsInView> contracts_in_view(ApiParts& parts, database::Connection& connection,
                                          const Call& call, Date day) {
    TRY_ASSIGN(auto network, network_in_view(parts, connection, call, day));
    if (day != io::today_in_london()) {
        TRY_ASSIGN(auto then, network_as_of(connection, network, day));
        if (!then)
            return failure({ErrorKind::not_found, "The network was not begun yet on this day.",
                            "as_at", "Choose a later day."});
        network = std::move(*then);
    }
    TRY_ASSIGN(auto of_day, parts.register_desk.of(day));
    TRY_ASSIGN(auto content, formation_content(parts));
    TRY_ASSIGN(auto review, kept_review(connection, network.row, day));
    return ContractsInView{std::move(network), std::move(of_day), std::move(content),
                           std::move(review.review), day};
}

ordered_json core_json(const formation::CoreContract& core) {
    ordered_json body{{"type", name_of(core.type)}, {"reference", core.reference}};
    if (core.varied_on) body["varied_on"] = core.varied_on->to_string();
    return body;
}

ordered_json year_json(const formation::ContractYear& year) {
    ordered_json body{{"year", year.starts.to_string()},
                      {"title", formation::contract_year_title(year.starts)},
                      {"participation", name_of(year.participation)},
                      {"why", year.why},
                      {"is_open", year.is_open}};
    if (year.window_closes) body["window_closes"] = year.window_closes->to_string();
    if (year.rules != nullptr && year.rules->participation) {
        body["clause"] = year.rules->participation->clause.clause;
        body["source"] = year.rules->participation->clause.source;
    }
    return body;
}

ordered_json practice_json(const ContractsInView& seen, const OdsCode& code,
                           const KeptRecord& kept) {
    ordered_json body{{"code", code.text()}};
    const auto& practices = seen.of_day->view.practices();
    const auto known = practices.find(code);
    if (known != practices.end()) body["name"] = known->second.name;
    body["version"] = kept.version;
    if (kept.record.core) {
        body["core"] = core_json(*kept.record.core);
        body["core"]["from_variation"] = false;
    } else {
        // The commissioner named it when it varied the contract for the network.
        for (const auto& one : seen.review.variations) {
            if (one.practice != code || !one.is_approved) continue;
            body["core"] = core_json({one.contract, one.reference, one.day});
            body["core"]["from_variation"] = true;
        }
    }
    body["years"] = ordered_json::array();
    for (const auto& year : seen.years(code, kept.record)) body["years"].push_back(year_json(year));
    return body;
}

Result<ordered_json> contracts(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const Date day, day_asked_for(call));
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto seen, contracts_in_view(parts, *connection, call, day));
    TRY_ASSIGN(const auto* rules, seen.content.rules(day));
    ordered_json body{{"as_at", day.to_string()},
                      {"network", seen.network.row.id},
                      {"stage", networks::name_of(seen.network.row.stage)},
                      {"assurance", rules->assurance},
                      {"practices", ordered_json::array()}};
    for (const OdsCode& code : seen.network.members) {
        TRY_ASSIGN(const auto kept, kept_record(*connection, code, day));
        body["practices"].push_back(practice_json(seen, code, kept));
    }
    return body;
}

// The practice of the address, a member of the network.
Result<OdsCode> member_asked_for(const Call& call, const NetworkInView& network) {
    TRY_ASSIGN(auto code, OdsCode::parse(call.request.path_parameter("ods_code")));
    const auto& members = network.members;
    if (std::find(members.begin(), members.end(), code) != members.end()) return code;
    return failure({ErrorKind::not_found, "The practice is no member of this network.", "practice",
                    "Choose one of its members."});
}

Result<std::int64_t> based_on(const json& body) {
    const auto found = body.find("based_on");
    if (found == body.end() || !found->is_number_unsigned())
        return failure({ErrorKind::invalid, "The version it is based on is missing.", "based_on",
                        "Load the page again."});
    return found->get<std::int64_t>();
}

Result<ordered_json> keep(database::Connection& connection, const Call& call,
                          const OdsCode& practice, const formation::ContractRecord& record,
                          std::int64_t version, const std::string& action) {
    std::int64_t kept = 0;
    const auto change = [&]() -> Result<void> {
        TRY_ASSIGN(kept,
                   persistence::add_paper(connection,
                                          paper_of(call, practice.text(), record_kind, record_kind,
                                                   formation::contract_record_json(record)),
                                          version));
        return {};
    };
    TRY(commit_change(connection, call, {action, practice.text(), ""}, change));
    return ordered_json{{"version", kept}};
}

Result<ordered_json> record_core(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(auto body,
               json_object(call.request, {"type", "reference", "varied_on", "based_on"}));
    TRY_ASSIGN(const std::int64_t version, based_on(body));
    const Date today = io::today_in_london();
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto seen, contracts_in_view(parts, *connection, call, today));
    TRY(require_part(seen.network, {Part::commissioner}));
    TRY_ASSIGN(const OdsCode practice, member_asked_for(call, seen.network));
    body.erase("based_on");
    TRY_ASSIGN(const auto read,
               formation::parse_contract_record(json{{"core", std::move(body)}}.dump()));
    TRY_ASSIGN(auto kept, kept_record(*connection, practice, today));
    kept.record.core = read.core;
    return keep(*connection, call, practice, kept.record, version, "contract.core");
}

Result<ordered_json> choose_year(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(auto body, json_object(call.request, {"year", "takes_part", "reason", "based_on"}));
    TRY_ASSIGN(const std::int64_t version, based_on(body));
    const Date today = io::today_in_london();
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto seen, contracts_in_view(parts, *connection, call, today));
    TRY_ASSIGN(const OdsCode practice, member_asked_for(call, seen.network));
    if (practice.text() != call.asker().organisation)
        return failure({ErrorKind::forbidden, "A practice opts in or out only for itself.",
                        "practice", "Ask the practice."});
    body.erase("based_on");
    body["day"] = today.to_string();
    TRY_ASSIGN(const auto read,
               formation::parse_contract_record(json{{"choices", {std::move(body)}}}.dump()));
    TRY_ASSIGN(const auto kept, kept_record(*connection, practice, today));
    TRY_ASSIGN(const auto next, formation::choose(kept.record, read.choices.front(),
                                                  seen.years(practice, kept.record)));
    return keep(*connection, call, practice, next, version, "contract.choose");
}

}  // namespace

std::vector<http::Route> contract_routes(ApiParts& parts) {
    return {
        guarded(parts, "GET", "/api/networks/{network}/contracts", "networks.read",
                answering(parts, contracts)),
        guarded(parts, "PUT", "/api/networks/{network}/contracts/{ods_code}", "networks.review",
                answering(parts, record_core)),
        guarded(parts, "POST", "/api/networks/{network}/contracts/{ods_code}/years",
                "networks.sign", answering(parts, choose_year)),
    };
}

}  // namespace openpcn::api
