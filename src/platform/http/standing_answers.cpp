#include <fmt/format.h>

#include <algorithm>

#include "platform/http/session.h"

namespace openpcn::http {

void add_security_headers(Response& response, Content content) {
    response.with_header(
        "Content-Security-Policy",
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'");
    response.with_header("X-Content-Type-Options", "nosniff");
    response.with_header("X-Frame-Options", "DENY");
    response.with_header("Referrer-Policy", "no-referrer");
    response.with_header("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    response.with_header("Cross-Origin-Opener-Policy", "same-origin");
    response.with_header("Cross-Origin-Resource-Policy", "same-origin");
    // Answers of the API are kept nowhere, unless the route says what may be.
    const bool says_so =
        std::any_of(response.headers.begin(), response.headers.end(),
                    [](const auto& header) { return header.first == "Cache-Control"; });
    if (content == Content::api && !says_so) response.with_header("Cache-Control", "no-store");
}

Response refusal_response(int status) {
    struct Refusal {
        int status;
        std::string_view kind;
        std::string_view what;
        std::string_view remedy;
    };
    static constexpr Refusal refusals[] = {
        {400, "invalid", "This is not a valid HTTP request.", "Send a well-formed request."},
        {405, "unsupported", "This address does not take this method.",
         "Use one of those in the Allow header."},
        {408, "unavailable", "The request took too long to arrive.", "Send it again, faster."},
        {413, "invalid", "The body of the request is too large.", "Send less at once."},
        {414, "invalid", "The address of the request is too long.", "Ask for less at once."},
        {421, "invalid", "This server does not answer for that host name.",
         "Use a name that it was started with."},
        {431, "invalid", "The head of the request is too large.",
         "Send fewer or shorter headers and cookies."},
        {500, "internal", "Something went wrong here.",
         "Try again; if it stays, give the request id to whoever runs this server."},
        {503, "unavailable", "The server has more to do than it can.", "Try again in a second."},
    };
    for (const Refusal& r : refusals) {
        if (r.status != status) continue;
        return Response::json(
            status,
            fmt::format(R"({{"kind":"{}","what":"{}","where":"{}","remedy":"{}"}})", r.kind, r.what,
                        status >= 500 ? "the server" : "the HTTP request", r.remedy));
    }
    return refusal_response(500);
}

}  // namespace openpcn::http
