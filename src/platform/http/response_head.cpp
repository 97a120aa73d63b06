#include "platform/http/response_head.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/beast/http/status.hpp>
#include <ctime>

#include "base/invariant.h"

namespace openpcn::http {
namespace {

std::string_view reason_of(int status) {
    const auto reason =
        boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
    return {reason.data(), reason.size()};
}

// "Mon, 23 Nov 2026 08:00:00 GMT"
std::string http_date() {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    ::gmtime_r(&now, &utc);
    char text[40];
    const std::size_t length = std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &utc);
    return {text, length};
}

bool is_bad_segment(std::string_view segment) {
    return segment == "." || segment == ".." ||
           segment.find_first_of(std::string_view("/\\\0", 3)) != std::string_view::npos ||
           std::any_of(segment.begin(), segment.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}  // namespace

std::string response_head(const Response& response, std::string_view request_id,
                          std::optional<BodyLength> length, Persistence persistence) {
    std::string head =
        fmt::format("HTTP/1.1 {} {}\r\n", response.status, reason_of(response.status));
    for (const auto& [name, value] : response.headers) {
        INVARIANT(name.find_first_of("\r\n") == std::string::npos &&
                  value.find_first_of("\r\n") == std::string::npos);
        head += fmt::format("{}: {}\r\n", name, value);
    }
    if (!length) {
        head += "Transfer-Encoding: chunked\r\n";
    } else if (response.status != 204 && response.status != 304) {
        head += fmt::format("Content-Length: {}\r\n", length->bytes);
    }
    head +=
        fmt::format("Date: {}\r\nX-Request-Id: {}\r\nConnection: {}\r\n\r\n", http_date(),
                    request_id, persistence == Persistence::keep_alive ? "keep-alive" : "close");
    return head;
}

std::string chunk(std::string_view text) {
    return fmt::format("{:x}\r\n{}\r\n", text.size(), text);
}

std::string allow_header(const std::vector<std::string>& methods) {
    std::vector<std::string> all = methods;
    if (std::find(all.begin(), all.end(), "GET") != all.end()) all.emplace_back("HEAD");
    all.emplace_back("OPTIONS");
    return fmt::format("{}", fmt::join(all, ", "));
}

bool read_target(std::string_view target, Request& request) {
    if (!target.starts_with('/')) return false;
    const auto question = std::min(target.find('?'), target.size());
    auto query = parse_query(target.substr(std::min(question + 1, target.size())));
    if (!query) return false;
    request.query = std::move(*query);
    request.path.clear();
    std::string_view rest = target.substr(1, question == 0 ? 0 : question - 1);
    for (;;) {
        const auto slash = rest.find('/');
        const auto segment = percent_decoded(rest.substr(0, slash));
        if (!segment || is_bad_segment(*segment)) return false;
        request.path += '/' + *segment;
        if (slash == std::string_view::npos) return true;
        if (segment->empty()) return false;
        rest.remove_prefix(slash + 1);
    }
}

}  // namespace openpcn::http
