// The text of an answer's head, and the reading of a request's target.
//
// Internal to platform/http.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/message.h"

namespace openpcn::http {

struct BodyLength {
    std::size_t bytes;
};

enum class Persistence {
    keep_alive,
    close
};

// Without a length the body is chunked. INVARIANT: no line end stands in a header.
std::string response_head(const Response& response, std::string_view request_id,
                          std::optional<BodyLength> length, Persistence persistence);
std::string chunk(std::string_view text);
// "GET, HEAD, OPTIONS" from the methods that a path has.
std::string allow_header(const std::vector<std::string>& methods);

// Whether the target has a path that can be trusted: absolute, decoded only once, without NUL,
// encoded slashes, backslashes, empty segments inside, "." or ".."; fills path and query.
[[nodiscard]] bool read_target(std::string_view target, Request& request);

}  // namespace openpcn::http
