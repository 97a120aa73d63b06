#include "platform/http/plain_connection.h"

#include <array>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

namespace openpcn::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

class PlainConnection final : public Connection {
public:
    explicit PlainConnection(tcp::socket socket) : socket_(std::move(socket)) {
        error_code ignored;
        socket_.set_option(tcp::no_delay(true), ignored);
    }

    asio::awaitable<void> open(error_code&) override { co_return; }

    asio::awaitable<std::size_t> read(asio::mutable_buffer into, error_code& error) override {
        co_return co_await socket_.async_read_some(
            into, asio::redirect_error(asio::use_awaitable, error));
    }

    asio::awaitable<void> write(asio::const_buffer head, asio::const_buffer body,
                                error_code& error) override {
        const std::array<asio::const_buffer, 2> both{head, body};
        co_await asio::async_write(socket_, both, asio::redirect_error(asio::use_awaitable, error));
    }

    void cancel() override {
        error_code ignored;
        socket_.cancel(ignored);
    }
    void finish_writing() override {
        error_code ignored;
        socket_.shutdown(tcp::socket::shutdown_send, ignored);
    }
    void close() override {
        error_code ignored;
        socket_.close(ignored);
    }
    std::string peer() const override {
        error_code error;
        const auto endpoint = socket_.remote_endpoint(error);
        return error ? std::string() : endpoint.address().to_string();
    }
    asio::any_io_executor executor() override { return socket_.get_executor(); }

private:
    tcp::socket socket_;
};

}  // namespace

std::unique_ptr<Connection> plain_connection(tcp::socket socket) {
    return std::make_unique<PlainConnection>(std::move(socket));
}

}  // namespace openpcn::http
