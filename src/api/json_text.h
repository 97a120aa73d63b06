// JSON bodies in and out, for the handlers. nlohmann's header stays in .cpp files: this one forward
// declares it.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "base/result.h"
#include "platform/http/message.h"

namespace openpcn::api {

http::Response json_answer(const nlohmann::ordered_json& body, int status = 200);

// The body as an object; `invalid` where it is none, nests deeper than 16 levels, or has a field
// that is not in `allowed`.
Result<nlohmann::json> json_object(const http::Request& request,
                                   std::initializer_list<std::string_view> allowed);

// A text field, at most `length_max` bytes; "" where it is missing.
Result<std::string> text_field(const nlohmann::json& object, const std::string& name,
                               std::size_t length_max);

}  // namespace openpcn::api
