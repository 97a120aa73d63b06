// The server as a client, and an attacker, meets it: over real sockets of the loopback.
#include "platform/http/server.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <future>
#include <thread>

namespace openpcn::http {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class Client {
public:
    explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const timeval patience{10, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        EXPECT_EQ(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    }
    ~Client() { ::close(socket_); }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    // False where the server closed meanwhile.
    bool send(std::string_view text) {
        while (!text.empty()) {
            const ssize_t sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    // Up to and with `end`, or all until the server closes.
    std::string read_until(std::string_view end) {
        while (end.empty() || received_.find(end) == std::string::npos) {
            char block[65536];
            const ssize_t got = ::recv(socket_, block, sizeof block, 0);
            if (got <= 0) return std::exchange(received_, {});
            received_.append(block, static_cast<std::size_t>(got));
        }
        const auto at = received_.find(end) + end.size();
        std::string text = received_.substr(0, at);
        received_.erase(0, at);
        return text;
    }
    std::string read_all() { return read_until(""); }

private:
    int socket_;
    std::string received_;
};

Limits short_limits() {
    Limits limits;
    limits.header_time_max = std::chrono::milliseconds(300);
    limits.body_time_max = std::chrono::milliseconds(300);
    limits.write_time_max = std::chrono::milliseconds(300);
    limits.drain_time_max = std::chrono::milliseconds(5000);
    return limits;
}

class ServerTest : public testing::Test {
protected:
    void start(std::vector<Route> routes = {}, Limits limits = short_limits()) {
        routes.push_back(
            {"GET", "/api/hello/{name}", "open", [](Request& request) {
                 return Response::json(
                     200, fmt::format("{{\"name\":\"{}\"}}", request.path_parameter("name")));
             }});
        routes.push_back({"POST", "/api/echo", "open",
                          [](Request& request) { return Response::text(200, request.body); },
                          100'000});
        auto router = Router::create(std::move(routes));
        ASSERT_TRUE(router.has_value());
        ServerOptions options;
        options.port = 0;
        options.hosts = {"localhost"};
        options.limits = limits;
        auto server = Server::create(
            std::move(*router), options, [](Request&) { return Response::text(404, "none"); },
            [this](const Exchange& exchange) {
                const std::lock_guard lock(mutex_);
                exchanges_.push_back(exchange);
            });
        ASSERT_TRUE(server.has_value()) << to_string(server.error());
        server_ = std::move(*server);
        thread_ = std::thread([this] { server_->run(); });
    }
    void TearDown() override { stop(); }
    void stop() {
        if (!thread_.joinable()) return;
        server_->stop();
        thread_.join();
    }
    // One request on a connection of its own; all that comes back.
    std::string exchange(std::string_view request) {
        Client client(server_->port());
        client.send(request);
        return client.read_all();
    }
    std::unique_ptr<Server> server_;
    std::thread thread_;
    std::mutex mutex_;
    std::vector<Exchange> exchanges_;
};

constexpr std::string_view hello =
    "GET /api/hello/pat HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

TEST_F(ServerTest, AnswersWithTheHeadersThatProtectThePage) {
    start();
    const std::string answer = exchange(hello);
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
    for (const char* header :
         {"Content-Security-Policy: default-src 'self'", "frame-ancestors 'none'",
          "X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer",
          "Cache-Control: no-store",
          "Permissions-Policy: ", "X-Request-Id: ", "Content-Type: application/json"}) {
        EXPECT_THAT(answer, HasSubstr(header));
    }
    EXPECT_THAT(answer, testing::EndsWith("\r\n\r\n{\"name\":\"pat\"}"));
}

TEST_F(ServerTest, LetsARouteSayWhatBrowsersMayKeep) {
    std::vector<Route> routes(1);
    routes[0].method = "GET";
    routes[0].pattern = "/api/map";
    routes[0].access_rule = "open";
    routes[0].handler = [](Request&) {
        return Response::json(200, "{}").with_header("Cache-Control", "private, no-cache");
    };
    start(std::move(routes));
    const std::string answer =
        exchange("GET /api/map HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(answer, HasSubstr("Cache-Control: private, no-cache\r\n"));
    EXPECT_THAT(answer, testing::Not(HasSubstr("no-store")));
}

TEST_F(ServerTest, KeepsAConnectionForTheNextRequest) {
    start();
    Client client(server_->port());
    for (int i = 0; i < 3; ++i) {
        client.send("GET /api/hello/pat HTTP/1.1\r\nHost: localhost\r\n\r\n");
        EXPECT_THAT(client.read_until("\"pat\"}"), HasSubstr("Connection: keep-alive"));
    }
    client.send(std::string(hello) + std::string(hello));
    EXPECT_THAT(client.read_all(), testing::EndsWith("{\"name\":\"pat\"}"));
}

TEST_F(ServerTest, ReportsThePatternOfTheRouteAndNeverThePath) {
    start();
    exchange(hello);
    stop();
    ASSERT_EQ(exchanges_.size(), 1u);
    EXPECT_EQ(exchanges_[0].route, "/api/hello/{name}");
    EXPECT_EQ(exchanges_[0].status, 200);
}

TEST_F(ServerTest, AnswersHeadOptionsAndWrongMethods) {
    start();
    const std::string head =
        exchange("HEAD /api/hello/pat HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(head, HasSubstr("Content-Length: 14\r\n"));
    EXPECT_THAT(head, testing::EndsWith("\r\n\r\n"));
    EXPECT_THAT(exchange("OPTIONS /api/hello/pat HTTP/1.1\r\nHost: localhost\r\nConnection: "
                         "close\r\n\r\n"),
                testing::AllOf(StartsWith("HTTP/1.1 204"), HasSubstr("Allow: GET, HEAD, OPTIONS")));
    EXPECT_THAT(exchange("DELETE /api/hello/pat HTTP/1.1\r\nHost: localhost\r\nConnection: "
                         "close\r\n\r\n"),
                testing::AllOf(StartsWith("HTTP/1.1 405"), HasSubstr("Allow: GET, HEAD, OPTIONS")));
}

TEST_F(ServerTest, RefusesWhatIsMalformedOrTooMuch) {
    start();
    const auto with = [](std::string_view start, std::string_view headers) {
        return fmt::format("{} HTTP/1.1\r\nHost: localhost\r\n{}\r\n", start, headers);
    };
    const std::string echo = "POST /api/echo";
    std::string many_lines;
    for (int i = 0; i < 200; ++i) many_lines += fmt::format("a{}: b\r\n", i);
    const std::string chunk = fmt::format("8000\r\n{}\r\n", std::string(0x8000, 'x'));
    struct Case {
        std::string request;
        int status;
        std::string_view why;
    };
    const Case cases[] = {
        {with(echo, "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n", 400,
         "length and chunks: smuggling"},
        {with(echo, "Content-Length: 3\r\nContent-Length: 4\r\n") + "abcd", 400, "two lengths"},
        {with(echo, "Content-Length: -1\r\n"), 400, "a negative length"},
        {with("GET /api/hello/a", std::string("X: a\0b\r\n", 8)), 400, "NUL in a header"},
        {with("GET /api/hello/a", "X : b\r\n"), 400, "a space before the colon"},
        {"GET /api/hello/a HTTP/1.1\nHost: localhost\n\n", 400, "bare line feeds"},
        {"nonsense\r\n\r\n", 400, "no HTTP"},
        {"GET /api/hello/a HTTP/1.1\r\n\r\n", 400, "no Host"},
        {with("GET /api/hello/a", "Host: localhost\r\n"), 400, "two Hosts"},
        {"GET /api/hello/a HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421, "another Host"},
        {with("GET /api/hello/a", "X: " + std::string(32'000, 'x') + "\r\n"), 431, "32 KB"},
        {with("GET /api/hello/a", many_lines), 431, "200 header lines"},
        {with("GET /" + std::string(5'000, 'x'), ""), 414, "a long address"},
        {with("GET /" + std::string(40'000, 'x'), ""), 414, "a longer address"},
        {with("GET /api/hello/%zz", ""), 400, "a broken escape"},
        {with("GET /api/hello/%00", ""), 400, "an escaped NUL"},
        {with("GET /api/hello/..", ""), 400, "dots"},
        {with("GET /api/hello/%2e%2e", ""), 400, "escaped dots"},
        {with("GET /api/hello%2Fa", ""), 400, "an escaped slash"},
        {with("GET /api//hello/a", ""), 400, "an empty segment"},
        {with("GET http://localhost/api/hello/a", ""), 400, "not an origin form"},
        {with(echo, "Content-Length: 200000000\r\n"), 413, "a body announced as 200 MB"},
        {with(echo, "Transfer-Encoding: chunked\r\n") + chunk + chunk + chunk + chunk, 413,
         "chunks over the limit"},
        {with(echo, "Transfer-Encoding: chunked\r\n") + "zz\r\n", 400, "a broken chunk"},
    };
    for (const Case& c : cases) {
        const std::string answer = exchange(c.request);
        EXPECT_THAT(answer, StartsWith(fmt::format("HTTP/1.1 {} ", c.status))) << c.why;
        EXPECT_THAT(answer, HasSubstr("Connection: close")) << c.why;
        EXPECT_THAT(answer, HasSubstr("\"remedy\":")) << c.why;
    }
    EXPECT_THAT(exchange(hello), StartsWith("HTTP/1.1 200")) << "and still serves";
}

TEST_F(ServerTest, ReadsBodiesOfKnownLengthAndInChunks) {
    start();
    EXPECT_THAT(exchange("POST /api/echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                         "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"),
                testing::EndsWith("\r\n\r\nabcde"));
    const std::string large(99'999, 'y');
    EXPECT_THAT(exchange(fmt::format("POST /api/echo HTTP/1.1\r\nHost: localhost\r\nConnection: "
                                     "close\r\nContent-Length: {}\r\n\r\n{}",
                                     large.size(), large)),
                testing::EndsWith("\r\n\r\n" + large));
}

TEST_F(ServerTest, SaysContinueBeforeTheBodyIsSent) {
    start();
    Client client(server_->port());
    client.send(
        "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n"
        "Expect: 100-Continue\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("ok");
    EXPECT_THAT(client.read_all(), testing::EndsWith("\r\n\r\nok"));
}

TEST_F(ServerTest, CutsOffSlowHeadersWhileOthersAreServed) {
    start();
    std::vector<std::unique_ptr<Client>> slow;
    for (int i = 0; i < 50; ++i) {
        slow.push_back(std::make_unique<Client>(server_->port()));
        slow.back()->send("GET /api/hello/pat HTTP/1.1\r\nHost: loc");
    }
    EXPECT_THAT(exchange(hello), StartsWith("HTTP/1.1 200"));
    for (const auto& client : slow) EXPECT_THAT(client->read_all(), StartsWith("HTTP/1.1 408"));
}

TEST_F(ServerTest, CutsOffASlowBody) {
    start();
    Client client(server_->port());
    client.send("POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\na");
    EXPECT_THAT(client.read_all(), StartsWith("HTTP/1.1 408"));
}

TEST_F(ServerTest, CutsOffAClientThatNeverReads) {
    std::promise<void> asked;
    Limits limits = short_limits();
    start({{"GET", "/api/large", "open",
            [&](Request&) {
                asked.set_value();
                return Response::text(200, std::string(50'000'000, 'x'),
                                      "application/octet-stream");
            }}},
          limits);
    Client client(server_->port());
    client.send("GET /api/large HTTP/1.1\r\nHost: localhost\r\n\r\n");
    asked.get_future().wait();
    EXPECT_THAT(exchange(hello), StartsWith("HTTP/1.1 200"));
    stop();  // would wait for its five seconds if the client were still there
    EXPECT_EQ(exchanges_.size(), 2u);
}

TEST_F(ServerTest, LimitsTheConnectionsOfOneClient) {
    Limits limits = short_limits();
    limits.connections_per_client_max = 2;
    limits.header_time_max = std::chrono::milliseconds(5000);
    start({}, limits);
    Client first(server_->port());
    Client second(server_->port());
    first.send("GET /api/hello/pat HTTP/1.1\r\nHost: localhost\r\n\r\n");
    first.read_until("\"pat\"}");
    second.send("GET /api/hello/pat HTTP/1.1\r\nHost: localhost\r\n\r\n");
    second.read_until("\"pat\"}");
    Client third(server_->port());
    EXPECT_EQ(third.read_all(), "");
}

TEST_F(ServerTest, FinishesARequestThatRunsWhenItIsToldToStop) {
    std::promise<void> begun;
    std::promise<void> go_on;
    start({{"GET", "/api/slow", "open", [&](Request&) {
                begun.set_value();
                go_on.get_future().wait();
                return Response::text(200, "finished");
            }}});
    Client idle(server_->port());
    Client client(server_->port());
    client.send("GET /api/slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
    begun.get_future().wait();
    ::raise(SIGTERM);
    EXPECT_EQ(idle.read_all(), "") << "closed at once";
    go_on.set_value();
    EXPECT_THAT(client.read_all(), testing::EndsWith("finished"));
    thread_.join();
}

TEST_F(ServerTest, AnswersAnExceptionWithoutItsText) {
    start({{"GET", "/api/bad", "open",
            [](Request&) -> Response { throw std::runtime_error("Ada Lovelace"); }}});
    const std::string answer =
        exchange("GET /api/bad HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 500"));
    EXPECT_THAT(answer, testing::Not(HasSubstr("Ada")));
}

TEST_F(ServerTest, ShedsWhatItCannotQueue) {
    std::promise<void> go_on;
    const auto released = go_on.get_future().share();
    std::atomic<int> begun = 0;
    Limits limits = short_limits();
    limits.requests_waiting_max = 2;
    start({{"GET", "/api/slow", "open",
            [&, released](Request&) {
                ++begun;
                released.wait();
                return Response::text(200, "late");
            }}},
          limits);
    const std::string slow =
        "GET /api/slow HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    Client first(server_->port());
    Client second(server_->port());
    first.send(slow);
    second.send(slow);
    while (begun < 2) std::this_thread::yield();
    EXPECT_THAT(exchange(hello),
                testing::AllOf(StartsWith("HTTP/1.1 503"), HasSubstr("Retry-After: 1")));
    go_on.set_value();
    EXPECT_THAT(first.read_all(), testing::EndsWith("late"));
    EXPECT_THAT(second.read_all(), testing::EndsWith("late"));
}

TEST_F(ServerTest, StreamsAnUploadToItsHandler) {
    const auto count = [](Request& request) {
        std::vector<char> block(10'000);
        std::size_t bytes = 0;
        for (;;) {
            const auto got = request.body_source->read(block);
            if (!got) return Response::text(413, got.error().what);
            if (*got == 0) return Response::text(200, fmt::format("{} bytes", bytes));
            bytes += *got;
        }
    };
    start({{"POST", "/api/upload", "open", count, 3'000'000, BodyMode::streamed}});
    const auto upload = [&](std::size_t bytes) {
        return exchange(
            fmt::format("POST /api/upload HTTP/1.1\r\nHost: localhost\r\nConnection: "
                        "close\r\nContent-Length: {}\r\n\r\n{}",
                        bytes, std::string(bytes, 'z')));
    };
    EXPECT_THAT(upload(2'500'000), testing::EndsWith("2500000 bytes"));
    EXPECT_THAT(upload(0), testing::EndsWith("\r\n\r\n0 bytes"));
    EXPECT_THAT(upload(3'000'001), StartsWith("HTTP/1.1 413"));
    std::string chunks;
    for (int i = 0; i < 200; ++i) chunks += fmt::format("8000\r\n{}\r\n", std::string(0x8000, 'x'));
    EXPECT_THAT(exchange("POST /api/upload HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: "
                         "chunked\r\n\r\n" +
                         chunks),
                testing::EndsWith("The upload is larger than allowed."));
    Client slow(server_->port());
    slow.send("POST /api/upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc");
    EXPECT_THAT(slow.read_all(), testing::EndsWith("The upload ended before its end."));
}

TEST_F(ServerTest, SendsEventsAsTheyComeUntilItStops) {
    std::promise<std::shared_ptr<EventStream>> opened;
    start({{"GET", "/api/events", "open", [&](Request&) {
                Response response;
                response.with_header("Content-Type", "text/event-stream");
                response.on_stream = [&](std::shared_ptr<EventStream> stream) {
                    opened.set_value(std::move(stream));
                };
                return response;
            }}});
    Client client(server_->port());
    client.send("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_THAT(client.read_until(": connected\n\n"), StartsWith("HTTP/1.1 200"));
    const auto stream = opened.get_future().get();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));  // the session waits by now
    stream->send("{\"n\":1}");
    EXPECT_THAT(client.read_until("{\"n\":1}\n\n"), HasSubstr("data: "));
    stop();
    client.read_all();
    EXPECT_FALSE(stream->is_open());
}

TEST_F(ServerTest, CompressesJsonForAClientThatTakesIt) {
    start({{"GET", "/api/long", "open",
            [](Request&) { return Response::json(200, std::string(20'000, '1')); }}});
    const std::string answer = exchange(
        "GET /api/long HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nConnection: "
        "close\r\n\r\n");
    EXPECT_THAT(answer, HasSubstr("Content-Encoding: gzip"));
    EXPECT_LT(answer.size(), 2'000u);
    EXPECT_GT(
        exchange("GET /api/long HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").size(),
        20'000u);
}

}  // namespace
}  // namespace openpcn::http
