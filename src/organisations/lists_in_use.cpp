#include "organisations/lists_in_use.h"

#include <set>

namespace openpcn::organisations {

std::map<OdsCode, ListInUse> lists_in_use(std::span<const ListTotal> lists,
                                          const ListSurroundings& surroundings) {
    std::map<OdsCode, ListInUse> in_use;
    // The newest extract that has a practice of the area.
    std::map<std::string, Date> covered;
    std::map<OdsCode, std::string> areas;
    for (const ListTotal& list : lists) {
        const auto [area, is_new] = areas.try_emplace(list.practice);
        if (is_new) area->second = surroundings.area(list.practice);
        Date& newest = covered.try_emplace(area->second, list.extracted).first->second;
        newest = std::max(newest, list.extracted);
        in_use[list.practice] = {list.patients, list.extracted, list.file};
    }
    const Date newest_extract = lists.empty() ? Date() : lists.back().extracted;
    std::erase_if(in_use, [&](const auto& entry) {
        const auto& [practice, list] = entry;
        if (list.extracted < covered[areas.at(practice)]) return true;
        return surroundings.mapped_on && list.extracted < *surroundings.mapped_on &&
               list.extracted < newest_extract && !surroundings.is_mapped(practice);
    });
    return in_use;
}

}  // namespace openpcn::organisations
