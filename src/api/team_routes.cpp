// Teams that work for networks: those of a network with its roster across employers, and those that
// the commissioner shares with its networks.
#include <set>

#include "api/problem.h"
#include "api/table_answer.h"
#include "api/team_desk.h"

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;
using partners::Catalogue;

ordered_json team_json(const KeptTeam& kept, const PartnerScope& scope) {
    ordered_json made = paper_json(kept.paper, scope, team_paper());
    made["in_force"] = kept.team.time.holds_on(scope.day);
    std::int64_t worked = 0;
    for (const partners::Post& post : kept.team.posts)
        if (post.time.holds_on(scope.day)) worked += post.hundredths;
    made["whole_time_equivalent"] = static_cast<double>(worked) / 100;
    return made;
}

Result<ordered_json> network_teams(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const PartnerScope scope, network_scope(parts, *connection, call, Intent::read));
    TRY_ASSIGN(const Catalogue catalogue, catalogue_of(parts, scope.day));
    TRY_ASSIGN(const auto network, network_footprint(parts, *connection, scope));
    TRY_ASSIGN(const auto teams, teams_of_network(*connection, scope, network, catalogue));
    ordered_json entries = ordered_json::array();
    std::set<std::string> kinds;
    for (const KeptTeam& kept : teams) {
        entries.push_back(team_json(kept, scope));
        if (kept.team.time.holds_on(scope.day)) kinds.insert(kept.team.kind);
    }
    ordered_json missing = ordered_json::array();
    for (const partners::TeamKind& kind : catalogue.team_kinds)
        if (kind.is_expected && !kinds.contains(kind.term.id)) missing.push_back(kind.term.id);
    return ordered_json{{"as_at", scope.day.to_string()},
                        {"entries", std::move(entries)},
                        {"missing_kinds", std::move(missing)}};
}

// Who works in the network's teams on the day, a row for each post.
Result<exporting::Table> roster(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const PartnerScope scope, network_scope(parts, *connection, call, Intent::read));
    TRY_ASSIGN(const Catalogue catalogue, catalogue_of(parts, scope.day));
    TRY_ASSIGN(const auto network, network_footprint(parts, *connection, scope));
    TRY_ASSIGN(const auto teams, teams_of_network(*connection, scope, network, catalogue));
    exporting::Table table{
        "Team roster",
        {"Team", "Role", "Name", "Employer", "Works at", "Whole-time equivalent", "From", "To"},
        {},
        {"Posts of " + scope.network->row.name + ", as at " + scope.day.to_string() + "."}};
    for (const KeptTeam& kept : teams) {
        for (const partners::Post& post : kept.team.posts) {
            if (!kept.team.time.holds_on(scope.day) || !post.time.holds_on(scope.day)) continue;
            table.rows.push_back(
                {kept.team.name, partners::find_term(catalogue.roles, post.role)->title,
                 post.who.empty() ? std::string("Vacant or not named") : post.who, post.employer,
                 post.host, static_cast<double>(post.hundredths) / 100, post.time.from,
                 post.time.to ? exporting::Cell(*post.time.to) : exporting::Cell()});
        }
    }
    return table;
}

http::Response export_roster(ApiParts& parts, const Call& call) {
    const auto format = table_format_of(call.request, "A roster is");
    if (!format) return problem(format.error());
    const auto day = day_asked_for(call);
    if (!day) return problem(day.error());
    const auto table = roster(parts, call);
    return table ? table_answer(*table, *format, "team-roster", *day) : problem(table.error());
}

Result<ordered_json> shared_teams(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const PartnerScope scope, organisation_scope(call));
    TRY_ASSIGN(const Catalogue catalogue, catalogue_of(parts, scope.day));
    TRY_ASSIGN(const auto teams, teams_in(*connection, scope, catalogue));
    ordered_json entries = ordered_json::array();
    for (const KeptTeam& kept : teams) entries.push_back(team_json(kept, scope));
    return ordered_json{{"as_at", scope.day.to_string()}, {"entries", std::move(entries)}};
}

}  // namespace

std::vector<http::Route> team_routes(ApiParts& parts) {
    const auto answered = [&parts](auto make) {
        return [&parts, make](Call& call) { return json_or_problem(make(parts, call)); };
    };
    return {
        guarded(parts, "GET", "/api/networks/{network}/teams", "networks.read",
                answered(network_teams)),
        guarded(parts, "POST", "/api/networks/{network}/teams", "networks.govern",
                adding(parts, network_writer(parts), team_paper())),
        guarded(parts, "PUT", "/api/networks/{network}/teams/{team}", "networks.govern",
                changing(parts, network_writer(parts), team_paper(), "team")),
        guarded(parts, "GET", "/api/networks/{network}/teams/export", "networks.read",
                [&parts](Call& call) { return export_roster(parts, call); }),
        guarded(parts, "GET", "/api/systems/teams", "networks.review", answered(shared_teams)),
        guarded(parts, "POST", "/api/systems/teams", "networks.review",
                adding(parts, organisation_writer(), team_paper())),
        guarded(parts, "PUT", "/api/systems/teams/{team}", "networks.review",
                changing(parts, organisation_writer(), team_paper(), "team")),
    };
}

}  // namespace openpcn::api
