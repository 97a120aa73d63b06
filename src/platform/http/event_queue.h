// Events on their way to one client of an event stream.
//
// Internal to platform/http. Any thread sends; the session takes. A client that does not read loses
// its connection rather than single events, so that it knows to read anew.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "platform/http/message.h"

namespace openpcn::http {

class EventQueue final : public EventStream, public std::enable_shared_from_this<EventQueue> {
public:
    explicit EventQueue(boost::asio::any_io_executor executor);

    void send(std::string_view data) override;
    bool is_open() const override;
    // Ends the wait of next(). On the executor only.
    void close();
    // What came, as it goes over the wire; empty where nothing came in time, or the
    // queue was closed.
    boost::asio::awaitable<std::string> next(std::chrono::milliseconds wait);

    // Closes the queue at the end of the session, however it ends.
    class Closing {
    public:
        explicit Closing(EventQueue& queue) : queue_(queue) {}
        ~Closing() { queue_.close(); }
        Closing(const Closing&) = delete;
        Closing& operator=(const Closing&) = delete;

    private:
        EventQueue& queue_;
    };

private:
    std::string take();

    boost::asio::any_io_executor executor_;
    boost::asio::steady_timer wake_;  // executor only
    mutable std::mutex mutex_;        // guards the two below
    bool open_ = true;
    std::string waiting_;
};

}  // namespace openpcn::http
