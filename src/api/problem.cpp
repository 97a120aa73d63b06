#include "api/problem.h"

#include <nlohmann/json.hpp>

namespace openpcn::api {
namespace {

http::Response answer(int status, std::string_view kind, std::string_view what,
                      std::string_view where, std::string_view remedy) {
    const nlohmann::ordered_json body{
        {"kind", kind}, {"what", what}, {"where", where}, {"remedy", remedy}};
    return http::Response::json(
        status, body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

std::string_view name_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::invalid:
            return "invalid";
        case ErrorKind::not_found:
            return "not_found";
        case ErrorKind::conflict:
            return "conflict";
        case ErrorKind::forbidden:
            return "forbidden";
        case ErrorKind::unsupported:
            return "unsupported";
        case ErrorKind::unavailable:
            return "unavailable";
        case ErrorKind::internal:
            return "internal";
    }
    return "internal";
}

}  // namespace

int status_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::invalid:
            return 400;
        case ErrorKind::not_found:
            return 404;
        case ErrorKind::conflict:
            return 409;
        case ErrorKind::forbidden:
            return 403;
        case ErrorKind::unsupported:
            return 501;
        case ErrorKind::unavailable:
            return 503;
        case ErrorKind::internal:
            return 500;
    }
    return 500;
}

http::Response problem(const Error& error) {
    return answer(status_of(error.kind), name_of(error.kind), error.what, error.where,
                  error.remedy);
}

http::Response signed_out() {
    return answer(401, "signed_out", "You are not signed in, or your session has ended.", "session",
                  "Sign in again.");
}

http::Response forbidden(std::string_view what) {
    return answer(403, "forbidden", what, "your role and organisation",
                  "If you need this for your work, ask whoever manages accounts in your network.");
}

http::Response too_many() {
    return answer(429, "too_many", "Too many requests came from here.", "this address",
                  "Wait a minute and try again.");
}

}  // namespace openpcn::api
