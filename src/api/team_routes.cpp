// Teams that work for networks: those of a network with its roster across employers, and for the
// commissioner whether community and mental-health teams fit the networks' footprints.
#include <algorithm>
#include <set>

#include "api/area_lookup.h"
#include "api/partner_desk.h"
#include "api/problem.h"
#include "api/table_answer.h"
#include "partners/team_coverage.h"

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;
using partners::Catalogue;
using partners::Footprint;
using partners::NamedTeam;
using partners::Team;

struct KeptTeam {
    persistence::Paper paper;
    Team team;
};

Result<std::vector<KeptTeam>> teams_in(database::Connection& connection, const PartnerScope& scope,
                                       const Catalogue& catalogue) {
    std::vector<KeptTeam> made;
    TRY_ASSIGN(auto papers, papers_in(connection, scope, team_paper()));
    for (persistence::Paper& paper : papers) {
        TRY_ASSIGN(auto team, partners::read_team(paper.body, catalogue));
        made.push_back({std::move(paper), std::move(team)});
    }
    return made;
}

Footprint footprint_of(const persistence::NetworkRow& row) {
    return {row.id, row.code ? row.code->text() : "", row.name, {}};
}

// The network's own teams, and shared ones that name it.
Result<std::vector<KeptTeam>> teams_of_network(database::Connection& connection,
                                               const PartnerScope& scope,
                                               const Catalogue& catalogue) {
    TRY_ASSIGN(auto teams, teams_in(connection, scope, catalogue));
    const Footprint network = footprint_of(scope.network->row);
    std::erase_if(teams, [&](const KeptTeam& kept) {
        return kept.paper.owner != scope.owner && !partners::names_network(kept.team, network);
    });
    return teams;
}

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
    TRY_ASSIGN(const auto teams, teams_of_network(*connection, scope, catalogue));
    ordered_json entries = ordered_json::array();
    std::set<std::string> kinds;
    for (const KeptTeam& kept : teams) {
        entries.push_back(team_json(kept, scope));
        if (kept.team.time.holds_on(scope.day)) kinds.insert(kept.team.kind);
    }
    ordered_json missing = ordered_json::array();
    for (const partners::TeamKind& kind : catalogue.team_kinds)
        if (kind.is_expected && kinds.count(kind.term.id) == 0) missing.push_back(kind.term.id);
    return ordered_json{{"as_at", scope.day.to_string()},
                        {"entries", std::move(entries)},
                        {"missing_kinds", std::move(missing)}};
}

// Who works in the network's teams on the day, a row for each post.
Result<exporting::Table> roster(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const PartnerScope scope, network_scope(parts, *connection, call, Intent::read));
    TRY_ASSIGN(const Catalogue catalogue, catalogue_of(parts, scope.day));
    TRY_ASSIGN(const auto teams, teams_of_network(*connection, scope, catalogue));
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
    const auto table = roster(parts, call);
    return table ? table_answer(*table, *format, "team-roster") : problem(table.error());
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

// All networks of the commissioner on the day: those of the register, and those that are formed
// here. Small areas are as a published lookup gives them.
Result<std::vector<Footprint>> footprints(ApiParts& parts, database::Connection& connection,
                                          const Call& call, const PartnerScope& scope) {
    TRY_ASSIGN(const auto on_day, parts.register_desk.of(scope.day));
    TRY_ASSIGN(const auto seen, networks_in_view(parts, connection, call, scope.day));
    std::vector<Footprint> made;
    for (const NetworkInView& network : seen)
        if (network.row.stage != networks::Stage::closed) made.push_back(footprint_of(network.row));
    for (const auto& [code, network] : on_day->view.networks()) {
        const bool is_ours =
            network.is_open && network.commissioner && network.commissioner->text() == scope.owner;
        if (is_ours && std::ranges::find(made, code.text(), &Footprint::code) == made.end())
            made.push_back({"", code.text(), network.name, {}});
    }
    TRY_ASSIGN(const OdsCode commissioner, OdsCode::parse(scope.owner));
    const auto* entry = on_day->view.commissioner(commissioner);
    if (entry == nullptr) return made;
    const persistence::CommissionerCodes codes{scope.owner, entry->ons_code};
    TRY_ASSIGN(const auto areas, persistence::small_areas_of(connection, codes, scope.day));
    for (const persistence::SmallArea& area : areas.areas)
        for (Footprint& network : made)
            if (!network.code.empty() && area.network == network.code)
                network.small_areas.push_back(area.code);
    return made;
}

ordered_json team_names(const std::vector<std::size_t>& indexes,
                        const std::vector<NamedTeam>& teams) {
    ordered_json names = ordered_json::array();
    for (const std::size_t at : indexes) names.push_back(teams[at].team.name);
    return names;
}

ordered_json kind_json(const partners::KindCoverage& coverage,
                       const std::vector<Footprint>& networks, const std::vector<NamedTeam>& teams,
                       const Catalogue& catalogue) {
    ordered_json made{{"kind", coverage.kind},
                      {"title", catalogue.team_kind(coverage.kind)->term.title},
                      {"arithmetic", coverage.arithmetic},
                      {"served", coverage.served_whole},
                      {"networks", ordered_json::array()},
                      {"claimed_twice", ordered_json::array()}};
    for (const partners::ServedNetwork& each : coverage.networks) {
        const Footprint& network = networks[each.network];
        made["networks"].push_back({{"network", network.code.empty() ? network.id : network.code},
                                    {"name", network.name},
                                    {"served", name_of(each.served)},
                                    {"teams", team_names(each.teams, teams)},
                                    {"small_areas", network.small_areas.size()},
                                    {"small_areas_covered", each.areas_covered}});
    }
    for (const partners::DoubleClaim& claim : coverage.claimed_twice)
        made["claimed_twice"].push_back(
            {{"small_area", claim.small_area}, {"teams", team_names(claim.teams, teams)}});
    return made;
}

// Shared teams of the commissioner, and those that its networks wrote.
Result<ordered_json> coverage_check(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(PartnerScope scope, organisation_scope(call));
    TRY_ASSIGN(const Catalogue catalogue, catalogue_of(parts, scope.day));
    TRY_ASSIGN(const auto networks, footprints(parts, *connection, call, scope));
    for (const Footprint& network : networks)
        if (!network.id.empty()) scope.readable.push_back(network.id);
    TRY_ASSIGN(const auto kept, teams_in(*connection, scope, catalogue));
    std::vector<NamedTeam> teams;
    for (const KeptTeam& each : kept) teams.push_back({each.paper.id, each.team});
    ordered_json kinds = ordered_json::array();
    for (const auto& coverage : partners::team_coverage(networks, teams, catalogue, scope.day))
        kinds.push_back(kind_json(coverage, networks, teams, catalogue));
    return ordered_json{{"as_at", scope.day.to_string()}, {"kinds", std::move(kinds)}};
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
        guarded(parts, "GET", "/api/systems/team-coverage", "networks.review",
                answered(coverage_check)),
    };
}

}  // namespace openpcn::api
