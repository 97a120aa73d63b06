// One load of one practice from what a user named: the same path for files, folders and standard
// input, for `openpcn import`, the demonstration and tests.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "persistence/load.h"

namespace openpcn::cli {

struct ImportRequest {
    OdsCode practice;
    std::string practice_name;        // empty: keep what is known
    std::vector<std::string> inputs;  // files, folders, "-"
    std::string mapping;              // path of a mapping file; empty: none
    std::string actor = "command line";
    std::function<void(std::uint64_t bytes, std::uint64_t entries)> progress;  // may be empty
};

Result<persistence::LoadSummary> import_files(const persistence::DataDirectory& directory,
                                              ImportRequest request);

}  // namespace openpcn::cli
