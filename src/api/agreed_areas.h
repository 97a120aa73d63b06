// The areas that were agreed here: with a network's registration, and by approved requests, each
// from its first day. They go before what published files say of the same networks.
#pragma once

#include <map>

#include "networks/network_area.h"
#include "persistence/networks.h"

namespace openpcn::api {

struct AgreedArea {
    OdsCode network;
    networks::NetworkArea area;
    Date from;  // the first day on which it holds
    // Published boundaries that are part of it, as GeoJSON: of networks that merged.
    std::vector<std::string> boundaries = {};
    bool is_empty() const { return area.is_empty() && boundaries.empty(); }
};

// That hold on the day, by the network's code; of networks of the commissioner, or of all.
Result<std::map<OdsCode, AgreedArea>> agreed_areas(database::Connection& connection, Date day,
                                                   const std::optional<OdsCode>& commissioner);

// The area laid on the map: its shapes, all with the network's code, and its geometry as GeoJSON,
// "" where no boundary of it is known.
struct AreaOnMap {
    std::vector<networks::Shape> shapes;
    std::string geometry;
};
Result<AreaOnMap> on_map(database::Connection& connection, const AgreedArea& agreed, Date day);

}  // namespace openpcn::api
