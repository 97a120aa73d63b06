// The HTTP/1.1 server: Asio for sockets, Beast's strict parser for requests, everything else here.
//
// Reads and writes run on one thread; handlers on a small pool, so a slow one delays nobody's
// connection. Limits that are always on: header size and count, body size per route, time for head,
// body and answer, connections in all and per client, requests that wait for a handler. Each breach
// has its status (400, 408, 413, 414, 421, 431, 503). JSON and text are compressed where the client
// takes gzip. A stop signal lets requests that began finish.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/http/router.h"

namespace openpcn::http {

struct Limits {
    std::size_t header_bytes_max = 16 * 1024;
    std::size_t header_lines_max = 100;
    std::size_t target_bytes_max = 4096;
    std::size_t requests_waiting_max = 256;
    std::size_t connections_max = 2000;
    std::size_t connections_per_client_max = 300;
    std::chrono::milliseconds header_time_max{10'000};
    std::chrono::milliseconds body_time_max{30'000};  // a whole body, or 64 KB of a streamed one
    std::chrono::milliseconds write_time_max{30'000};
    std::chrono::milliseconds idle_time_max{60'000};
    std::chrono::milliseconds drain_time_max{10'000};
};

enum class Transport {
    plain,
    behind_tls  // a proxy in front speaks TLS: answers carry Strict-Transport-Security
};

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;       // 0: any free one
    std::vector<std::string> hosts;  // allowed Host headers, without port; empty: any
    unsigned handler_threads = 4;
    Limits limits;
    Transport transport = Transport::plain;
};

// What happened, for logs and metrics. No paths, no queries: the route's pattern.
struct Exchange {
    std::string id;
    std::string method;
    std::string route;
    int status = 0;
    double seconds = 0;
    std::size_t bytes = 0;
};

class Server {
public:
    using Observer = std::function<void(const Exchange&)>;
    // Called for requests that no route matches: static files.
    using Fallback = std::function<Response(Request&)>;

    static Result<std::unique_ptr<Server>> create(Router router, ServerOptions options,
                                                  Fallback fallback, Observer observer);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    std::uint16_t port() const;
    // Serves until stop() or SIGINT or SIGTERM.
    void run();
    void stop();

private:
    struct Parts;
    explicit Server(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

// On every answer: content security policy without inline code, no sniffing, no framing, no
// referrer.
enum class Content {
    page,
    api
};
void add_security_headers(Response& response, Content content);

}  // namespace openpcn::http
