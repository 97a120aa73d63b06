// An area of the map as published or drawn: its rings, read from a GeoJSON geometry.
//
// What is inside is told by the even-odd rule over all rings, which suits holes, islands and shapes
// that cross themselves, as generalised boundaries do.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace openpcn::networks {

// WGS84 degrees.
struct MapPoint {
    double longitude = 0;
    double latitude = 0;
};

using Ring = std::vector<MapPoint>;  // the last point leads back to the first

struct Shape {
    std::string code;
    std::string name;
    std::vector<Ring> rings;
};

// Of a Polygon or MultiPolygon. `invalid` for anything else, or where a position is no pair of
// numbers on the map.
Result<Shape> parse_shape(std::string code, std::string name, std::string_view geometry);

bool contains(const Shape& shape, MapPoint point);

// The centre of gravity of the ring that encloses most; of a crescent it may lie outside. The shape
// has a ring.
MapPoint middle_of(const Shape& shape);

// The geometry as GeoJSON with fewer points, for drawing: none of those left out lies further than
// `tolerance_m` from the line that is drawn. Polygons and holes stay what they are; positions to a
// ten-thousandth of a degree, about ten metres. `invalid` as parse_shape.
Result<std::string> geometry_for_drawing(std::string_view geometry, double tolerance_m);

}  // namespace openpcn::networks
