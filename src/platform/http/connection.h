// The bytes of one client: a TCP socket, plain or with TLS, or memory in tests.
//
// Internal to platform/http: it pulls in Asio. All calls come from the connection's own executor.
// Type-erased, because every template over a stream type is compiled again for each.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <memory>
#include <string>

namespace openpcn::http {

class Connection {
public:
    virtual ~Connection() = default;
    // TLS shakes hands here.
    virtual boost::asio::awaitable<void> open(boost::system::error_code& error) = 0;
    // At least one byte, or an error; eof at the end.
    virtual boost::asio::awaitable<std::size_t> read(boost::asio::mutable_buffer into,
                                                     boost::system::error_code& error) = 0;
    // All of both.
    virtual boost::asio::awaitable<void> write(boost::asio::const_buffer head,
                                               boost::asio::const_buffer body,
                                               boost::system::error_code& error) = 0;
    // What waits ends with operation_aborted; the connection stays open.
    virtual void cancel() = 0;
    // Says that nothing more comes, so that the client can read the last answer.
    virtual void finish_writing() = 0;
    virtual void close() = 0;
    virtual std::string peer() const = 0;
    virtual boost::asio::any_io_executor executor() = 0;
};

}  // namespace openpcn::http
