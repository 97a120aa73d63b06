#include "networks/suggested_areas.h"

#include <cmath>
#include <numbers>

namespace openpcn::networks {
namespace {

constexpr double degree_km = 111.195;

}  // namespace

std::vector<SuggestedArea> suggest_areas(std::span<const SmallAreaPlace> small_areas,
                                         std::span<const MemberSite> sites) {
    std::vector<SuggestedArea> suggested;
    if (sites.empty()) return suggested;
    suggested.reserve(small_areas.size());
    for (const SmallAreaPlace& area : small_areas) {
        if (!area.middle) continue;
        const double narrow = std::cos(area.middle->latitude * std::numbers::pi / 180);
        const MemberSite* nearest = nullptr;
        double least = 0;
        for (const MemberSite& site : sites) {
            const double x = (site.place.longitude - area.middle->longitude) * narrow;
            const double y = site.place.latitude - area.middle->latitude;
            const double square = x * x + y * y;
            if (nearest != nullptr && square >= least) continue;
            nearest = &site;
            least = square;
        }
        suggested.push_back(
            {area.code, nearest->network, nearest->practice, std::sqrt(least) * degree_km});
    }
    return suggested;
}

}  // namespace openpcn::networks
