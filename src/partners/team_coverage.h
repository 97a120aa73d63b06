// Whether teams of each kind fit the networks' footprints: which networks no team
// serves, and which small areas two teams claim.
//
// A team serves a network that it names, and the networks whose small areas it names. Where a
// network's area is not known, only its name counts.
#pragma once

#include <span>

#include "partners/team.h"

namespace openpcn::partners {

struct Footprint {
    std::string id;    // of the network here, "" where it is only in the register
    std::string code;  // ODS code, "" while it has none
    std::string name;
    std::vector<std::string> small_areas;  // in order; empty: not known
};

struct NamedTeam {
    std::string id;
    Team team;
};

enum class Served {
    whole,
    part,  // teams cover some of its small areas, and none names it
    none
};
std::string_view name_of(Served served);

struct ServedNetwork {
    std::size_t network = 0;         // index into the footprints
    std::vector<std::size_t> teams;  // indexes into the teams
    Served served = Served::none;
    std::size_t areas_covered = 0;
};

struct DoubleClaim {
    std::string small_area;
    std::vector<std::size_t> teams;
};

struct KindCoverage {
    std::string kind;
    bool is_expected = false;             // every network should have one
    std::vector<ServedNetwork> networks;  // one for each footprint, in their order
    std::vector<DoubleClaim> claimed_twice;
    std::size_t served_whole = 0;
    std::string arithmetic;  // "12 of 14 networks are served by a community team, 1 in part."
};

// Of each kind of the catalogue, expected or not, over the teams in force on the day.
std::vector<KindCoverage> team_coverage(std::span<const Footprint> networks,
                                        std::span<const NamedTeam> teams,
                                        const Catalogue& catalogue, Date day);

// Whether the team names the network, by code or id.
bool names_network(const Team& team, const Footprint& network);
// Whether it names the network or one of its small areas.
bool serves(const Team& team, const Footprint& network);

}  // namespace openpcn::partners
