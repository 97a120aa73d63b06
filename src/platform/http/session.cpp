#include "platform/http/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <future>

#include "platform/http/compression.h"
#include "platform/http/event_queue.h"
#include "platform/http/response_head.h"
#include "platform/io/random.h"

namespace openpcn::http {

namespace asio = boost::asio;
namespace beast_http = boost::beast::http;
using Clock = std::chrono::steady_clock;
using boost::system::error_code;

namespace {

constexpr std::size_t block_bytes = 64 * 1024;

Request request_without_head() {
    Request request;
    request.id = io::random_hex(8);
    request.method = "-";
    request.route = "-";
    request.path = "/api";  // so that the refusal carries the headers of the API
    return request;
}

}  // namespace

// Lets a handler, on its own thread, read from the connection, on the connection's executor. The
// session's coroutine waits for the handler meanwhile, so only one of the two uses the parser.
class Session::PulledBody final : public BodySource {
public:
    PulledBody(Session& session, Parser& parser, std::size_t bytes_max)
        : session_(session), parser_(parser), left_(bytes_max) {}

    Result<std::size_t> read(std::span<char> into) override {
        std::size_t got = 0;
        auto done = asio::co_spawn(
            session_.connection_->executor(),
            [&]() -> asio::awaitable<Refusal> {
                session_.expire_after(session_.service_.options.limits.body_time_max);
                co_return co_await session_.read_piece(
                    parser_, into.first(std::min(into.size(), block_bytes)), got);
            },
            asio::use_future);
        while (done.wait_for(std::chrono::milliseconds(200)) != std::future_status::ready) {
            if (session_.service_.stopped) return failure(gone());
        }
        const Refusal refusal = done.get();
        if (refusal == 0 && got <= left_) {
            left_ -= got;
            return got;
        }
        if (refusal < 0 || refusal == 408) return failure(gone());
        return failure({ErrorKind::invalid,
                        refusal == 0 || refusal == 413 ? "The upload is larger than allowed."
                                                       : "The upload is malformed.",
                        "the body of the request", "Send it in parts."});
    }

private:
    static Error gone() {
        return {ErrorKind::unavailable, "The upload ended before its end.",
                "the body of the request", "Send it again."};
    }
    Session& session_;
    Parser& parser_;
    std::size_t left_;
};

Session::Session(std::unique_ptr<Connection> connection, Service& service)
    : connection_(std::move(connection)),
      service_(service),
      deadline_(connection_->executor()),
      peer_(connection_->peer()) {}

void Session::expire_after(std::chrono::milliseconds time) {
    timed_out_ = false;
    deadline_.expires_after(time);
    deadline_.async_wait([weak = weak_from_this()](error_code error) {
        const auto session = weak.lock();
        // A wait that was replaced while its end was on the way is not this deadline.
        if (error || !session || session->deadline_.expiry() > Clock::now()) return;
        session->timed_out_ = true;
        session->connection_->cancel();
    });
}

asio::awaitable<void> Session::run() {
    error_code error;
    expire_after(service_.options.limits.header_time_max);
    co_await connection_->open(error);
    while (!error && !service_.draining) {
        if (co_await serve_one() == Next::close) break;
    }
    deadline_.cancel();
    connection_->close();
}

asio::awaitable<bool> Session::write(std::string_view head, std::string_view body) {
    error_code error;
    expire_after(service_.options.limits.write_time_max);
    co_await connection_->write(asio::buffer(head), asio::buffer(body), error);
    co_return !error;
}

asio::awaitable<Session::Refusal> Session::read_head(Parser& parser) {
    const Limits& limits = service_.options.limits;
    idle_ = buffer_.size() == 0;
    expire_after(idle_ ? limits.idle_time_max : limits.header_time_max);
    for (;;) {
        error_code error;
        if (buffer_.size() > 0) {
            const std::string_view start(static_cast<const char*>(buffer_.data().data()),
                                         std::min(buffer_.size(), limits.header_bytes_max));
            const bool within_first_line = start.find('\n') == std::string_view::npos;
            buffer_.consume(parser.put(buffer_.data(), error));
            if (parser.is_header_done()) co_return 0;
            if (error == beast_http::error::header_limit) co_return within_first_line ? 414 : 431;
            // Content-Length beyond what any route takes.
            if (error == beast_http::error::body_limit) co_return 413;
            if (error && error != beast_http::error::need_more) co_return 400;
        }
        const std::size_t got = co_await connection_->read(buffer_.prepare(block_bytes), error);
        if (error) co_return timed_out_ && !idle_ ? 408 : -1;
        if (idle_) expire_after(limits.header_time_max);
        idle_ = false;
        buffer_.commit(got);
    }
}

asio::awaitable<Session::Refusal> Session::read_piece(Parser& parser, std::span<char> into,
                                                      std::size_t& got) {
    auto& body = parser.get().body();
    body.data = into.data();
    body.size = into.size();
    body.more = true;
    // As much as has come, at least one byte; all of `into` if it is quick enough.
    while (!parser.is_done() && body.size == into.size()) {
        error_code error;
        if (buffer_.size() > 0) {
            buffer_.consume(parser.put(buffer_.data(), error));
            if (error == beast_http::error::need_buffer) break;
            if (error == beast_http::error::body_limit) co_return 413;
            if (error && error != beast_http::error::need_more) co_return 400;
            if (!error) continue;
        } else if (parser.get().find(beast_http::field::content_length) == parser.get().end() &&
                   !parser.chunked()) {
            break;
        }
        const std::size_t bytes = co_await connection_->read(buffer_.prepare(block_bytes), error);
        if (error) co_return timed_out_ ? 408 : -1;
        buffer_.commit(bytes);
    }
    got = into.size() - body.size;
    co_return 0;
}

asio::awaitable<Session::Refusal> Session::read_whole_body(Parser& parser, std::size_t bytes_max,
                                                           std::string& body) {
    expire_after(service_.options.limits.body_time_max);
    while (!parser.is_done()) {
        const std::size_t before = body.size();
        body.resize(std::min(before + block_bytes, bytes_max + 1));
        std::size_t got = 0;
        const Refusal refusal = co_await read_piece(parser, std::span(body).subspan(before), got);
        if (refusal != 0) co_return refusal;
        body.resize(before + got);
        if (body.size() > bytes_max) co_return 413;
    }
    co_return 0;
}

Session::Refusal Session::check_head(const Parser& parser, Request& request) const {
    const auto& message = parser.get();
    request.id = io::random_hex(8);
    request.method = std::string(message.method_string());
    request.peer = peer_;
    std::size_t lines = 0;
    for (const auto& field : message) {
        if (++lines > service_.options.limits.header_lines_max) return 431;
        const auto [known, added] =
            request.headers.emplace(std::string(field.name_string()), std::string(field.value()));
        if (added) continue;
        if (field.name() == beast_http::field::host) return 400;
        known->second += fmt::format("{} {}", field.name() == beast_http::field::cookie ? ";" : ",",
                                     std::string_view(field.value()));
    }
    if (message.target().size() > service_.options.limits.target_bytes_max) return 414;
    if (!read_target(message.target(), request)) return 400;
    if (message.version() != 11 && message.version() != 10) return 400;
    std::string host(request.header("Host"));
    if (host.empty()) return 400;
    host = host.substr(0, host.starts_with('[') ? host.find(']') + 1 : host.find(':'));
    const auto& hosts = service_.options.hosts;
    if (!hosts.empty() && std::find(hosts.begin(), hosts.end(), host) == hosts.end()) return 421;
    return 0;
}

asio::awaitable<Session::Next> Session::serve_one() {
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(service_.options.limits.header_bytes_max));
    parser.body_limit(std::uint64_t{1} << 40);
    parser.eager(false);
    Refusal refusal = co_await read_head(parser);
    Request request;
    if (refusal == 0) refusal = check_head(parser, request);
    if (refusal != 0) co_return co_await refuse(refusal);

    Router::Match match = service_.router.match(request.method, request.path);
    const std::size_t body_max = match.route != nullptr ? match.route->body_bytes_max : 1024;
    parser.body_limit(body_max);
    parser.eager(true);
    if (parser.content_length() && *parser.content_length() > body_max)
        co_return co_await refuse(413);
    if (!CaseLess{}(request.header("Expect"), "100-continue") &&
        !CaseLess{}("100-continue", request.header("Expect"))) {
        if (!co_await write("HTTP/1.1 100 Continue\r\n\r\n", "")) co_return Next::close;
    }
    if (match.route == nullptr || match.route->body_mode == BodyMode::whole) {
        refusal = co_await read_whole_body(parser, body_max, request.body);
        if (refusal != 0) co_return co_await refuse(refusal);
    }
    co_return co_await respond(parser, std::move(request), std::move(match));
}

asio::awaitable<Session::Next> Session::respond(Parser& parser, Request request,
                                                Router::Match match) {
    const auto begun = Clock::now();
    Response response;
    if (match.route != nullptr) {
        request.route = match.route->pattern;
        request.path_parameters = std::move(match.parameters);
        PulledBody body(*this, parser, match.route->body_bytes_max);
        if (match.route->body_mode == BodyMode::streamed) request.body_source = &body;
        response = co_await handle(match.route->handler, request);
    } else if (!match.allowed.empty()) {
        request.route = "-";
        response = request.method == "OPTIONS" ? Response{} : refusal_response(405);
        if (request.method == "OPTIONS") response.status = 204;
        response.with_header("Allow", allow_header(match.allowed));
    } else {
        request.route = "static";
        response = co_await handle(service_.fallback, request);
    }
    Exchange exchange{request.id, request.method,      request.route, response.status,
                      0,          response.body.size()};
    // A body that the handler left unread would be taken for the next request.
    Next next = parser.is_done() && parser.get().keep_alive() ? Next::request : Next::close;
    if (response.on_stream) {
        co_await stream(std::move(response), request);
        next = Next::close;
    } else {
        next = co_await answer(std::move(response), request, next);
        if (next == Next::close && !parser.is_done()) co_await linger();
    }
    exchange.seconds = std::chrono::duration<double>(Clock::now() - begun).count();
    service_.observer(exchange);
    co_return next;
}

// Runs a handler on the pool; what it throws becomes a 500 without details.
asio::awaitable<Response> Session::handle(const Handler& handler, Request& request) {
    deadline_.cancel();
    if (service_.waiting >= service_.options.limits.requests_waiting_max)
        co_return refusal_response(503).with_header("Retry-After", "1");
    ++service_.waiting;
    co_return co_await asio::co_spawn(
        service_.handlers,
        [&]() -> asio::awaitable<Response> {
            Response response;
            try {
                response = handler(request);
                compress_for(request, response);
            } catch (const std::exception&) {
                response = refusal_response(500);
            }
            --service_.waiting;
            co_return response;
        },
        asio::use_awaitable);
}

asio::awaitable<Session::Next> Session::answer(Response response, const Request& request,
                                               Next next) {
    add_standing_headers(response, request);
    if (service_.draining) next = Next::close;
    const bool bodyless =
        request.method == "HEAD" || response.status == 204 || response.status == 304;
    const std::string head =
        response_head(response, request.id, BodyLength{response.body.size()},
                      next == Next::request ? Persistence::keep_alive : Persistence::close);
    const bool written = co_await write(head, bodyless ? std::string_view{} : response.body);
    co_return written ? next : Next::close;
}

asio::awaitable<Session::Next> Session::refuse(Refusal status) {
    if (status < 0) co_return Next::close;
    const Request request = request_without_head();
    Response response = refusal_response(status);
    service_.observer({request.id, "-", "-", status, 0, response.body.size()});
    co_await answer(std::move(response), request, Next::close);
    co_await linger();
    co_return Next::close;
}

// Closing while the client still sends would reset the connection and destroy the last answer.
asio::awaitable<void> Session::linger() {
    connection_->finish_writing();
    expire_after(std::chrono::milliseconds(1000));
    std::string rest(block_bytes, '\0');
    for (error_code error; !error && !timed_out_ && !service_.draining;) {
        co_await connection_->read(asio::buffer(rest), error);
    }
}

asio::awaitable<void> Session::stream(Response response, const Request& request) {
    add_standing_headers(response, request);
    const auto events = events_ = std::make_shared<EventQueue>(connection_->executor());
    const EventQueue::Closing closing(*events);
    // Every text has a name: g++ 12 destroys unnamed ones in a co_await expression twice.
    const std::string head = response_head(response, request.id, std::nullopt, Persistence::close);
    const std::string connected = chunk(": connected\n\n");
    if (!co_await write(head, connected)) co_return;
    idle_ = true;  // a stop may close it at once: an event stream has nothing to finish
    response.on_stream(events);
    while (!service_.draining && events->is_open()) {
        std::string text = co_await events->next(std::chrono::seconds(15));
        if (text.empty()) text = ": still here\n\n";
        const std::string piece = chunk(text);
        if (!co_await write(piece, "")) co_return;
    }
    co_await write("0\r\n\r\n", "");
}

void Session::add_standing_headers(Response& response, const Request& request) const {
    add_security_headers(response, request.path.starts_with("/api") ? Content::api : Content::page);
    if (service_.options.transport == Transport::behind_tls)
        response.with_header("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
}

}  // namespace openpcn::http
