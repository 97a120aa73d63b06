#include "content_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace openpcn::services {

namespace {

const std::filesystem::path root = std::filesystem::path(OPENPCN_SOURCE_DIR) / "content";

}  // namespace

std::string read_content_file(const std::string& path) {
    std::ifstream in(root / path, std::ios::binary);
    EXPECT_TRUE(in) << path;
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

std::vector<ContentFile> content_files() {
    std::vector<ContentFile> files;
    for (const auto& item : std::filesystem::recursive_directory_iterator(root)) {
        if (!item.is_regular_file()) continue;
        const std::string path = std::filesystem::relative(item.path(), root).generic_string();
        files.push_back({path, read_content_file(path)});
    }
    return files;
}

std::shared_ptr<const ContentPack> content_pack() {
    static const auto built = [] {
        auto made = ContentPack::build(content_files());
        EXPECT_TRUE(made.has_value()) << to_string(made.error());
        return std::make_shared<const ContentPack>(std::move(*made));
    }();
    return built;
}

}  // namespace openpcn::services
