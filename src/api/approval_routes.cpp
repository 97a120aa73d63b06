// The commissioner's side of forming networks: what waits for it, how ready its localities are for
// the timetable, its own dates, and agreeing all areas together.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

#include "api/answering.h"
#include "api/api_parts.h"
#include "api/area_batch.h"
#include "api/change_json.h"
#include "api/formation_json.h"
#include "api/json_text.h"
#include "api/problem.h"
#include "api/recorded_change.h"
#include "base/grouped_number.h"
#include "formation/coverage_if_formed.h"
#include "platform/auth/secret_text.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

ordered_json row_json(const ReviewMoment& moment) {
    ordered_json row{{"network", moment.row.id},
                     {"name", moment.registration.name},
                     {"stage", networks::name_of(moment.kept.review.stage)},
                     {"starts", moment.facts().planned_start.to_string()},
                     {"locality", moment.registration.locality},
                     {"practices", moment.members.size()}};
    if (moment.registration.lists) row["patients"] = moment.registration.lists->total;
    return row;
}

// Late first, then what has waited longest.
Result<ordered_json> in_tray(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const Date day, day_asked_for(call));
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto content, formation_content(parts));
    TRY_ASSIGN(const auto moments, moments_of_commissioner(parts, *connection, content, call, day));
    struct Item {
        const ReviewMoment* moment;
        formation::Waiting waiting;
    };
    std::vector<Item> items;
    for (const ReviewMoment& moment : moments)
        for (auto& waiting : moment.waiting()) items.push_back({&moment, std::move(waiting)});
    std::ranges::stable_sort(items, {}, [](const Item& item) {
        return std::tuple(item.waiting.whom != formation::Taker::commissioner,
                          !item.waiting.is_late, item.waiting.since.value_or(Date()));
    });
    ordered_json rows = ordered_json::array();
    for (const Item& item : items) {
        ordered_json row = row_json(*item.moment);
        row.update(waiting_json(std::span(&item.waiting, 1))[0]);
        rows.push_back(std::move(row));
    }
    ordered_json changes = ordered_json::array();
    TRY_ASSIGN(const auto sent, changes_of_commissioner(*connection, call, day));
    for (const KeptChange& change : sent)
        if (change.file.state == network_changes::ChangeState::sent)
            changes.push_back(change_row_json(change, day));
    return ordered_json{
        {"as_at", day.to_string()}, {"waiting", std::move(rows)}, {"changes", std::move(changes)}};
}

Result<ordered_json> timetables_json(database::Connection& connection,
                                     const FormationContent& content, const OdsCode& commissioner,
                                     const std::vector<ReviewMoment>& moments, Date day) {
    std::map<std::string, const formation::FormationRules*> used;
    TRY_ASSIGN(const auto* todays, content.rules(day));
    used[todays->id] = todays;
    for (const ReviewMoment& moment : moments)
        used[moment.checked.rules->id] = moment.checked.rules;
    ordered_json rows = ordered_json::array();
    for (const auto& [id, rules] : used) {
        TRY_ASSIGN(const auto own, kept_own_dates(connection, commissioner, *rules, day));
        rows.push_back(
            {{"rules", id},
             {"title", rules->title},
             {"note", rules->timetable_note},
             {"assurance", rules->assurance},
             {"own_version", own.version},
             {"dates", timetable_json(formation::timetable_of(*rules, own.dates, {}, day))}});
    }
    return rows;
}

ordered_json localities_json(const std::vector<ReviewMoment>& moments) {
    std::map<std::string, std::vector<const ReviewMoment*>> by_name;
    for (const ReviewMoment& moment : moments)
        by_name[moment.registration.locality].push_back(&moment);
    ordered_json rows = ordered_json::array();
    for (const auto& [name, all] : by_name) {
        ordered_json row{{"locality", name}, {"networks", ordered_json::array()}};
        std::size_t late = 0;
        for (const ReviewMoment* moment : all) {
            const auto standings = moment->timetable();
            late += static_cast<std::size_t>(std::count_if(
                standings.begin(), standings.end(),
                [](const auto& one) { return one.state == formation::MilestoneState::late; }));
            ordered_json network = row_json(*moment);
            network["milestones"] = timetable_json(standings);
            network["waiting"] = waiting_json(moment->waiting());
            row["networks"].push_back(std::move(network));
        }
        row["late"] = late;
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<ordered_json> readiness(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const Date day, day_asked_for(call));
    TRY_ASSIGN(const auto commissioner, OdsCode::parse(call.asker().organisation));
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto content, formation_content(parts));
    TRY_ASSIGN(const auto moments, moments_of_commissioner(parts, *connection, content, call, day));
    TRY_ASSIGN(auto timetables, timetables_json(*connection, content, commissioner, moments, day));
    TRY_ASSIGN(const auto on_day, parts.register_desk.of(day));
    const auto coverage =
        formation::coverage_if_formed(on_day->view, commissioner, {}, planned_members(moments));
    ordered_json missing = ordered_json::array();
    for (const auto& one : coverage.missing) {
        ordered_json row{{"code", one.practice->code.text()}, {"name", one.practice->name}};
        if (one.practice->list) row["patients"] = one.practice->list->patients;
        missing.push_back(std::move(row));
    }
    return ordered_json{{"as_at", day.to_string()},
                        {"coverage",
                         {{"practices", coverage.practices},
                          {"practices_now", coverage.practices_now},
                          {"practices_then", coverage.practices_then},
                          {"patients", coverage.patients},
                          {"patients_now", coverage.patients_now},
                          {"patients_then", coverage.patients_then},
                          {"arithmetic", coverage.arithmetic},
                          {"missing", std::move(missing)}}},
                        {"timetables", std::move(timetables)},
                        {"localities", localities_json(moments)}};
}

Result<ordered_json> save_dates(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(auto body, json_object(call.request, {"rules", "based_on", "dates"}));
    TRY_ASSIGN(const std::string rules, text_field(body, "rules", 40));
    const auto based_on = body.value("based_on", json());
    if (!based_on.is_number_integer())
        return failure({ErrorKind::invalid, "The version it is based on is missing.", "based_on",
                        "Load the page again."});
    TRY_ASSIGN(const auto content, formation_content(parts));
    const bool known = std::any_of(content.formation.begin(), content.formation.end(),
                                   [&](const auto& one) { return one.id == rules; });
    if (!known)
        return failure({ErrorKind::not_found, "There are no such rules of forming networks.",
                        "rules", "Choose those of a contract year that the page shows."});
    body.erase("rules");
    body.erase("based_on");
    TRY_ASSIGN(const auto dates, formation::parse_own_dates(body));
    const std::string& commissioner = call.asker().organisation;
    TRY_ASSIGN(const auto connection, parts.database.lease());
    std::int64_t version = 0;
    const auto change = [&]() -> Result<void> {
        TRY_ASSIGN(version,
                   persistence::add_paper(*connection,
                                          paper_of(call, commissioner, own_dates_kind, rules,
                                                   formation::own_dates_json(dates)),
                                          based_on.get<std::int64_t>()));
        return {};
    };
    TRY(commit_change(*connection, call, {"formation.dates", commissioner, rules}, change));
    return ordered_json{{"version", version}};
}

Result<ordered_json> areas(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const Date day, day_asked_for(call));
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto content, formation_content(parts));
    TRY_ASSIGN(const auto moments, moments_of_commissioner(parts, *connection, content, call, day));
    TRY_ASSIGN(const auto batch, area_batch(parts, call, moments, day));
    return area_batch_json(batch);
}

Result<ordered_json> agree_areas(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto body, json_object(call.request, {"networks", "committee", "day", "minute",
                                                           "agreed_with", "exceptions"}));
    const Date today = io::today_in_london();
    TRY_ASSIGN(const auto decision, parse_area_decision(body, today));
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto content, formation_content(parts));
    TRY_ASSIGN(const auto moments,
               moments_of_commissioner(parts, *connection, content, call, today));
    TRY_ASSIGN(const auto batch, area_batch(parts, call, moments, today));
    TRY_ASSIGN(const auto chosen, chosen_of(batch, decision));
    const std::string id = auth::random_id();
    std::vector<std::string> networks;
    for (const ReviewMoment* moment : chosen) networks.push_back(moment->row.id);
    const RecordedChange said{"network.agree_areas", fmt::format("{}", fmt::join(networks, " ")),
                              id};
    const auto change = [&]() -> Result<void> {
        for (const ReviewMoment* moment : chosen)
            TRY(keep_step_within(*connection, call, *moment, step_of(batch, decision, *moment, id),
                                 moment->kept.version));
        TRY(persistence::add_paper(
            *connection, paper_of(call, call.asker().organisation, batch_kind, id, body.dump()),
            0));
        return {};
    };
    TRY(commit_change(*connection, call, said, change));
    return ordered_json{{"batch", id}, {"agreed", networks}};
}

}  // namespace

std::vector<http::Route> approval_routes(ApiParts& parts) {
    return {
        guarded(parts, "GET", "/api/approvals", "networks.review", answering(parts, in_tray)),
        guarded(parts, "GET", "/api/approvals/readiness", "networks.review",
                answering(parts, readiness)),
        guarded(parts, "PUT", "/api/approvals/dates", "networks.review",
                answering(parts, save_dates)),
        guarded(parts, "GET", "/api/approvals/areas", "networks.review", answering(parts, areas)),
        guarded(parts, "POST", "/api/approvals/areas", "networks.review",
                answering(parts, agree_areas)),
    };
}

}  // namespace openpcn::api
