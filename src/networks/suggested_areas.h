// A first idea of networks' areas where none is drawn yet: each small area goes to the network
// whose member practice stands nearest to its middle, as the crow flies.
//
// It knows neither rivers nor bus lines, nor where patients live; practices decide. Pure.
#pragma once

#include <string>
#include <vector>

#include "networks/area_check.h"
#include "networks/proposed_area.h"

namespace openpcn::networks {

struct SuggestedArea {
    std::string small_area;
    std::string network;
    std::string practice;  // that stands nearest
    double away_km = 0;
};

// One for each small area whose middle is known, in their order; the first site where several are
// equally near. Empty without sites.
std::vector<SuggestedArea> suggest_areas(std::span<const SmallAreaPlace> small_areas,
                                         std::span<const MemberSite> sites);

}  // namespace openpcn::networks
