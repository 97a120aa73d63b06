#include "platform/http/server.h"

#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <map>
#include <set>

#include "platform/http/plain_connection.h"
#include "platform/http/session.h"

namespace openpcn::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// All but the service's handlers is touched by the I/O thread only, once it runs.
struct Server::Parts {
    Parts(Router router, ServerOptions options, Fallback fallback, Observer observer)
        : service(std::move(router), std::move(options), std::move(fallback), std::move(observer)),
          acceptor(io),
          signals(io),
          accept_pause(io),
          drain_limit(io) {}

    asio::awaitable<void> accept_all();
    asio::awaitable<void> run_session(tcp::socket socket, std::string peer);
    void drain();

    Service service;
    asio::io_context io{1};
    tcp::acceptor acceptor;
    asio::signal_set signals;
    asio::steady_timer accept_pause;
    asio::steady_timer drain_limit;
    std::map<std::string, std::size_t> connections_of;  // by client
    std::set<Session*> sessions;
};

asio::awaitable<void> Server::Parts::run_session(tcp::socket socket, std::string peer) {
    const auto session = std::make_shared<Session>(plain_connection(std::move(socket)), service);
    sessions.insert(session.get());
    try {
        co_await session->run();
    } catch (const std::exception&) {
        // Out of memory or the like: this connection ends, the others go on.
        session->close();
    }
    sessions.erase(session.get());
    if (--connections_of[peer] == 0) connections_of.erase(peer);
    if (service.draining && sessions.empty()) drain_limit.cancel();
}

asio::awaitable<void> Server::Parts::accept_all() {
    const Limits& limits = service.options.limits;
    while (acceptor.is_open()) {
        error_code error;
        tcp::socket socket =
            co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
        if (error == asio::error::operation_aborted) co_return;
        if (error) {
            // No descriptors left, as a rule: trying again at once would only burn the processor.
            accept_pause.expires_after(std::chrono::milliseconds(100));
            co_await accept_pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
            continue;
        }
        std::string peer = socket.remote_endpoint(error).address().to_string();
        if (error || sessions.size() >= limits.connections_max) continue;
        const auto of_peer = connections_of.try_emplace(peer, 0).first;
        if (of_peer->second >= limits.connections_per_client_max) continue;
        ++of_peer->second;
        asio::co_spawn(io, run_session(std::move(socket), std::move(peer)), asio::detached);
    }
}

void Server::Parts::drain() {
    if (service.draining.exchange(true)) return;
    error_code ignored;
    acceptor.close(ignored);
    signals.cancel(ignored);
    accept_pause.cancel();
    // Waiting connections have nothing to lose; the others finish what they began.
    for (Session* session : sessions) {
        if (session->idle()) session->close();
    }
    drain_limit.expires_after(service.options.limits.drain_time_max);
    drain_limit.async_wait([this](error_code) { io.stop(); });
    if (sessions.empty()) drain_limit.cancel();
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::create(Router router, ServerOptions options,
                                               Fallback fallback, Observer observer) {
    error_code error;
    const auto address = asio::ip::make_address(options.address, error);
    if (error) {
        return failure({ErrorKind::invalid,
                        fmt::format("\"{}\" is not an address to listen on.", options.address),
                        "--address", "Use 127.0.0.1 for this machine only."});
    }
    const tcp::endpoint endpoint(address, options.port);
    auto parts = std::make_unique<Parts>(std::move(router), std::move(options), std::move(fallback),
                                         std::move(observer));
    tcp::acceptor& acceptor = parts->acceptor;
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error) {
        return failure(
            {ErrorKind::unavailable,
             fmt::format("Port {} cannot be used: {}.", endpoint.port(), error.message()), "--port",
             "Stop the program that uses it, or choose another port."});
    }
    return std::unique_ptr<Server>(new Server(std::move(parts)));
}

std::uint16_t Server::port() const { return parts_->acceptor.local_endpoint().port(); }

void Server::run() {
    Parts& parts = *parts_;
    parts.signals.add(SIGINT);
    parts.signals.add(SIGTERM);
    parts.signals.async_wait([&parts](error_code error, int) {
        if (!error) parts.drain();
    });
    asio::co_spawn(parts.io, parts.accept_all(), asio::detached);
    parts.io.run();
    parts.service.stopped = true;
    parts.service.handlers.join();
}

void Server::stop() {
    asio::post(parts_->io, [this] { parts_->drain(); });
}

}  // namespace openpcn::http
