// What a user names as input, as the files that readers take: files, all files of folders, "-" for
// standard input. Gzip is the readers' matter.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "population/feeds/input_source.h"

namespace openpcn::persistence {

// In the order named; files of a folder by name, hidden files and READMEs left out. `not_found`
// where a path is not there or a folder has no files. Files are opened when their turn comes.
Result<std::vector<feeds::InputFile>> input_files(std::span<const std::string> paths);

// Bytes of all files as far as they are known, for progress.
std::uint64_t byte_count(std::span<const std::string> paths);

}  // namespace openpcn::persistence
