// What the HTTP server itself costs: one request and answer over a kept connection of the loopback,
// with a small and a 20 KB JSON body. Under load: wrk -t2 -c64 -d8s against a running server.
#include <arpa/inet.h>
#include <benchmark/benchmark.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <thread>

#include "base/invariant.h"
#include "platform/http/server.h"

namespace {

namespace http = openpcn::http;

class RunningServer {
public:
    explicit RunningServer(std::size_t body_bytes) {
        auto router = http::Router::create({{"GET", "/api/json", "open", [=](http::Request&) {
                                                 return http::Response::json(
                                                     200, std::string(body_bytes, '1'));
                                             }}});
        http::ServerOptions options;
        options.port = 0;
        auto made = http::Server::create(
            std::move(*router), options, [](http::Request&) { return http::Response{}; },
            [](const http::Exchange&) {});
        INVARIANT(made.has_value());
        server_ = std::move(*made);
        thread_ = std::thread([this] { server_->run(); });
    }
    ~RunningServer() {
        server_->stop();
        thread_.join();
    }
    std::uint16_t port() const { return server_->port(); }

private:
    std::unique_ptr<http::Server> server_;
    std::thread thread_;
};

int connect_to(std::uint16_t port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    INVARIANT(::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    return socket;
}

void request_and_answer(benchmark::State& state) {
    const auto body_bytes = static_cast<std::size_t>(state.range(0));
    const RunningServer server(body_bytes);
    const int socket = connect_to(server.port());
    const std::string request = "GET /api/json HTTP/1.1\r\nHost: localhost\r\n\r\n";
    std::string answer;
    for (auto _ : state) {
        INVARIANT(::send(socket, request.data(), request.size(), 0) ==
                  static_cast<ssize_t>(request.size()));
        answer.clear();
        std::size_t head_end = std::string::npos;
        while (head_end == std::string::npos || answer.size() < head_end + 4 + body_bytes) {
            char block[32768];
            const ssize_t got = ::recv(socket, block, sizeof block, 0);
            INVARIANT(got > 0);
            answer.append(block, static_cast<std::size_t>(got));
            head_end = answer.find("\r\n\r\n");
        }
        INVARIANT(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("11"));
    }
    ::close(socket);
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(request_and_answer)->Arg(19)->Arg(20'000)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
