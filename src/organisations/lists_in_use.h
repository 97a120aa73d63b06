// Which list size of each practice is in use on a day, where several extracts are loaded.
#pragma once

#include <functional>
#include <map>
#include <span>

#include "organisations/register_view.h"

namespace openpcn::organisations {

// What is known of a practice's area, so that an extract without it can be told from an extract
// that does not cover it.
struct ListSurroundings {
    // The commissioner, or whatever stands for the area.
    std::function<std::string(const OdsCode& practice)> area;
    // Whether the mapping of `mapped_on` knows the practice; not asked without a mapping.
    std::function<bool(const OdsCode& practice)> is_mapped;
    std::optional<Date> mapped_on;
};

// The newest list of each practice. A practice that is missing from a newer extract has no list any
// more if that extract has other practices of its area, or if the mapping of that day or later does
// not know it; files that hold some regions only leave the others' lists in use.
// `lists` come oldest extract first.
std::map<OdsCode, ListInUse> lists_in_use(std::span<const ListTotal> lists,
                                          const ListSurroundings& surroundings);

}  // namespace openpcn::organisations
