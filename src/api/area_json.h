// Areas as the API says them: GeoJSON for drawing, the check of a proposed area, what a
// commissioner's or network's area is like, and the coverage of England.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "api/area_lookup.h"
#include "networks/coverage.h"
#include "platform/export/table.h"

namespace openpcn::api {

// A FeatureCollection of the commissioner's small areas that have a boundary: SmallAreaMap of
// openapi.yaml. As text: the largest commissioner has some two thousand.
Result<std::string> small_areas_geojson(const AreaLookup& lookup,
                                        const organisations::RegisterView& view);

// A FeatureCollection of the commissioner's outline, its networks' areas and practices' sites; of
// one network with its members where `network` is given. NetworkMap of openapi.yaml.
Result<std::string> networks_geojson(const AreaLookup& lookup,
                                     const organisations::RegisterView& view,
                                     const organisations::CommissionerEntry& commissioner,
                                     const organisations::NetworkEntry* network);

// ProposedAreaCheck of openapi.yaml.
nlohmann::ordered_json proposed_area_json(const networks::ProposedAreaCheck& check,
                                          const AreaLookup& lookup);

// AreaProfile of openapi.yaml: deprivation, town and country, districts, care homes of a
// commissioner.
Result<nlohmann::ordered_json> commissioner_profile_json(
    database::Connection& connection, const AreaLookup& lookup,
    const organisations::RegisterView& view, const organisations::CommissionerEntry& commissioner);
// The same of a network: of its area as far as it is known, and of where its patients live.
Result<nlohmann::ordered_json> network_profile_json(database::Connection& connection,
                                                    const AreaLookup& lookup,
                                                    const organisations::RegisterView& view,
                                                    const organisations::NetworkEntry& network);

// EnglandCoverage of openapi.yaml, by commissioner.
nlohmann::ordered_json england_coverage_json(const organisations::RegisterView& view);
// The same as a table to be saved.
exporting::Table england_coverage_table(const organisations::RegisterView& view);

}  // namespace openpcn::api
