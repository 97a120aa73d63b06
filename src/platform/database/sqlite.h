// SQLite behind Connection.
#pragma once

#include <memory>
#include <string>

#include "platform/database/connection.h"

namespace openpcn::database {

Result<std::unique_ptr<Connection>> connect_sqlite(const std::string& path);

}  // namespace openpcn::database
