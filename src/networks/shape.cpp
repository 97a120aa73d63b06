#include "networks/shape.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace openpcn::networks {
namespace {

using nlohmann::json;

bool add_ring(const json& positions, std::vector<Ring>& rings) {
    if (!positions.is_array() || positions.size() < 3) return false;
    Ring ring;
    ring.reserve(positions.size());
    for (const json& position : positions) {
        if (!position.is_array() || position.size() < 2 || !position[0].is_number() ||
            !position[1].is_number())
            return false;
        const MapPoint point{position[0].get<double>(), position[1].get<double>()};
        if (!(std::abs(point.longitude) <= 180 && std::abs(point.latitude) <= 90)) return false;
        ring.push_back(point);
    }
    rings.push_back(std::move(ring));
    return true;
}

bool add_polygon(const json& polygon, std::vector<Ring>& rings) {
    if (!polygon.is_array()) return false;
    for (const json& positions : polygon) {
        if (!add_ring(positions, rings)) return false;
    }
    return true;
}

bool add_geometry(const json& geometry, std::vector<Ring>& rings) {
    if (!geometry.is_object()) return false;
    const auto type = geometry.find("type");
    const auto coordinates = geometry.find("coordinates");
    if (type == geometry.end() || coordinates == geometry.end()) return false;
    if (*type == "Polygon") return add_polygon(*coordinates, rings);
    if (*type != "MultiPolygon" || !coordinates->is_array()) return false;
    for (const json& polygon : *coordinates) {
        if (!add_polygon(polygon, rings)) return false;
    }
    return true;
}

}  // namespace

Result<Shape> parse_shape(std::string code, std::string name, std::string_view geometry) {
    Shape shape{std::move(code), std::move(name), {}};
    const json parsed = json::parse(geometry, nullptr, false);
    if (!add_geometry(parsed, shape.rings) || shape.rings.empty()) {
        return failure({ErrorKind::invalid, "The area is no Polygon or MultiPolygon of GeoJSON.",
                        shape.code, "Give its geometry in WGS84 degrees, longitude first."});
    }
    return shape;
}

bool contains(const Shape& shape, MapPoint point) {
    bool inside = false;
    for (const Ring& ring : shape.rings) {
        for (std::size_t i = 0, before = ring.size() - 1; i < ring.size(); before = i++) {
            const MapPoint& a = ring[i];
            const MapPoint& b = ring[before];
            if ((a.latitude > point.latitude) == (b.latitude > point.latitude)) continue;
            const double share = (point.latitude - a.latitude) / (b.latitude - a.latitude);
            if (point.longitude < a.longitude + share * (b.longitude - a.longitude))
                inside = !inside;
        }
    }
    return inside;
}

}  // namespace openpcn::networks
