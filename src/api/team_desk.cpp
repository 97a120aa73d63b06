#include "api/team_desk.h"

#include <algorithm>

#include "api/area_lookup.h"

namespace openpcn::api {
namespace {

using partners::Catalogue;
using partners::Footprint;

Footprint footprint_of(const persistence::NetworkRow& row) {
    return {row.id, row.code ? row.code->text() : "", row.name, {}};
}

// Small areas of the commissioner's networks, put into those that have a code.
Result<void> add_small_areas(ApiParts& parts, database::Connection& connection,
                             const std::string& commissioner, Date day,
                             std::span<Footprint> networks) {
    TRY_ASSIGN(const auto on_day, parts.register_desk.of(day));
    TRY_ASSIGN(const OdsCode code, OdsCode::parse(commissioner));
    const auto* entry = on_day->view.commissioner(code);
    if (entry == nullptr) return {};
    const persistence::CommissionerCodes codes{commissioner, entry->ons_code};
    TRY_ASSIGN(const auto areas, persistence::small_areas_of(connection, codes, day));
    for (const persistence::SmallArea& area : areas.areas)
        for (Footprint& network : networks)
            if (!network.code.empty() && area.network == network.code)
                network.small_areas.push_back(area.code);
    return {};
}

}  // namespace

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

Result<Footprint> network_footprint(ApiParts& parts, database::Connection& connection,
                                    const PartnerScope& scope) {
    const persistence::NetworkRow& row = scope.network->row;
    Footprint made = footprint_of(row);
    TRY(add_small_areas(parts, connection, row.commissioner.text(), scope.day, {&made, 1}));
    return made;
}

Result<std::vector<Footprint>> commissioner_footprints(ApiParts& parts,
                                                       database::Connection& connection,
                                                       const Call& call,
                                                       const PartnerScope& scope) {
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
    TRY(add_small_areas(parts, connection, scope.owner, scope.day, made));
    return made;
}

Result<std::vector<KeptTeam>> teams_of_network(database::Connection& connection,
                                               const PartnerScope& scope, const Footprint& network,
                                               const Catalogue& catalogue) {
    TRY_ASSIGN(auto teams, teams_in(connection, scope, catalogue));
    std::erase_if(teams, [&](const KeptTeam& kept) {
        return kept.paper.owner != scope.owner && !partners::serves(kept.team, network);
    });
    return teams;
}

}  // namespace openpcn::api
