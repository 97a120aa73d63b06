#include "formation/area_field.h"

#include <fmt/format.h>

namespace openpcn::formation {

void read_area(JsonFields& fields, networks::NetworkArea& area) {
    const nlohmann::json* given = fields.any("area");
    if (given == nullptr) return;
    auto parsed = networks::parse_network_area(given->dump());
    if (parsed)
        area = std::move(*parsed);
    else
        fields.refuse("area", fmt::format("an area ({})", parsed.error().what));
}

}  // namespace openpcn::formation
