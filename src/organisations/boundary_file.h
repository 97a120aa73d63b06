// Boundaries in GeoJSON (RFC 7946): each feature's code, name, bounding box, and its geometry's
// text as it stands. Nothing is computed on the shapes here.
#pragma once

#include <string_view>

#include "organisations/table_format.h"

namespace openpcn::organisations {

// Whether text begins as a GeoJSON object does.
bool is_geojson(std::string_view text);

// Adds boundaries and rejects to the facts, and the year that names of properties carry. `invalid`
// where the text is no FeatureCollection.
Result<void> read_boundaries(std::string_view text, FactSink& sink);

}  // namespace openpcn::organisations
