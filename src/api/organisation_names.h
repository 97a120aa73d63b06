// The names that organisations' codes have here.
#pragma once

#include <functional>
#include <string>

#include "api/api_parts.h"
#include "base/ods_code.h"

namespace openpcn::api {

// The name that an organisation's code has here; the code where it has none.
using NameOf = std::function<std::string(const OdsCode&)>;

// Of the practices whose records are here, of this network, and of the register of the day.
NameOf names_for(ApiParts& parts, Date day);

}  // namespace openpcn::api
