// GeoJSON written as text: geometry is most of it, and it is text already.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "api/area_json.h"

namespace openpcn::api {
namespace {

using networks::Shape;
using nlohmann::ordered_json;
using organisations::NetworkEntry;
using organisations::PracticeEntry;
using organisations::RegisterView;

// Metres that a drawn line may be off: nobody sees them at the size of a network, or of a county.
constexpr double small_area_tolerance_m = 10;
constexpr double outline_tolerance_m = 60;

std::string dumped(const ordered_json& json) {
    return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

double rounded(double number, double step) { return std::round(number / step) * step; }

ordered_json files_json(const std::vector<persistence::FileUsed>& files) {
    ordered_json list = ordered_json::array();
    for (const auto& file : files)
        list.push_back(
            {{"kind", file.kind}, {"file", file.name}, {"dated", file.dated.to_string()}});
    return list;
}

class Collection {
public:
    void add(const ordered_json& properties, std::string_view geometry) {
        features_ += fmt::format("{}{{\"type\":\"Feature\",\"properties\":{},\"geometry\":{}}}",
                                 features_.empty() ? "" : ",", dumped(properties), geometry);
    }
    std::string text(const ordered_json& members) const {
        std::string body = dumped(members);
        body.pop_back();
        return body + ",\"type\":\"FeatureCollection\",\"features\":[" + features_ + "]}";
    }

private:
    std::string features_;
};

// The published geometries of an area's small areas as one MultiPolygon.
Result<std::string> joined_geometry(const AreaLookup& lookup,
                                    const std::vector<std::string>& small_areas) {
    std::string polygons;
    for (const std::string& code : small_areas) {
        const auto found = std::ranges::lower_bound(lookup.small_areas().areas, code, {},
                                                    &persistence::SmallArea::code);
        if (found == lookup.small_areas().areas.end() || found->code != code ||
            found->geometry.empty())
            continue;
        TRY_ASSIGN(const std::string drawn,
                   networks::geometry_for_drawing(found->geometry, small_area_tolerance_m));
        const auto geometry = ordered_json::parse(drawn);
        const ordered_json& coordinates = geometry["coordinates"];
        std::string text = coordinates.dump();
        if (geometry["type"] == "MultiPolygon") text = text.substr(1, text.size() - 2);
        if (text.empty()) continue;
        polygons += (polygons.empty() ? "" : ",") + text;
    }
    return R"({"type":"MultiPolygon","coordinates":[)" + polygons + "]}";
}

// Where a label of the area goes: the middle of its largest part.
networks::MapPoint label_of(const networks::NeighbourArea& area) {
    const Shape* largest = &area.shapes.front();
    std::size_t most = 0;
    for (const Shape& shape : area.shapes) {
        for (const auto& ring : shape.rings) {
            if (ring.size() <= most) continue;
            most = ring.size();
            largest = &shape;
        }
    }
    if (area.small_areas.empty()) return networks::middle_of(*largest);
    // Of a set of small areas, the one nearest to the middle of them all.
    networks::MapPoint mean;
    for (const Shape& shape : area.shapes) {
        const auto middle = networks::middle_of(shape);
        mean.longitude += middle.longitude / static_cast<double>(area.shapes.size());
        mean.latitude += middle.latitude / static_cast<double>(area.shapes.size());
    }
    networks::MapPoint nearest = mean;
    double least = 1e9;
    for (const Shape& shape : area.shapes) {
        const auto middle = networks::middle_of(shape);
        const double away =
            std::hypot(middle.longitude - mean.longitude, middle.latitude - mean.latitude);
        if (away >= least) continue;
        least = away;
        nearest = middle;
    }
    return nearest;
}

Result<void> add_network(Collection& collection, const AreaLookup& lookup,
                         const networks::NeighbourArea& area, int number) {
    if (area.shapes.empty()) return {};
    const auto label = label_of(area);
    const std::string& published = lookup.geometry_of(area.code);
    std::string geometry;
    if (published.empty()) {
        TRY_ASSIGN(geometry, joined_geometry(lookup, area.small_areas));
    } else {
        TRY_ASSIGN(geometry, networks::geometry_for_drawing(published, small_area_tolerance_m));
    }
    const bool is_set = published.empty() || !area.small_areas.empty();
    ordered_json properties{{"kind", "network"},
                            {"code", area.code},
                            {"name", area.name},
                            {"number", number},
                            {"from", is_set ? "small_areas" : "boundary"},
                            {"longitude", rounded(label.longitude, 0.0001)},
                            {"latitude", rounded(label.latitude, 0.0001)}};
    if (const auto from = lookup.agreed_from(area.code))
        properties["agreed_from"] = from->to_string();
    collection.add(properties, geometry);
    return {};
}

void add_site(Collection& collection, const PracticeEntry& practice, int number) {
    ordered_json properties{{"kind", "site"},
                            {"code", practice.code.text()},
                            {"name", practice.name},
                            {"number", number},
                            {"postcode", practice.place->postcode}};
    if (practice.network) properties["network"] = practice.network->text();
    if (practice.list) properties["patients"] = practice.list->patients;
    collection.add(properties, fmt::format(R"({{"type":"Point","coordinates":[{:.5f},{:.5f}]}})",
                                           practice.place->longitude, practice.place->latitude));
}

}  // namespace

Result<std::string> small_areas_geojson(const AreaLookup& lookup, const RegisterView& view) {
    Collection collection;
    const auto nearest = lookup.suggest("", {});
    ordered_json without = ordered_json::array();
    for (const persistence::SmallArea& area : lookup.small_areas().areas) {
        if (area.geometry.empty()) {
            without.push_back({{"code", area.code}, {"name", area.name}});
            continue;
        }
        ordered_json properties{{"code", area.code}, {"name", area.name}};
        if (area.decile) properties["decile"] = *area.decile;
        if (!area.rural_urban.empty()) properties["rural"] = area.is_rural;
        if (area.patients) properties["patients"] = *area.patients;
        if (!area.network.empty()) properties["network"] = area.network;
        const auto near =
            std::ranges::lower_bound(nearest, area.code, {}, &networks::SuggestedArea::small_area);
        if (near != nearest.end() && near->small_area == area.code) {
            if (!near->network.empty()) properties["nearest_network"] = near->network;
            properties["nearest_practice"] = near->practice;
        }
        const auto middle = networks::middle_of(*lookup.boundary(area.code));
        properties["longitude"] = rounded(middle.longitude, 0.0001);
        properties["latitude"] = rounded(middle.latitude, 0.0001);
        TRY_ASSIGN(const std::string geometry,
                   networks::geometry_for_drawing(area.geometry, small_area_tolerance_m));
        collection.add(properties, geometry);
    }
    ordered_json members{{"as_at", view.as_at().to_string()}};
    if (lookup.small_areas().index_year > 0)
        members["index_year"] = lookup.small_areas().index_year;
    members["without_boundary"] = std::move(without);
    members["rests_on"] = files_json(lookup.small_areas().files);
    return collection.text(members);
}

Result<std::string> networks_geojson(const AreaLookup& lookup, const RegisterView& view,
                                     const organisations::CommissionerEntry& commissioner,
                                     const NetworkEntry* network) {
    Collection collection;
    if (lookup.outline() != nullptr) {
        TRY_ASSIGN(const std::string geometry,
                   networks::geometry_for_drawing(lookup.geometry_of(commissioner.ons_code),
                                                  outline_tolerance_m));
        collection.add({{"kind", "commissioner"},
                        {"code", commissioner.code ? commissioner.code->text() : ""},
                        {"name", commissioner.name}},
                       geometry);
    }
    ordered_json without_area = ordered_json::array();
    int number = 0;
    for (const networks::NeighbourArea& area : lookup.networks()) {
        ++number;
        if (network != nullptr && area.code != network->code.text()) continue;
        TRY(add_network(collection, lookup, area, number));
    }
    for (const std::string& code : lookup.codes_without_area()) {
        if (network != nullptr && code != network->code.text()) continue;
        without_area.push_back(
            {{"code", code}, {"name", view.networks().at(*OdsCode::parse(code)).name}});
    }
    ordered_json without_place = ordered_json::array();
    int site = 0;
    for (const auto& [code, practice] : view.practices()) {
        const bool shown = network != nullptr
                               ? practice.network == network->code
                               : practice.standing != organisations::Standing::not_counted &&
                                     practice.commissioner == commissioner.code;
        if (!shown) continue;
        if (practice.place == nullptr) {
            without_place.push_back({{"code", code.text()}, {"name", practice.name}});
        } else {
            add_site(collection, practice, ++site);
        }
    }
    return collection.text({{"as_at", view.as_at().to_string()},
                            {"without_area", std::move(without_area)},
                            {"without_place", std::move(without_place)},
                            {"rests_on", files_json(lookup.files())}});
}

}  // namespace openpcn::api
