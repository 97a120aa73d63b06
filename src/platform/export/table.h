// One table on its way out of the program, as CSV or as a spreadsheet: see csv.h and xlsx.h.
//
// A value without behaviour. What the rows may hold is decided before they get here.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/date.h"

namespace openpcn::exporting {

// std::monostate is an empty cell.
using Cell = std::variant<std::monostate, std::string, std::int64_t, double, Date>;

struct Table {
    std::string title;                    // the sheet's name
    std::vector<std::string> columns;     // headings
    std::vector<std::vector<Cell>> rows;  // each as long as columns
    std::vector<std::string> notes;       // what, for which date, how fresh the sources are
};

}  // namespace openpcn::exporting
