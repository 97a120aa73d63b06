// Whether the areas of networks cover their commissioner's without overlap or gap, each in one
// piece, and with its members' sites inside.
//
// Counted on a grid (area_grid.h), because published boundaries are generalised: they cross
// themselves, and neighbours overlap or part by slivers. What is smaller than `least_square_km` in
// one piece is taken for such a sliver and only added up.
#pragma once

#include <optional>

#include "networks/area_grid.h"

namespace openpcn::networks {

// A practice's site, and the network whose member it is.
struct MemberSite {
    std::string practice;
    std::string network;  // code of one of the areas
    MapPoint place;
};

struct AreaQuestion {
    // Of networks; at most areas_max. Shapes of one code are one area: what lies in any of them.
    std::span<const Shape> areas;
    const Shape* outer = nullptr;  // the commissioner's; none: gaps are not told
    std::span<const MemberSite> sites;
    double cell_m = 100;
    double least_square_km = 0.25;
};

struct AreaOfNetwork {
    std::string code;
    double square_km = 0;
    std::vector<CellPart> parts;   // of at least least_square_km, or the largest
    double outside_square_km = 0;  // of the commissioner's
    bool is_contiguous() const { return parts.size() <= 1; }
};

struct AreaOverlap {
    std::string first;
    std::string second;
    CellPart piece;
};

struct AreaCheck {
    double cell_m = 0;
    double outer_square_km = 0;
    double covered_square_km = 0;           // of the outer area
    std::vector<AreaOfNetwork> areas;       // in the order of the question, each code once
    std::vector<AreaOverlap> overlaps;      // the largest first
    std::vector<CellPart> gaps;             // the largest first
    double sliver_square_km = 0;            // overlaps and gaps too small to be listed
    std::vector<MemberSite> sites_outside;  // of their own network's area
};

inline constexpr std::size_t areas_max = 60'000;

AreaCheck check_areas(const AreaQuestion& question);

}  // namespace openpcn::networks
