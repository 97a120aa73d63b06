// gzip for answers.
#pragma once

#include <string>
#include <string_view>

#include "platform/http/message.h"

namespace openpcn::http {

std::string gzip(std::string_view text, int level);

// Whether the client's Accept-Encoding takes gzip (and not with q=0).
bool accepts_gzip(std::string_view accept_encoding);

// Compresses the body where the client takes it, the type is text and it is large enough to gain.
void compress_for(const Request& request, Response& response);

}  // namespace openpcn::http
