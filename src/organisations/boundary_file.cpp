#include "organisations/boundary_file.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <set>
#include <vector>

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
    std::string stem;  // how the key of the code begins
    int vintage = 0;   // 2021 of "lsoa21_code"
};

// Features carry the codes of what they lie in beside their own, in any order: the smallest is
// theirs.
int breadth_of(std::string_view code) {
    static constexpr std::array<std::string_view, 13> small_to_large{
        "E00", "E01", "W01", "E02", "W02", "E05", "U", "E06", "E07", "E08", "E09", "E38", "E54"};
    for (std::size_t i = 0; i < small_to_large.size(); ++i)
        if (code.starts_with(small_to_large[i])) return static_cast<int>(i);
    return static_cast<int>(small_to_large.size());
}

Label label_of(const dom::object& properties) {
    Label label;
    std::vector<std::pair<std::string, std::string>> names;
    for (const auto& [key, value] : properties) {
        std::string_view raw;
        if (value.get(raw) != simdjson::SUCCESS) continue;
        const std::string text = upper(raw);
        if (is_area_code(text)) {
            if (!label.code.empty() && breadth_of(label.code) <= breadth_of(text)) continue;
            const auto vintage = vintage_of(normalised_heading(key));
            label.code = text;
            label.vintage = vintage.value_or(0);
            // Its name is the one beside it: LSOA21NM of LSOA21CD.
            label.stem = normalised_heading(key).substr(0, 4);
        } else if (is_name_key(std::string(key))) {
            std::string name(raw);
            std::erase(name, '\0');
            names.emplace_back(normalised_heading(key).substr(0, 4), std::move(name));
        }
    }
    const auto own = std::find_if(names.begin(), names.end(),
                                  [&](const auto& named) { return named.first == label.stem; });
    if (!names.empty()) label.name = (own != names.end() ? own : names.begin())->second;
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

// Metres of the British National Grid where degrees should be, as GIS programs keep them.
bool is_in_metres(dom::element coordinates) {
    dom::array array;
    while (coordinates.get(array) == simdjson::SUCCESS && array.begin() != array.end()) {
        double first = 0;
        if ((*array.begin()).get(first) == simdjson::SUCCESS) return first > 180 || first < -180;
        coordinates = *array.begin();
    }
    return false;
}

bool is_in_metres(const dom::array& features) {
    for (const dom::element feature : features) {
        dom::element coordinates;
        if (feature["geometry"]["coordinates"].get(coordinates) == simdjson::SUCCESS)
            return is_in_metres(coordinates);
    }
    return false;
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
    if (constexpr std::string_view mark = "\xEF\xBB\xBF"; text.starts_with(mark))
        text.remove_prefix(mark.size());
    dom::parser parser;
    dom::element document;
    if (const auto error = parser.parse(text.data(), text.size()).get(document))
        return wrong(fmt::format("The JSON does not parse: {}.", simdjson::error_message(error)));
    dom::array features;
    if (document["features"].get(features) != simdjson::SUCCESS)
        return wrong("The JSON is no FeatureCollection.");
    if (is_in_metres(features)) {
        return failure(
            {ErrorKind::unsupported,
             "The coordinates are metres of a national grid, not longitude and latitude.",
             fmt::format("In {}.", facts.name),
             "Download the boundaries as GeoJSON in WGS 84 (EPSG:4326), or convert them: "
             "ogr2ogr -t_srs EPSG:4326 -f GeoJSON out.geojson in.geojson"});
    }
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
