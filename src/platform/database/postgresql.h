// PostgreSQL behind Connection.
#pragma once

#include <memory>
#include <string>

#include "platform/database/connection.h"

namespace openpcn::database {

Result<std::unique_ptr<Connection>> connect_postgresql(const std::string& url);

// `?` outside quotes becomes $1, $2, ...
std::string numbered_parameters(std::string_view sql);

}  // namespace openpcn::database
