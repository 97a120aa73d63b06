// Bytes from a client through the whole session: head, target, body, routing, answer.
//
// The client is memory: it hands the input over in pieces, whose sizes come from the input's first
// byte, and then closes. What the session writes must be complete HTTP answers.
#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdlib>

#include "base/invariant.h"
#include "platform/http/session.h"

namespace {

namespace asio = boost::asio;
namespace http = openpcn::http;
using boost::system::error_code;

class MemoryConnection final : public http::Connection {
public:
    MemoryConnection(asio::io_context& io, std::string_view input, std::size_t piece,
                     std::string& output)
        : io_(io), input_(input), piece_(piece), output_(output) {}

    asio::awaitable<void> open(error_code&) override { co_return; }
    asio::awaitable<std::size_t> read(asio::mutable_buffer into, error_code& error) override {
        const std::size_t bytes = std::min({input_.size(), piece_, into.size()});
        if (bytes == 0) error = asio::error::eof;
        std::copy_n(input_.data(), bytes, static_cast<char*>(into.data()));
        input_.remove_prefix(bytes);
        co_return bytes;
    }
    asio::awaitable<void> write(asio::const_buffer head, asio::const_buffer body,
                                error_code&) override {
        output_.append(static_cast<const char*>(head.data()), head.size());
        output_.append(static_cast<const char*>(body.data()), body.size());
        co_return;
    }
    void cancel() override {}
    void finish_writing() override {}
    void close() override {}
    std::string peer() const override { return "memory"; }
    asio::any_io_executor executor() override { return io_.get_executor(); }

private:
    asio::io_context& io_;
    std::string_view input_;
    std::size_t piece_;
    std::string& output_;
};

http::Response echo(http::Request& request) {
    // What the server promises of a path.
    INVARIANT(request.path.starts_with('/'));
    INVARIANT(request.path.find("/../") == std::string::npos);
    INVARIANT(request.path.find('\0') == std::string::npos);
    INVARIANT(request.body.size() <= 1000);
    static_cast<void>(request.cookie("session"));
    return http::Response::text(200, request.body + std::string(request.path_parameter("name")));
}

http::Response drain(http::Request& request) {
    char block[100];
    std::size_t bytes = 0;
    for (;;) {
        const auto got = request.body_source->read(block);
        if (!got) return http::Response::text(400, got.error().what);
        if (*got == 0) return http::Response::text(200, std::to_string(bytes));
        bytes += *got;
        INVARIANT(bytes <= 5000);
    }
}

http::Service& service() {
    static auto& made = *[] {
        auto router = http::Router::create(
            {{"GET", "/api/{name}", "open", echo, 1000},
             {"POST", "/api/{name}", "open", echo, 1000},
             {"POST", "/upload", "open", drain, 5000, http::BodyMode::streamed}});
        http::ServerOptions options;
        options.hosts = {"localhost"};
        options.handler_threads = 1;
        return new http::Service(std::move(*router), std::move(options), echo,
                                 [](const http::Exchange&) {});
    }();
    return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size < 1) return 0;
    const std::string_view input(reinterpret_cast<const char*>(bytes + 1), size - 1);
    const std::size_t piece = bytes[0] < 128 ? 65536 : bytes[0] - 127U;
    std::string output;
    asio::io_context io{1};
    const auto session = std::make_shared<http::Session>(
        std::make_unique<MemoryConnection>(io, input, piece, output), service());
    asio::co_spawn(io, session->run(), asio::detached);
    io.run();
    INVARIANT(output.empty() || output.starts_with("HTTP/1.1 "));
    return 0;
}
