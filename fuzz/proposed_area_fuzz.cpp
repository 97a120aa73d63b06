// Two areas as somebody draws them, a line of JSON each, held against one another: each overlaps
// the other or neither does, and nothing is larger than what it is a part of.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/invariant.h"
#include "networks/proposed_area.h"

namespace {

using namespace openpcn::networks;

ProposedAreaCheck check(const NetworkArea& area, const char* code, const NetworkArea& other,
                        const char* other_code) {
    const auto no_boundary = [](std::string_view) -> const Shape* { return nullptr; };
    const std::vector<NeighbourArea> neighbours{{other_code, "The other",
                                                 area_shapes(other, other_code, no_boundary).shapes,
                                                 other.small_areas}};
    AreaSurroundings around;
    around.commissioner_name = "The commissioner";
    around.neighbours = neighbours;
    const ProposedArea proposed{code,
                                area,
                                area_shapes(area, code, no_boundary),
                                {{"A81001", "One", MapPoint{}}, {"A81002", "Two", std::nullopt}}};
    return check_proposed_area(proposed, around, nullptr);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const std::size_t line = text.find('\n');
    if (line == std::string_view::npos) return 0;
    const auto first = parse_network_area(text.substr(0, line));
    const auto second = parse_network_area(text.substr(line + 1));
    if (!first || !second) return 0;
    const auto of_first = check(*first, "U1", *second, "U2");
    const auto of_second = check(*second, "U2", *first, "U1");
    INVARIANT(of_first.overlaps.size() <= 1);
    INVARIANT(of_first.overlaps.empty() == of_second.overlaps.empty());
    if (!of_first.overlaps.empty())
        INVARIANT(of_first.overlaps[0].small_areas == of_second.overlaps[0].small_areas);
    INVARIANT(of_first.sites_outside.size() + of_first.sites_not_known.size() <= 2);
    INVARIANT(of_first.findings.size() == of_second.findings.size());
    return 0;
}
