#include "api/agreed_areas.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/change_desk.h"
#include "api/formation_desk.h"
#include "persistence/register_small_areas.h"

namespace openpcn::api {
namespace {

using networks::Shape;
using networks::Stage;
using nlohmann::ordered_json;
using persistence::NetworkRow;

// The latest that has begun; of two of one day, the one decided later.
void take(std::map<OdsCode, AgreedArea>& all, AgreedArea agreed, Date day) {
    if (day < agreed.from || agreed.is_empty()) return;
    const auto found = all.find(agreed.network);
    if (found == all.end()) {
        const OdsCode code = agreed.network;
        all.emplace(code, std::move(agreed));
    } else if (found->second.from <= agreed.from) {
        found->second = std::move(agreed);
    }
}

Result<void> take_registered(database::Connection& connection, const NetworkRow& row, Date day,
                             std::map<OdsCode, AgreedArea>& all) {
    if (!row.live_since || day < row.starts) return {};
    TRY_ASSIGN(auto submissions, kept_submissions(connection, row.id, Date::from_days(1'000'000)));
    if (submissions.empty()) return {};
    take(all, {*row.code, std::move(submissions.front().registration.area), row.starts}, day);
    return {};
}

void add_polygons(std::string& polygons, const std::string& geometry) {
    const auto parsed = ordered_json::parse(geometry, nullptr, false);
    if (!parsed.is_object() || !parsed.contains("coordinates")) return;
    std::string text = parsed["coordinates"].dump();
    if (parsed["type"] == "MultiPolygon") text = text.substr(1, text.size() - 2);
    if (text.empty()) return;
    polygons += (polygons.empty() ? "" : ",") + text;
}

}  // namespace

Result<std::map<OdsCode, AgreedArea>> agreed_areas(database::Connection& connection, Date day,
                                                   const std::optional<OdsCode>& commissioner) {
    std::map<OdsCode, AgreedArea> all;
    TRY_ASSIGN(const auto rows, persistence::all_networks(connection));
    std::map<std::string, OdsCode> codes;
    for (const NetworkRow& row : rows) {
        const bool counts = row.code && (!commissioner || row.commissioner == commissioner) &&
                            (row.stage == Stage::live || row.stage == Stage::closed);
        if (!counts) continue;
        codes.emplace(row.id, *row.code);
        TRY(take_registered(connection, row, day, all));
    }
    TRY_ASSIGN(auto papers, persistence::papers_of_kind(connection, area_paper_kind));
    std::ranges::sort(papers, {}, &persistence::Paper::sequence);
    for (const auto& paper : papers) {
        const auto code = codes.find(paper.owner);
        if (code == codes.end()) continue;
        const auto body = nlohmann::json::parse(paper.body);
        TRY_ASSIGN(const Date from, Date::parse(body.at("from").get<std::string>()));
        TRY_ASSIGN(auto area, networks::parse_network_area(body.at("area").dump()));
        AgreedArea agreed{code->second, std::move(area), from};
        if (const auto boundaries = body.find("boundaries"); boundaries != body.end())
            for (const auto& one : *boundaries) agreed.boundaries.push_back(one.dump());
        take(all, std::move(agreed), day);
    }
    return all;
}

Result<AreaOnMap> on_map(database::Connection& connection, const AgreedArea& agreed, Date day) {
    TRY_ASSIGN(const auto found,
               persistence::nearest_boundaries(connection, agreed.area.small_areas, day));
    std::vector<Shape> boundaries;
    std::string polygons;
    for (const auto& one : found) {
        TRY_ASSIGN(auto shape,
                   networks::parse_shape(one.fact.code, one.fact.name, one.fact.geometry));
        boundaries.push_back(std::move(shape));
        add_polygons(polygons, one.fact.geometry);
    }
    const auto drawn = ordered_json::parse(networks::network_area_json(agreed.area));
    if (drawn.contains("polygons"))
        for (const auto& polygon : drawn["polygons"]) add_polygons(polygons, polygon.dump());
    const networks::FindBoundary boundary_of = [&](std::string_view code) -> const Shape* {
        const auto at = std::ranges::find(boundaries, code, &Shape::code);
        return at == boundaries.end() ? nullptr : &*at;
    };
    AreaOnMap made;
    made.shapes = networks::area_shapes(agreed.area, agreed.network.text(), boundary_of).shapes;
    for (const std::string& boundary : agreed.boundaries) {
        TRY_ASSIGN(auto shape, networks::parse_shape(agreed.network.text(), "", boundary));
        made.shapes.push_back(std::move(shape));
        add_polygons(polygons, boundary);
    }
    if (!polygons.empty())
        made.geometry = R"({"type":"MultiPolygon","coordinates":[)" + polygons + "]}";
    return made;
}

}  // namespace openpcn::api
