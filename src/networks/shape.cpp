#include "networks/shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>

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

// Metres on the ground around a latitude, good enough to compare short distances.
struct Flat {
    explicit Flat(double latitude) : narrow(std::cos(latitude * std::numbers::pi / 180)) {}
    double x(const MapPoint& point) const { return point.longitude * 111'195 * narrow; }
    double y(const MapPoint& point) const { return point.latitude * 111'195; }
    double narrow;
};

double distance_m(const Flat& flat, const MapPoint& point, const MapPoint& a, const MapPoint& b) {
    const double dx = flat.x(b) - flat.x(a);
    const double dy = flat.y(b) - flat.y(a);
    const double length = dx * dx + dy * dy;
    double share = 0;
    if (length > 0)
        share = ((flat.x(point) - flat.x(a)) * dx + (flat.y(point) - flat.y(a)) * dy) / length;
    share = std::clamp(share, 0.0, 1.0);
    return std::hypot(flat.x(point) - flat.x(a) - share * dx,
                      flat.y(point) - flat.y(a) - share * dy);
}

// Douglas and Peucker's way; four points at least, so that a ring stays one.
Ring simplified(const Ring& ring, double tolerance_m) {
    if (ring.size() <= 4) return ring;
    const Flat flat(ring.front().latitude);
    std::vector<bool> kept(ring.size(), false);
    // A ring's ends are one point, so it is cut in two first.
    const std::size_t half = ring.size() / 2;
    kept.front() = kept[half] = kept.back() = true;
    std::vector<std::pair<std::size_t, std::size_t>> parts{{0, half}, {half, ring.size() - 1}};
    while (!parts.empty()) {
        const auto [begin, end] = parts.back();
        parts.pop_back();
        std::size_t furthest = begin;
        double most = tolerance_m;
        for (std::size_t i = begin + 1; i < end; ++i) {
            const double away = distance_m(flat, ring[i], ring[begin], ring[end]);
            if (away > most) {
                most = away;
                furthest = i;
            }
        }
        if (furthest == begin) continue;
        kept[furthest] = true;
        parts.emplace_back(begin, furthest);
        parts.emplace_back(furthest, end);
    }
    Ring fewer;
    for (std::size_t i = 0; i < ring.size(); ++i)
        if (kept[i]) fewer.push_back(ring[i]);
    return fewer.size() < 4 ? ring : fewer;
}

std::string ring_text(const Ring& ring) {
    std::string text = "[";
    for (const MapPoint& point : ring)
        text += fmt::format("{}[{:.4f},{:.4f}]", text.size() > 1 ? "," : "", point.longitude,
                            point.latitude);
    return text + "]";
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

MapPoint middle_of(const Shape& shape) {
    MapPoint middle = shape.rings.front().front();
    double largest = 0;
    for (const Ring& ring : shape.rings) {
        // From the ring's first point, so that small rings keep their digits.
        const MapPoint origin = ring.front();
        double twice = 0;
        MapPoint moment;
        for (std::size_t i = 0, before = ring.size() - 1; i < ring.size(); before = i++) {
            const double ax = ring[before].longitude - origin.longitude;
            const double ay = ring[before].latitude - origin.latitude;
            const double bx = ring[i].longitude - origin.longitude;
            const double by = ring[i].latitude - origin.latitude;
            const double cross = ax * by - bx * ay;
            twice += cross;
            moment.longitude += (ax + bx) * cross;
            moment.latitude += (ay + by) * cross;
        }
        if (std::abs(twice) <= largest) continue;
        largest = std::abs(twice);
        middle = {origin.longitude + moment.longitude / (3 * twice),
                  origin.latitude + moment.latitude / (3 * twice)};
    }
    return middle;
}

Result<std::string> geometry_for_drawing(std::string_view geometry, double tolerance_m) {
    TRY_ASSIGN(const Shape shape, parse_shape("the boundary", "", geometry));
    const json parsed = json::parse(geometry);
    // parse_shape found one ring after the other, in the order of the text.
    auto ring = shape.rings.begin();
    const auto polygon_text = [&](const json& polygon) {
        std::string text = "[";
        for (std::size_t i = 0; i < polygon.size(); ++i, ++ring)
            text += (i == 0 ? "" : ",") + ring_text(simplified(*ring, tolerance_m));
        return text + "]";
    };
    const json& coordinates = parsed["coordinates"];
    if (parsed["type"] == "Polygon")
        return R"({"type":"Polygon","coordinates":)" + polygon_text(coordinates) + "}";
    std::string text = R"({"type":"MultiPolygon","coordinates":[)";
    for (std::size_t i = 0; i < coordinates.size(); ++i)
        text += (i == 0 ? "" : ",") + polygon_text(coordinates[i]);
    return text + "]}";
}

}  // namespace openpcn::networks
