#include "platform/http/server.h"

#include <fmt/format.h>
#include <sys/random.h>

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <deque>
#include <map>
#include <mutex>
#include <set>

namespace openpcn::http {
namespace {

namespace asio = boost::asio;
namespace beast_http = boost::beast::http;
using asio::ip::tcp;
using Clock = std::chrono::steady_clock;
using Parser = beast_http::request_parser<beast_http::string_body>;

std::string new_request_id() {
    std::uint64_t bits = 0;
    // Not a secret: it only ties the lines of a log together.
    if (getrandom(&bits, sizeof bits, 0) != static_cast<ssize_t>(sizeof bits)) bits = 0;
    return fmt::format("{:016x}", bits);
}

std::string_view reason_of(int status) {
    return {beast_http::obsolete_reason(static_cast<beast_http::status>(status)).data(),
            beast_http::obsolete_reason(static_cast<beast_http::status>(status)).size()};
}

struct Shared {
    Router router;
    ServerOptions options;
    Server::Fallback fallback;
    Server::Observer observer;
    asio::io_context io{1};
    asio::thread_pool handlers;
    std::atomic<bool> draining = false;
    std::map<std::string, std::size_t> clients;  // connections by address; io thread only
    std::size_t connections = 0;                 // io thread only
    std::set<class Session*> sessions;           // io thread only

    Shared(Router r, ServerOptions o, Server::Fallback f, Server::Observer w)
        : router(std::move(r)),
          options(std::move(o)),
          fallback(std::move(f)),
          observer(std::move(w)),
          handlers(options.handler_threads) {}
};

std::string head_of(const Response& response, std::string_view request_id,
                    std::optional<std::size_t> length, bool keep_alive) {
    std::string head =
        fmt::format("HTTP/1.1 {} {}\r\n", response.status, reason_of(response.status));
    for (const auto& [name, value] : response.headers)
        head += fmt::format("{}: {}\r\n", name, value);
    if (length)
        head += fmt::format("Content-Length: {}\r\n", *length);
    else
        head += "Transfer-Encoding: chunked\r\n";
    head += fmt::format("X-Request-Id: {}\r\nConnection: {}\r\n\r\n", request_id,
                        keep_alive ? "keep-alive" : "close");
    return head;
}

// Events wait here for the connection; senders are handler threads.
class QueuedStream final : public EventStream, public std::enable_shared_from_this<QueuedStream> {
public:
    explicit QueuedStream(asio::io_context& io) : wake_(io, Clock::time_point::max()), io_(io) {}

    void send(std::string_view data) override {
        {
            const std::lock_guard lock(mutex_);
            if (!open_ || waiting_.size() > 1000)
                return;  // a client that does not read loses events
            waiting_.push_back(fmt::format("data: {}\n\n", data));
        }
        asio::post(io_, [self = shared_from_this()] { self->wake_.cancel(); });
    }
    bool is_open() const override {
        const std::lock_guard lock(mutex_);
        return open_;
    }
    void close() {
        const std::lock_guard lock(mutex_);
        open_ = false;
    }
    std::string take() {
        const std::lock_guard lock(mutex_);
        std::string all;
        for (const std::string& event : waiting_) all += event;
        waiting_.clear();
        return all;
    }
    asio::steady_timer wake_;

private:
    asio::io_context& io_;
    mutable std::mutex mutex_;  // guards the two below
    bool open_ = true;
    std::deque<std::string> waiting_;
};

class Session : public std::enable_shared_from_this<Session> {
public:
    Session(tcp::socket socket, std::shared_ptr<Shared> shared)
        : socket_(std::move(socket)), shared_(std::move(shared)), deadline_(shared_->io) {
        boost::system::error_code ignored;
        peer_ = socket_.remote_endpoint(ignored).address().to_string();
        socket_.set_option(tcp::no_delay(true), ignored);
    }

    asio::awaitable<void> run() {
        try {
            while (!shared_->draining) {
                if (!co_await serve_one()) break;
            }
        } catch (const boost::system::system_error&) {
            // The client went, or a deadline closed the socket: nobody is left to tell.
        }
        deadline_.cancel();
        boost::system::error_code ignored;
        socket_.shutdown(tcp::socket::shutdown_send, ignored);
        socket_.close(ignored);
    }

    bool idle() const { return idle_; }
    void close() {
        boost::system::error_code ignored;
        socket_.close(ignored);
    }
    const std::string& peer() const { return peer_; }

private:
    void expire_after(std::chrono::seconds time) {
        deadline_.expires_after(time);
        deadline_.async_wait([self = weak_from_this()](boost::system::error_code error) {
            const auto session = self.lock();
            if (!error && session) session->close();
        });
    }

    asio::awaitable<void> write(std::string_view text) {
        expire_after(shared_->options.limits.write_time_max);
        co_await asio::async_write(socket_, asio::buffer(text.data(), text.size()),
                                   asio::use_awaitable);
    }

    asio::awaitable<void> answer(Response response, const Request& request, bool keep_alive) {
        add_security_headers(response,
                             request.path.starts_with("/api") ? Content::api : Content::page);
        const bool no_body =
            request.method == "HEAD" || response.status == 204 || response.status == 304;
        const std::string head = head_of(response, request.id, response.body.size(), keep_alive);
        expire_after(shared_->options.limits.write_time_max);
        const std::array<asio::const_buffer, 2> buffers{
            asio::buffer(head), asio::buffer(no_body ? std::string() : response.body)};
        if (no_body)
            co_await asio::async_write(socket_, asio::buffer(head), asio::use_awaitable);
        else
            co_await asio::async_write(socket_, buffers, asio::use_awaitable);
    }

    // Refusals before there is a request.
    asio::awaitable<bool> refuse(int status, std::string_view what) {
        Request request;
        request.id = new_request_id();
        request.path = "/api";
        const std::string body = fmt::format(
            R"({{"kind":"invalid","what":"{}","where":"the HTTP request","remedy":"Send a smaller or well-formed request."}})",
            what);
        co_await answer(Response::json(status, body), request, false);
        shared_->observer({request.id, "-", "-", status, 0, body.size()});
        co_return false;
    }

    // Feeds the parser until `done` says so; the status to refuse with, or 0.
    template <typename Done>
    asio::awaitable<int> feed(Parser& parser, Done done) {
        while (!done()) {
            boost::system::error_code error;
            if (buffer_.size() > 0) {
                const std::size_t used = parser.put(buffer_.data(), error);
                buffer_.consume(used);
                if (error == beast_http::error::header_limit) co_return 431;
                if (error == beast_http::error::body_limit) co_return 413;
                if (error && error != beast_http::error::need_more) co_return 400;
                if (done()) break;
                if (used > 0 && !error) continue;
            }
            const auto space = buffer_.prepare(64 * 1024);
            const std::size_t got = co_await socket_.async_read_some(
                space, asio::redirect_error(asio::use_awaitable, error));
            if (error == asio::error::eof) co_return started_ ? 400 : -1;
            if (error) co_return -1;
            if (!started_) {
                started_ = true;
                idle_ = false;
                expire_after(shared_->options.limits.header_time_max);
            }
            buffer_.commit(got);
        }
        co_return 0;
    }

    asio::awaitable<bool> serve_one() {
        started_ = buffer_.size() > 0;
        idle_ = !started_;
        expire_after(started_ ? shared_->options.limits.header_time_max
                              : shared_->options.limits.idle_time_max);
        Parser parser;
        parser.header_limit(static_cast<std::uint32_t>(shared_->options.limits.header_bytes_max));
        parser.body_limit(std::uint64_t{1} << 30);
        parser.eager(false);
        const int head_status = co_await feed(parser, [&] { return parser.is_header_done(); });
        if (head_status < 0) co_return false;
        if (head_status != 0) {
            co_return co_await refuse(head_status,
                                      head_status == 431   ? "The head of the request is too large."
                                      : head_status == 413 ? "The body of the request is too large."
                                                           : "This is not a valid HTTP request.");
        }
        Request request;
        const int refused = read_head(parser, request);
        if (refused != 0)
            co_return co_await refuse(
                refused, refused == 431 ? "The request has too many header lines."
                                        : "The request's address or host is not valid here.");
        const Router::Match match = shared_->router.match(request.method, request.path);
        const std::size_t body_max = match.route != nullptr ? match.route->body_bytes_max : 1024;
        parser.body_limit(body_max);
        if (parser.content_length() && *parser.content_length() > body_max)
            co_return co_await refuse(413, "The body of the request is too large.");
        if (request.header("Expect") == "100-continue")
            co_await write("HTTP/1.1 100 Continue\r\n\r\n");
        expire_after(shared_->options.limits.body_time_max);
        parser.eager(true);
        const int body_status = co_await feed(parser, [&] { return parser.is_done(); });
        if (body_status < 0) co_return false;
        if (body_status != 0)
            co_return co_await refuse(body_status,
                                      "The body of the request is too large or malformed.");
        request.body = std::move(parser.get().body());
        const bool keep_alive = parser.get().keep_alive() && !shared_->draining;
        co_return co_await respond(std::move(request), match, keep_alive);
    }

    int read_head(const Parser& parser, Request& request) const {
        const auto& message = parser.get();
        request.id = new_request_id();
        request.method = std::string(message.method_string());
        request.peer = peer_;
        std::size_t lines = 0;
        for (const auto& field : message) {
            if (++lines > shared_->options.limits.header_lines_max) return 431;
            request.headers[std::string(field.name_string())] = std::string(field.value());
        }
        const std::string target(message.target());
        if (!target.starts_with('/')) return 400;
        const auto question = std::min(target.find('?'), target.size());
        const auto path = percent_decoded(std::string_view(target).substr(0, question));
        const auto query =
            parse_query(std::string_view(target).substr(std::min(question + 1, target.size())));
        if (!path || !query || path->find("/../") != std::string::npos || path->ends_with("/.."))
            return 400;
        request.path = *path;
        request.query = *query;
        std::string host(request.header("Host"));
        host = host.substr(0, host.starts_with('[') ? host.find(']') + 1 : host.find(':'));
        const auto& hosts = shared_->options.hosts;
        if (message.version() >= 11 && host.empty()) return 400;
        if (!hosts.empty() && std::find(hosts.begin(), hosts.end(), host) == hosts.end())
            return 400;
        return 0;
    }

    asio::awaitable<bool> respond(Request request, Router::Match match, bool keep_alive) {
        const auto begun = Clock::now();
        Response response;
        if (match.route != nullptr) {
            request.route = match.route->pattern;
            request.path_parameters = std::move(match.parameters);
            response = co_await handle(match.route->handler, request);
        } else if (!match.allowed.empty()) {
            request.route = "-";
            response = request.method == "OPTIONS"
                           ? Response{204, {}, "", {}}
                           : Response::text(405, "This address does not take this method.\n");
            response.with_header("Allow", fmt::format("{}", fmt::join(match.allowed, ", ")));
        } else {
            request.route = "static";
            response = co_await handle(shared_->fallback, request);
        }
        Exchange exchange{request.id, request.method,      request.route, response.status,
                          0,          response.body.size()};
        if (response.on_stream) {
            co_await stream(std::move(response), request);
            keep_alive = false;
        } else {
            co_await answer(std::move(response), request, keep_alive);
        }
        exchange.seconds = std::chrono::duration<double>(Clock::now() - begun).count();
        shared_->observer(exchange);
        co_return keep_alive;
    }

    // Runs a handler on the pool; what it throws becomes a 500 without details.
    asio::awaitable<Response> handle(const Handler& handler, Request& request) {
        deadline_.cancel();
        deadline_.expires_at(Clock::time_point::max());
        co_return co_await asio::co_spawn(
            shared_->handlers,
            [&]() -> asio::awaitable<Response> {
                try {
                    co_return handler(request);
                } catch (const std::exception&) {
                    co_return Response::json(
                        500,
                        R"({"kind":"internal","what":"Something went wrong here.","where":"the server","remedy":"Try again; if it stays, tell whoever runs this server and give them the request id."})");
                }
            },
            asio::use_awaitable);
    }

    asio::awaitable<void> stream(Response response, const Request& request) {
        add_security_headers(response, Content::api);
        co_await write(head_of(response, request.id, std::nullopt, false));
        idle_ = true;  // a stop may close it at once: an event stream has nothing to finish
        const auto events = std::make_shared<QueuedStream>(shared_->io);
        response.on_stream(events);
        try {
            co_await write("e\r\n: connected\n\n\n\r\n");
            while (!shared_->draining) {
                events->wake_.expires_after(std::chrono::seconds(15));
                boost::system::error_code ignored;
                co_await events->wake_.async_wait(
                    asio::redirect_error(asio::use_awaitable, ignored));
                std::string text = events->take();
                if (text.empty()) text = ": still here\n\n";
                co_await write(fmt::format("{:x}\r\n{}\r\n", text.size(), text));
            }
            co_await write("0\r\n\r\n");
        } catch (...) {
            events->close();
            throw;
        }
        events->close();
    }

    tcp::socket socket_;
    std::shared_ptr<Shared> shared_;
    asio::steady_timer deadline_;
    boost::beast::flat_buffer buffer_{1 << 20};
    std::string peer_;
    bool started_ = false;
    bool idle_ = true;
};

asio::awaitable<void> run_session(std::shared_ptr<Session> session,
                                  std::shared_ptr<Shared> shared) {
    shared->sessions.insert(session.get());
    co_await session->run();
    shared->sessions.erase(session.get());
    --shared->connections;
    if (--shared->clients[session->peer()] == 0) shared->clients.erase(session->peer());
}

asio::awaitable<void> accept_all(tcp::acceptor& acceptor, std::shared_ptr<Shared> shared) {
    for (;;) {
        boost::system::error_code error;
        tcp::socket socket =
            co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
        if (error == asio::error::operation_aborted) co_return;
        if (error) continue;
        const auto session = std::make_shared<Session>(std::move(socket), shared);
        const Limits& limits = shared->options.limits;
        if (shared->connections >= limits.connections_max ||
            shared->clients[session->peer()] >= limits.connections_per_client_max) {
            session->close();
            continue;
        }
        ++shared->connections;
        ++shared->clients[session->peer()];
        asio::co_spawn(shared->io, run_session(session, shared), asio::detached);
    }
}

}  // namespace

struct Server::Parts {
    std::shared_ptr<Shared> shared;
    std::optional<tcp::acceptor> acceptor;
    std::optional<asio::signal_set> signals;
};

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
    if (content == Content::api) response.with_header("Cache-Control", "no-store");
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::create(Router router, ServerOptions options,
                                               Fallback fallback, Observer observer) {
    auto parts = std::make_unique<Parts>();
    boost::system::error_code error;
    const auto address = asio::ip::make_address(options.address, error);
    if (error) {
        return failure({ErrorKind::invalid,
                        fmt::format("\"{}\" is not an address to listen on.", options.address),
                        "--address", "Use 127.0.0.1 for this machine only."});
    }
    const tcp::endpoint endpoint(address, options.port);
    parts->shared = std::make_shared<Shared>(std::move(router), std::move(options),
                                             std::move(fallback), std::move(observer));
    parts->acceptor.emplace(parts->shared->io);
    parts->acceptor->open(endpoint.protocol(), error);
    if (!error) parts->acceptor->set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) parts->acceptor->bind(endpoint, error);
    if (!error) parts->acceptor->listen(asio::socket_base::max_listen_connections, error);
    if (error) {
        return failure(
            {ErrorKind::unavailable,
             fmt::format("Port {} cannot be used: {}.", endpoint.port(), error.message()), "--port",
             "Stop the program that uses it, or choose another port."});
    }
    return std::unique_ptr<Server>(new Server(std::move(parts)));
}

std::uint16_t Server::port() const { return parts_->acceptor->local_endpoint().port(); }

void Server::run() {
    const auto shared = parts_->shared;
    parts_->signals.emplace(shared->io, SIGINT, SIGTERM);
    parts_->signals->async_wait([this](boost::system::error_code error, int) {
        if (!error) stop();
    });
    asio::co_spawn(shared->io, accept_all(*parts_->acceptor, shared), asio::detached);
    shared->io.run();
    shared->handlers.join();
}

void Server::stop() {
    asio::post(parts_->shared->io, [this] {
        const auto shared = parts_->shared;
        if (shared->draining.exchange(true)) return;
        boost::system::error_code ignored;
        parts_->acceptor->close(ignored);
        parts_->signals->cancel(ignored);
        // Waiting connections have nothing to lose; the others finish what they began.
        for (Session* session : shared->sessions) {
            if (session->idle()) session->close();
        }
        auto limit =
            std::make_shared<asio::steady_timer>(shared->io, shared->options.limits.drain_time_max);
        limit->async_wait([shared, limit](boost::system::error_code) { shared->io.stop(); });
        auto poll = std::make_shared<asio::steady_timer>(shared->io);
        auto check = std::make_shared<std::function<void()>>();
        *check = [shared, limit, poll, check] {
            if (shared->connections == 0) return shared->io.stop();
            poll->expires_after(std::chrono::milliseconds(50));
            poll->async_wait([check](boost::system::error_code) { (*check)(); });
        };
        (*check)();
    });
}

}  // namespace openpcn::http
