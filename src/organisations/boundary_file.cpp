#include "organisations/boundary_file.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <set>

namespace openpcn::organisations {
namespace {

namespace dom = simdjson::dom;

// E01000001, W02000123, N09000001, S12000033; networks have their own codes.
bool is_area_code(std::string_view text) {
    const bool is_ons = text.size() == 9 && (text[0] == 'E' || text[0] == 'W' || text[0] == 'S' ||
                                             text[0] == 'N' || text[0] == 'K');
    const bool is_network = text.size() == 6 && text[0] == 'U';
    return (is_ons || is_network) &&
           text.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

bool is_name_key(std::string key) {
    for (char& c : key)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
    return key.ends_with("name") || key.ends_with("nm");
}

struct Label {
    std::string code;
    std::string name;
    int vintage = 0;  // 2021 of "lsoa21_code"
};

Label label_of(const dom::object& properties) {
    Label label;
    for (const auto& [key, value] : properties) {
        std::string_view text;
        if (value.get(text) != simdjson::SUCCESS) continue;
        if (label.code.empty() && is_area_code(text)) {
            label.code = text;
            label.vintage = vintage_of(normalised_heading(key)).value_or(0);
        } else if (label.name.empty() && is_name_key(std::string(key))) {
            label.name = text;
            std::erase(label.name, '\0');
        }
    }
    return label;
}

// Nested arrays down to a pair of numbers; depth 4 is that of a MultiPolygon. Counts positions.
bool widen(const dom::element& coordinates, int depth, BoundingBox& box, std::size_t& positions) {
    dom::array array;
    if (coordinates.get(array) != simdjson::SUCCESS) return false;
    if (depth > 0) {
        for (const dom::element inner : array)
            if (!widen(inner, depth - 1, box, positions)) return false;
        return true;
    }
    double at[2] = {0, 0};
    std::size_t count = 0;
    for (const dom::element number : array) {
        if (count < 2 && number.get(at[count]) != simdjson::SUCCESS) return false;
        ++count;
    }
    if (count < 2 || at[0] < -180 || at[0] > 180 || at[1] < -90 || at[1] > 90) return false;
    box.west = std::min(box.west, at[0]);
    box.east = std::max(box.east, at[0]);
    box.south = std::min(box.south, at[1]);
    box.north = std::max(box.north, at[1]);
    ++positions;
    return true;
}

// Why the feature gives no boundary; empty: it was added.
std::string add_feature(const dom::element& feature, std::uint64_t number,
                        std::set<std::string>& codes, FactSink& sink) {
    dom::object properties;
    if (feature["properties"].get(properties) != simdjson::SUCCESS)
        return "The feature has no properties.";
    const Label label = label_of(properties);
    if (label.code.empty()) return "No property of the feature is an area's code.";
    dom::element geometry;
    std::string_view type;
    if (feature["geometry"].get(geometry) != simdjson::SUCCESS ||
        geometry["type"].get(type) != simdjson::SUCCESS) {
        return "The feature has no geometry.";
    }
    if (type != "Polygon" && type != "MultiPolygon")
        return fmt::format("A {} is no boundary: only Polygon and MultiPolygon are.", type);
    BoundingBox box;
    std::size_t positions = 0;
    dom::element coordinates;
    if (geometry["coordinates"].get(coordinates) != simdjson::SUCCESS ||
        !widen(coordinates, type == "Polygon" ? 2 : 3, box, positions) || positions < 4) {
        return "The coordinates are not rings of longitude and latitude.";
    }
    if (!codes.insert(label.code).second) return label.code + " stands in the file already.";
    if (const auto date = Date::from_ymd(label.vintage, 1, 1)) sink.says_started(*date);
    sink.facts.boundaries.push_back(
        {label.code, label.name, box, simdjson::minify(geometry), number});
    return {};
}

}  // namespace

bool is_geojson(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return begin != std::string_view::npos && text[begin] == '{';
}

Result<void> read_boundaries(std::string_view text, FactSink& sink) {
    FileFacts& facts = sink.facts;
    const auto wrong = [&](std::string what) {
        return failure({ErrorKind::invalid, std::move(what), fmt::format("In {}.", facts.name),
                        "Boundaries are loaded as a GeoJSON FeatureCollection."});
    };
    dom::parser parser;
    dom::element document;
    if (const auto error = parser.parse(text.data(), text.size()).get(document))
        return wrong(fmt::format("The JSON does not parse: {}.", simdjson::error_message(error)));
    dom::array features;
    if (document["features"].get(features) != simdjson::SUCCESS)
        return wrong("The JSON is no FeatureCollection.");
    std::set<std::string> codes;
    for (const dom::element feature : features) {
        ++facts.rows;
        std::string reason = add_feature(feature, facts.rows, codes, sink);
        if (!reason.empty())
            facts.rejects.push_back({facts.name, facts.rows, std::move(reason), ""});
    }
    facts.kind = FileKind::boundaries;
    return {};
}

}  // namespace openpcn::organisations
