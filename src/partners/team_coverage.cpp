#include "partners/team_coverage.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace openpcn::partners {
namespace {

ServedNetwork served_network(std::size_t index, const Footprint& network,
                             std::span<const NamedTeam> teams,
                             const std::vector<std::size_t>& of_kind) {
    ServedNetwork made;
    made.network = index;
    std::set<std::string_view> covered;
    bool is_named = false;
    for (const std::size_t at : of_kind) {
        const Team& team = teams[at].team;
        const bool names = names_network(team, network);
        std::vector<std::string> common;
        std::ranges::set_intersection(team.small_areas, network.small_areas,
                                      std::back_inserter(common));
        for (const std::string& area : network.small_areas)
            if (std::ranges::binary_search(team.small_areas, area)) covered.insert(area);
        is_named = is_named || names;
        if (names || !common.empty()) made.teams.push_back(at);
    }
    made.areas_covered = is_named ? network.small_areas.size() : covered.size();
    if (is_named || (!network.small_areas.empty() && covered.size() == network.small_areas.size()))
        made.served = Served::whole;
    else if (!covered.empty())
        made.served = Served::part;
    return made;
}

std::vector<DoubleClaim> double_claims(std::span<const Footprint> networks,
                                       std::span<const NamedTeam> teams,
                                       const std::vector<std::size_t>& of_kind) {
    std::map<std::string, std::set<std::size_t>> claims;
    for (const std::size_t at : of_kind) {
        const Team& team = teams[at].team;
        for (const std::string& area : team.small_areas) claims[area].insert(at);
        for (const Footprint& network : networks)
            if (names_network(team, network))
                for (const std::string& area : network.small_areas) claims[area].insert(at);
    }
    std::vector<DoubleClaim> twice;
    for (const auto& [area, claimants] : claims)
        if (claimants.size() > 1) twice.push_back({area, {claimants.begin(), claimants.end()}});
    return twice;
}

}  // namespace

std::string_view name_of(Served served) {
    constexpr std::array<std::string_view, 3> names{"whole", "part", "none"};
    return names[static_cast<std::size_t>(served)];
}

bool names_network(const Team& team, const Footprint& network) {
    return std::ranges::any_of(team.networks, [&](const std::string& name) {
        return !name.empty() && (name == network.code || name == network.id);
    });
}

bool serves(const Team& team, const Footprint& network) {
    return names_network(team, network) ||
           std::ranges::any_of(network.small_areas, [&](const std::string& area) {
               return std::ranges::binary_search(team.small_areas, area);
           });
}

std::vector<KindCoverage> team_coverage(std::span<const Footprint> networks,
                                        std::span<const NamedTeam> teams,
                                        const Catalogue& catalogue, Date day) {
    std::vector<KindCoverage> all;
    for (const TeamKind& kind : catalogue.team_kinds) {
        std::vector<std::size_t> of_kind;
        for (std::size_t i = 0; i < teams.size(); ++i)
            if (teams[i].team.kind == kind.term.id && teams[i].team.time.holds_on(day))
                of_kind.push_back(i);
        KindCoverage made;
        made.kind = kind.term.id;
        made.is_expected = kind.is_expected;
        std::size_t in_part = 0;
        for (std::size_t i = 0; i < networks.size(); ++i) {
            made.networks.push_back(served_network(i, networks[i], teams, of_kind));
            if (made.networks.back().served == Served::whole) ++made.served_whole;
            if (made.networks.back().served == Served::part) ++in_part;
        }
        made.claimed_twice = double_claims(networks, teams, of_kind);
        made.arithmetic =
            fmt::format("{} of {} network{} served whole, {} in part, {} not at all.",
                        made.served_whole, networks.size(), networks.size() == 1 ? " is" : "s are",
                        in_part, networks.size() - made.served_whole - in_part);
        all.push_back(std::move(made));
    }
    return all;
}

}  // namespace openpcn::partners
