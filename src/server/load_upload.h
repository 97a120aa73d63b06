// Loads a file that a page sent, by the same way as `openpcn import`.
#pragma once

#include "api/api_parts.h"

namespace openpcn::server {

// `directory` must outlive the function.
api::LoadFile load_upload(const persistence::DataDirectory& directory);

}  // namespace openpcn::server
