// Errors as HTTP answers: the one table from kinds to status codes.
#pragma once

#include "base/error.h"
#include "platform/http/message.h"

namespace openpcn::api {

http::Response problem(const Error& error);
http::Response signed_out();
http::Response forbidden(std::string_view what);
http::Response too_many();
int status_of(ErrorKind kind);

}  // namespace openpcn::api
