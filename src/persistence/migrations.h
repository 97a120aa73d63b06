// The schema's history: the numbered files of migrations/, embedded when the program is built.
#pragma once

#include <span>

#include "platform/database/migrations.h"

namespace openpcn::persistence {

std::span<const database::Migration> migrations();

}  // namespace openpcn::persistence
