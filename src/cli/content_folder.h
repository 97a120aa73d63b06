// Where the content (rules, value sets, tables) lies that belongs to this program.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace openpcn::cli {

// `named` if it is not empty; else ./content, content beside or above the program's own folder, or
// the installed /usr/share/openpcn/content: the first that has a pack.json. `not_found` otherwise.
Result<std::filesystem::path> content_folder(const std::filesystem::path& named);

}  // namespace openpcn::cli
