#include "networks/network_area.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace openpcn::networks {
namespace {

using nlohmann::json;

// England with its islands lies within; what is drawn elsewhere has its numbers the wrong way
// round.
constexpr double west = -9, east = 2.5, south = 49, north = 61.5;

tl::unexpected<Error> refused(std::string what, std::string where) {
    return failure({ErrorKind::invalid, std::move(what), std::move(where),
                    "Give small_areas as LSOA codes and polygons as GeoJSON, longitude first."});
}

// Twice the area in square degrees, without its sign: enough to tell a line from a polygon.
double span_of(const Ring& ring) {
    double sum = 0;
    for (std::size_t i = 0, before = ring.size() - 1; i < ring.size(); before = i++)
        sum +=
            ring[before].longitude * ring[i].latitude - ring[i].longitude * ring[before].latitude;
    return std::abs(sum);
}

Result<void> read_small_areas(const json& list, NetworkArea& area) {
    if (!list.is_array()) return refused("small_areas is no list.", "small_areas");
    if (list.size() > small_areas_max)
        return refused(fmt::format("An area has at most {} small areas.", small_areas_max),
                       "small_areas");
    for (const json& code : list) {
        if (!code.is_string() || !is_small_area_code(code.get_ref<const std::string&>()))
            return refused("small_areas has something that is not the code of a small area (LSOA).",
                           fmt::format("small_areas[{}]", area.small_areas.size()));
        area.small_areas.push_back(code.get<std::string>());
    }
    std::ranges::sort(area.small_areas);
    const auto again = std::ranges::unique(area.small_areas);
    area.small_areas.erase(again.begin(), again.end());
    return {};
}

bool is_on_our_map(const Ring& ring) {
    return std::ranges::all_of(ring, [](const MapPoint& point) {
        return point.longitude >= west && point.longitude <= east && point.latitude >= south &&
               point.latitude <= north;
    });
}

Result<DrawnPolygon> read_polygon(const json& polygon, const std::string& where) {
    if (!polygon.is_object() || polygon.size() != 2 || polygon.value("type", json()) != "Polygon")
        return refused("A polygon has the type Polygon and coordinates, and nothing else.", where);
    auto shape = parse_shape(where, "", polygon.dump());
    if (!shape) return refused("The coordinates are no rings of positions.", where);
    for (const Ring& ring : shape->rings) {
        if (!is_on_our_map(ring))
            return refused("A polygon lies outside the British Isles.", where);
        if (span_of(ring) < 1e-9) return refused("A polygon encloses nothing.", where);
    }
    return std::move(shape->rings);
}

Result<void> read_polygons(const json& list, NetworkArea& area) {
    if (!list.is_array()) return refused("polygons is no list.", "polygons");
    if (list.size() > polygons_max)
        return refused(fmt::format("An area has at most {} polygons.", polygons_max), "polygons");
    std::size_t points = 0;
    for (const json& polygon : list) {
        const std::string where = fmt::format("polygons[{}]", area.polygons.size());
        TRY_ASSIGN(auto rings, read_polygon(polygon, where));
        for (const Ring& ring : rings) points += ring.size();
        if (points > drawn_points_max)
            return refused(
                fmt::format("The polygons have more than {} points together.", drawn_points_max),
                where);
        area.polygons.push_back(std::move(rings));
    }
    return {};
}

// json::parse of what somebody sends could nest as deep as memory goes.
json parse_shallow(std::string_view text) {
    const auto shallow = [](int depth, json::parse_event_t, json&) { return depth <= 8; };
    return json::parse(text, shallow, false);
}

}  // namespace

bool is_small_area_code(std::string_view text) {
    if (text.size() != 9 || (!text.starts_with("E01") && !text.starts_with("W01"))) return false;
    return text.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

Result<NetworkArea> parse_network_area(std::string_view text) {
    const json body = parse_shallow(text);
    if (!body.is_object()) return refused("The area is no JSON object.", "the area");
    NetworkArea area;
    for (const auto& [name, value] : body.items()) {
        if (name == "small_areas") {
            TRY(read_small_areas(value, area));
        } else if (name == "polygons") {
            TRY(read_polygons(value, area));
        } else {
            return refused("An area has small_areas and polygons, and nothing else.", "the area");
        }
    }
    return area;
}

std::string network_area_json(const NetworkArea& area) {
    std::string text = "{\"small_areas\":[";
    for (const std::string& code : area.small_areas)
        text += fmt::format("{}\"{}\"", text.back() == '[' ? "" : ",", code);
    text += "],\"polygons\":[";
    for (const DrawnPolygon& polygon : area.polygons) {
        text += text.back() == '[' ? "" : ",";
        text += "{\"type\":\"Polygon\",\"coordinates\":[";
        for (const Ring& ring : polygon) {
            text += text.back() == '[' ? "[" : ",[";
            for (const MapPoint& point : ring)
                text += fmt::format("{}[{:.5f},{:.5f}]", text.back() == '[' ? "" : ",",
                                    point.longitude, point.latitude);
            text += "]";
        }
        text += "]}";
    }
    return text + "]}";
}

AreaShapes area_shapes(const NetworkArea& area, std::string_view code,
                       const FindBoundary& boundary_of) {
    AreaShapes made;
    for (const std::string& small_area : area.small_areas) {
        if (const Shape* boundary = boundary_of(small_area)) {
            made.shapes.push_back({std::string(code), small_area, boundary->rings});
        } else {
            made.without_boundary.push_back(small_area);
        }
    }
    for (const DrawnPolygon& polygon : area.polygons)
        made.shapes.push_back({std::string(code), "", polygon});
    return made;
}

}  // namespace openpcn::networks
