#include "cli/content_folder.h"

#include <system_error>
#include <vector>

namespace openpcn::cli {

namespace fs = std::filesystem;

Result<fs::path> content_folder(const fs::path& named) {
    std::vector<fs::path> candidates;
    std::error_code ignored;
    if (!named.empty()) {
        candidates.push_back(named);
    } else {
        candidates.push_back(fs::current_path(ignored) / "content");
        fs::path above = fs::read_symlink("/proc/self/exe", ignored).parent_path();
        for (int level = 0; level < 4 && above.has_relative_path(); ++level) {
            candidates.push_back(above / "content");
            above = above.parent_path();
        }
        candidates.emplace_back("/usr/share/openpcn/content");
    }
    for (const fs::path& candidate : candidates)
        if (fs::is_regular_file(candidate / "pack.json", ignored)) return candidate;
    std::string where = "Looked in";
    for (const fs::path& candidate : candidates) where += " " + candidate.string();
    return failure({ErrorKind::not_found, "There is no content folder with a pack.json.",
                    where + ".",
                    "Name the folder with --content, or run the program from the checkout."});
}

}  // namespace openpcn::cli
