#include "api/area_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;

double rounded(double number, double step) { return std::round(number / step) * step; }

ordered_json pieces_json(const std::vector<networks::CellPart>& pieces) {
    ordered_json list = ordered_json::array();
    for (const networks::CellPart& piece : pieces)
        list.push_back({{"square_km", rounded(piece.square_km, 0.01)},
                        {"latitude", rounded(piece.middle.latitude, 0.0001)},
                        {"longitude", rounded(piece.middle.longitude, 0.0001)}});
    return list;
}

ordered_json members_json(const std::vector<networks::ProposedMember>& members) {
    ordered_json list = ordered_json::array();
    for (const networks::ProposedMember& member : members)
        list.push_back({{"code", member.practice}, {"name", member.name}});
    return list;
}

}  // namespace

ordered_json proposed_area_json(const networks::ProposedAreaCheck& check,
                                const AreaLookup& lookup) {
    ordered_json findings = ordered_json::array();
    for (const networks::AreaFinding& finding : check.findings)
        findings.push_back({{"rule", name_of(finding.rule)},
                            {"outcome", name_of(finding.outcome)},
                            {"arithmetic", finding.arithmetic},
                            {"clause", finding.clause}});
    ordered_json overlaps = ordered_json::array();
    for (const networks::NeighbourOverlap& overlap : check.overlaps)
        overlaps.push_back({{"code", overlap.code},
                            {"name", overlap.name},
                            {"pieces", pieces_json(overlap.pieces)},
                            {"small_areas", overlap.small_areas}});
    std::int64_t residents = 0;
    bool residents_known = false;
    for (const persistence::SmallArea& area : lookup.small_areas().areas) {
        if (!area.patients || !std::ranges::binary_search(check.small_areas_inside, area.code))
            continue;
        residents += *area.patients;
        residents_known = true;
    }
    ordered_json body{{"cell_m", std::round(check.cell_m)},
                      {"square_km", rounded(check.square_km, 0.01)},
                      {"small_areas_inside", check.small_areas_inside.size()},
                      {"pieces", pieces_json(check.pieces)},
                      {"outside_square_km", rounded(check.outside_square_km, 0.01)},
                      {"overlaps", std::move(overlaps)},
                      {"gaps", pieces_json(check.gaps)},
                      {"small_areas_in_none", check.small_areas_in_none},
                      {"without_boundary", check.without_boundary},
                      {"sites_outside", members_json(check.sites_outside)},
                      {"sites_not_known", members_json(check.sites_not_known)},
                      {"patients", check.patients},
                      {"patients_outside", check.patients_outside},
                      {"patients_not_placed", check.patients_not_placed},
                      {"findings", std::move(findings)}};
    if (residents_known) body["residents"] = residents;
    return body;
}

}  // namespace openpcn::api
