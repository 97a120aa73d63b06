// The geometry of an area from outside, GeoJSON of any kind, laid on a grid of wide cells beside a
// square and checked for overlaps and gaps.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/invariant.h"
#include "networks/area_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace openpcn::networks;
    const auto read = parse_shape("U1", "", {reinterpret_cast<const char*>(data), size});
    if (!read) return 0;
    const Shape square{"U2", "", {{{-2, 50}, {2, 50}, {2, 54}, {-2, 54}, {-2, 50}}}};
    const Shape areas[] = {*read, square};
    const MemberSite sites[] = {{"A81001", "U1", {-1, 52}}};
    const AreaCheck check = check_areas({.areas = areas,
                                         .outer = &square,
                                         .sites = sites,
                                         .cell_m = 50'000,
                                         .least_square_km = 0.25});
    INVARIANT(check.areas.size() == 2 && check.gaps.empty());
    INVARIANT(check.covered_square_km <= check.outer_square_km * 1.000001);
    return 0;
}
