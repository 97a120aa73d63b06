// The common text form of value sets and concept maps: "# name: value" lines, then CSV.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace openpcn {

struct CodeTable {
    std::map<std::string, std::string, std::less<>> headings;
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
};

// Needs the columns `system` and `code` first. `invalid` with file and line.
Result<CodeTable> parse_code_table(std::string_view text, std::string_view file);

}  // namespace openpcn
