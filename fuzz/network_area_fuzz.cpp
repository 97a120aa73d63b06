// The area of a network as somebody sends it, JSON of any kind: what is read can be written, read
// back as the same, and laid on the map.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/invariant.h"
#include "networks/network_area.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace openpcn::networks;
    const auto read = parse_network_area({reinterpret_cast<const char*>(data), size});
    if (!read) return 0;
    const std::string written = network_area_json(*read);
    const auto again = parse_network_area(written);
    // Rounded to a metre, a sliver may have become a line.
    if (!again) {
        INVARIANT(again.error().what == "A polygon encloses nothing.");
        return 0;
    }
    INVARIANT(again->small_areas == read->small_areas);
    INVARIANT(network_area_json(*again) == written);
    const AreaShapes made = area_shapes(*again, "U1", [](std::string_view) { return nullptr; });
    INVARIANT(made.shapes.size() == again->polygons.size());
    INVARIANT(made.without_boundary == again->small_areas);
    return 0;
}
