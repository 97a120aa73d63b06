// Whether teams fit the networks' footprints: for a commissioner over all its networks, for a
// network over itself; as a page and as a file.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "api/json_text.h"
#include "api/problem.h"
#include "api/table_answer.h"
#include "api/team_desk.h"

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;
using partners::Catalogue;
using partners::Footprint;
using partners::KindCoverage;
using partners::NamedTeam;

struct Checked {
    PartnerScope scope;
    Catalogue catalogue;
    std::vector<Footprint> networks;
    std::vector<NamedTeam> teams;
    std::vector<KindCoverage> kinds;
};

Checked checked(PartnerScope scope, Catalogue catalogue, std::vector<Footprint> networks,
                const std::vector<KeptTeam>& kept) {
    Checked made{std::move(scope), std::move(catalogue), std::move(networks), {}, {}};
    for (const KeptTeam& each : kept) made.teams.push_back({each.paper.id, each.team});
    made.kinds = partners::team_coverage(made.networks, made.teams, made.catalogue, made.scope.day);
    return made;
}

// Shared teams of the commissioner, and those that its networks wrote.
Result<Checked> check_commissioner(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(PartnerScope scope, organisation_scope(call));
    TRY_ASSIGN(Catalogue catalogue, catalogue_of(parts, scope.day));
    TRY_ASSIGN(auto networks, commissioner_footprints(parts, *connection, call, scope));
    for (const Footprint& network : networks)
        if (!network.id.empty()) scope.readable.push_back(network.id);
    TRY_ASSIGN(const auto kept, teams_in(*connection, scope, catalogue));
    return checked(std::move(scope), std::move(catalogue), std::move(networks), kept);
}

// Small areas outside the network are its neighbours' affair.
Result<Checked> check_network(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(PartnerScope scope, network_scope(parts, *connection, call, Intent::read));
    TRY_ASSIGN(Catalogue catalogue, catalogue_of(parts, scope.day));
    TRY_ASSIGN(const Footprint network, network_footprint(parts, *connection, scope));
    TRY_ASSIGN(const auto kept, teams_of_network(*connection, scope, network, catalogue));
    Checked made = checked(std::move(scope), std::move(catalogue), {network}, kept);
    for (KindCoverage& coverage : made.kinds)
        std::erase_if(coverage.claimed_twice, [&](const partners::DoubleClaim& claim) {
            return !std::ranges::binary_search(network.small_areas, claim.small_area);
        });
    return made;
}

std::vector<std::string> team_names(const std::vector<std::size_t>& indexes,
                                    const std::vector<NamedTeam>& teams) {
    std::vector<std::string> names;
    for (const std::size_t at : indexes) names.push_back(teams[at].team.name);
    return names;
}

const std::string& name_in_papers(const Footprint& network) {
    return network.code.empty() ? network.id : network.code;
}

const std::string& title_of(const Checked& all, const KindCoverage& coverage) {
    return all.catalogue.team_kind(coverage.kind)->term.title;
}

ordered_json kind_json(const KindCoverage& coverage, const Checked& all) {
    ordered_json made{{"kind", coverage.kind},
                      {"title", title_of(all, coverage)},
                      {"expected", coverage.is_expected},
                      {"arithmetic", coverage.arithmetic},
                      {"served", coverage.served_whole},
                      {"networks", ordered_json::array()},
                      {"claimed_twice", ordered_json::array()}};
    for (const partners::ServedNetwork& each : coverage.networks) {
        const Footprint& network = all.networks[each.network];
        made["networks"].push_back({{"network", name_in_papers(network)},
                                    {"name", network.name},
                                    {"served", name_of(each.served)},
                                    {"teams", team_names(each.teams, all.teams)},
                                    {"small_areas", network.small_areas.size()},
                                    {"small_areas_covered", each.areas_covered}});
    }
    for (const partners::DoubleClaim& claim : coverage.claimed_twice)
        made["claimed_twice"].push_back(
            {{"small_area", claim.small_area}, {"teams", team_names(claim.teams, all.teams)}});
    return made;
}

using Check = Result<Checked> (*)(ApiParts&, const Call&);

http::Response answer_coverage(ApiParts& parts, const Call& call, Check check) {
    const auto all = check(parts, call);
    if (!all) return problem(all.error());
    ordered_json kinds = ordered_json::array();
    for (const KindCoverage& coverage : all->kinds) kinds.push_back(kind_json(coverage, *all));
    return json_answer({{"as_at", all->scope.day.to_string()}, {"kinds", std::move(kinds)}});
}

// "In part, 3 of 14 small areas".
std::string served_words(const partners::ServedNetwork& each, const Footprint& network) {
    if (each.served == partners::Served::whole) return "Whole";
    if (each.served == partners::Served::none) return "None";
    return fmt::format("In part, {} of {} small areas", each.areas_covered,
                       network.small_areas.size());
}

// A row for each network, two columns for each kind of team.
exporting::Table coverage_table(const Checked& all) {
    exporting::Table table{"Team coverage", {"Network", "Code"}, {}, {}};
    table.notes.push_back("Teams that serve networks, as at " + all.scope.day.to_string() + ".");
    for (const Footprint& network : all.networks)
        table.rows.push_back({network.name, network.code});
    for (const KindCoverage& coverage : all.kinds) {
        const std::string& title = title_of(all, coverage);
        table.columns.push_back(title);
        table.columns.push_back(title + ": teams");
        table.notes.push_back(fmt::format(
            "{}{}: {}", title, coverage.is_expected ? "" : " (not every network needs one)",
            coverage.arithmetic));
        for (const partners::ServedNetwork& each : coverage.networks) {
            auto& row = table.rows[each.network];
            row.emplace_back(served_words(each, all.networks[each.network]));
            row.emplace_back(fmt::format("{}", fmt::join(team_names(each.teams, all.teams), "; ")));
        }
    }
    return table;
}

http::Response export_coverage(ApiParts& parts, const Call& call, Check check) {
    const auto format = table_format_of(call.request, "A coverage is");
    if (!format) return problem(format.error());
    const auto all = check(parts, call);
    if (!all) return problem(all.error());
    return table_answer(coverage_table(*all), *format, "team-coverage", all->scope.day);
}

}  // namespace

std::vector<http::Route> team_coverage_routes(ApiParts& parts) {
    const auto with = [&parts](auto answer, Check check) {
        return [&parts, answer, check](Call& call) { return answer(parts, call, check); };
    };
    const std::string of_network = "/api/networks/{network}/team-coverage";
    const std::string of_system = "/api/systems/team-coverage";
    return {
        guarded(parts, "GET", of_network, "networks.read", with(answer_coverage, check_network)),
        guarded(parts, "GET", of_network + "/export", "networks.read",
                with(export_coverage, check_network)),
        guarded(parts, "GET", of_system, "networks.review",
                with(answer_coverage, check_commissioner)),
        guarded(parts, "GET", of_system + "/export", "networks.review",
                with(export_coverage, check_commissioner)),
    };
}

}  // namespace openpcn::api
