// The area that a network answers for, as its practices choose or draw it: small areas by their
// code, polygons drawn on a map, or both. It is whatever lies in any of them.
//
// As JSON: {"small_areas": ["E01012001"], "polygons": [{"type": "Polygon", "coordinates": [...]}]},
// positions in WGS84 degrees, longitude first. Values; nothing here knows where boundaries are
// kept.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "networks/shape.h"

namespace openpcn::networks {

// The first ring is its outline, the others are holes.
using DrawnPolygon = std::vector<Ring>;

struct NetworkArea {
    std::vector<std::string> small_areas;  // LSOA codes in order, each once
    std::vector<DrawnPolygon> polygons;

    bool is_empty() const { return small_areas.empty() && polygons.empty(); }
};

// The largest network of England has about 270,000 patients, which is 180 small areas.
inline constexpr std::size_t small_areas_max = 2'000;
inline constexpr std::size_t polygons_max = 50;
inline constexpr std::size_t drawn_points_max = 10'000;  // of all polygons together

// Both members may be missing; others are refused. `invalid`, naming the member, where a code is
// not that of a small area, a ring has no area or lies outside the British Isles, or there is more
// than the limits allow.
Result<NetworkArea> parse_network_area(std::string_view json);
// What parse_network_area reads back; positions to a hundred-thousandth of a degree, about a metre.
std::string network_area_json(const NetworkArea& area);

// The boundary of a small area; null where none is known.
using FindBoundary = std::function<const Shape*(std::string_view small_area)>;

struct AreaShapes {
    // One for each small area and polygon, all with the code that was given: check_areas takes
    // shapes of one code for one area.
    std::vector<Shape> shapes;
    std::vector<std::string> without_boundary;  // small areas that could not be laid on the map
};
AreaShapes area_shapes(const NetworkArea& area, std::string_view code,
                       const FindBoundary& boundary_of);

// E01 and six digits, or W01: LSOA of England and Wales.
bool is_small_area_code(std::string_view text);

}  // namespace openpcn::networks
