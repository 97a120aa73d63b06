// openpcn import ods: loads national files into the register of England.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace openpcn::cli {

struct OdsImport {
    std::string data;
    std::string dated;  // YYYY-MM-DD for files that do not say it; empty: they do
    std::vector<std::string> inputs;
    bool accept_changes = false;
    bool json = false;
};

// Prints one line per file and the rejects; fails where a file could not be loaded, after the
// others were.
Result<void> import_ods(const OdsImport& options);

}  // namespace openpcn::cli
