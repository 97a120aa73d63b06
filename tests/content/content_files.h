// The content of this source tree, for tests.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "services/content_pack.h"

namespace openpcn::services {

std::vector<ContentFile> content_files();
std::string read_content_file(const std::string& path);  // below content/
std::shared_ptr<const ContentPack> content_pack();

}  // namespace openpcn::services
