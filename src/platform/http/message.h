// An HTTP request as a handler sees it, and its answer.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace openpcn::http {

struct CaseLess {
    using is_transparent = void;
    bool operator()(std::string_view a, std::string_view b) const;
};
using Headers = std::map<std::string, std::string, CaseLess>;

// A body that is read as it comes, by the handler's own thread.
class BodySource {
public:
    virtual ~BodySource() = default;
    // How many bytes were put into `into`, at least one; 0 at the end. `invalid` for a malformed
    // body or one over the route's limit, `unavailable` where the client was too slow or went.
    virtual Result<std::size_t> read(std::span<char> into) = 0;
};

struct Request {
    std::string method;
    std::string path;  // decoded, without the query
    std::map<std::string, std::string, std::less<>> path_parameters;
    std::multimap<std::string, std::string, std::less<>> query;
    Headers headers;
    std::string body;                   // empty on a route that streams it
    BodySource* body_source = nullptr;  // only there; lives until the handler returns
    std::string peer;                   // address of the client
    std::string id;                     // random, for logs
    std::string route;                  // the pattern that matched: safe for logs

    std::string_view header(std::string_view name) const;
    std::optional<std::string_view> parameter(std::string_view name) const;  // of the query
    std::string_view path_parameter(std::string_view name) const;
    std::optional<std::string_view> cookie(std::string_view name) const;
};

// Where a handler goes on writing after its answer began (server-sent events). Thread-safe; writing
// after the client went does nothing.
class EventStream {
public:
    virtual ~EventStream() = default;
    // One event with its data on one line.
    virtual void send(std::string_view data) = 0;
    virtual bool is_open() const = 0;
};

struct Response {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    // Set for server-sent events: called once the head was sent.
    std::function<void(std::shared_ptr<EventStream>)> on_stream;

    Response& with_header(std::string name, std::string value) {
        headers.emplace_back(std::move(name), std::move(value));
        return *this;
    }
    static Response text(int status, std::string body,
                         std::string type = "text/plain; charset=utf-8");
    static Response json(int status, std::string body);
};

// Splits "a=1&b=%20" and decodes; nothing where the text is malformed.
std::optional<std::multimap<std::string, std::string, std::less<>>> parse_query(
    std::string_view query);
std::optional<std::string> percent_decoded(std::string_view text);

}  // namespace openpcn::http
