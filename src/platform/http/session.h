// One client's connection, from the first byte to the last: reads requests, runs handlers, writes
// answers.
//
// Internal to platform/http. A session lives on its connection's executor; only handlers run
// elsewhere, on the pool. It is kept alive by its coroutine.
#pragma once

#include <atomic>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <memory>

#include "platform/http/connection.h"
#include "platform/http/event_queue.h"
#include "platform/http/server.h"

namespace openpcn::http {

// What all sessions of a server share; outlives them.
struct Service {
    Service(Router r, ServerOptions o, Server::Fallback f, Server::Observer w)
        : router(std::move(r)),
          options(std::move(o)),
          fallback(std::move(f)),
          observer(std::move(w)),
          handlers(options.handler_threads) {}

    const Router router;
    const ServerOptions options;
    const Server::Fallback fallback;
    const Server::Observer observer;
    boost::asio::thread_pool handlers;
    std::atomic<bool> draining = false;
    std::atomic<bool> stopped = false;  // the I/O thread has ended: nothing more is read
    std::atomic<std::size_t> waiting = 0;
};

class Session : public std::enable_shared_from_this<Session> {
public:
    Session(std::unique_ptr<Connection> connection, Service& service);

    boost::asio::awaitable<void> run();
    // Between requests, or an event stream: nothing is lost when it is closed.
    bool idle() const { return idle_; }
    void close() {
        if (events_ != nullptr) events_->close();
        connection_->close();
    }

private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::buffer_body>;
    class PulledBody;
    enum class Next {
        request,
        close
    };
    // A refusal before there is an answer of a handler; 0 where there is none, -1 where the client
    // has gone.
    using Refusal = int;

    boost::asio::awaitable<Next> serve_one();
    boost::asio::awaitable<Refusal> read_head(Parser& parser);
    boost::asio::awaitable<Refusal> read_whole_body(Parser& parser, std::size_t bytes_max,
                                                    std::string& body);
    boost::asio::awaitable<Refusal> read_piece(Parser& parser, std::span<char> into,
                                               std::size_t& got);
    Refusal check_head(const Parser& parser, Request& request) const;
    boost::asio::awaitable<Next> respond(Parser& parser, Request request, Router::Match match);
    boost::asio::awaitable<Response> handle(const Handler& handler, Request& request);
    boost::asio::awaitable<Next> answer(Response response, const Request& request, Next next);
    boost::asio::awaitable<void> stream(Response response, const Request& request);
    boost::asio::awaitable<Next> refuse(Refusal status);
    boost::asio::awaitable<bool> write(std::string_view head, std::string_view body);
    boost::asio::awaitable<void> linger();
    void expire_after(std::chrono::milliseconds time);
    void add_standing_headers(Response& response, const Request& request) const;

    std::unique_ptr<Connection> connection_;
    Service& service_;
    boost::asio::steady_timer deadline_;
    boost::beast::flat_buffer buffer_;
    std::string peer_;
    std::shared_ptr<EventQueue> events_;  // once it is an event stream
    bool idle_ = true;
    bool timed_out_ = false;
};

// For the refusals of the server itself: the three sentences as problem JSON.
Response refusal_response(int status);

}  // namespace openpcn::http
