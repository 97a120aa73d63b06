// Which known table the headings of an unknown one come closest to, and what it lacks: for the
// message to somebody who loads a publication that changed its columns.
#pragma once

#include <optional>
#include <string>

#include "organisations/headings.h"

namespace openpcn::organisations {

struct NearestTable {
    std::size_t found = 0;  // of its columns
    std::string table;      // "the practice mapping (gp-reg-pat-prac-map)"
    std::string missing;  // "a column of the network's code (PCN_CODE)", several joined by " and "
};

// None where less than half of what any table needs is there, or only one column.
std::optional<NearestTable> nearest_table(const Headings& headings);

}  // namespace openpcn::organisations
