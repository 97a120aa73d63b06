#include "platform/http/event_queue.h"

#include <fmt/format.h>

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace openpcn::http {
namespace {

constexpr std::size_t waiting_bytes_max = 1 << 20;

}  // namespace

EventQueue::EventQueue(boost::asio::any_io_executor executor)
    : executor_(executor), wake_(std::move(executor)) {}

void EventQueue::send(std::string_view data) {
    {
        const std::lock_guard lock(mutex_);
        if (!open_) return;
        if (waiting_.size() > waiting_bytes_max) {
            open_ = false;
        } else {
            waiting_ += fmt::format("data: {}\n\n", data);
        }
    }
    boost::asio::post(executor_, [self = shared_from_this()] { self->wake_.cancel(); });
}

bool EventQueue::is_open() const {
    const std::lock_guard lock(mutex_);
    return open_;
}

void EventQueue::close() {
    {
        const std::lock_guard lock(mutex_);
        open_ = false;
    }
    wake_.cancel();
}

std::string EventQueue::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(waiting_, {});
}

boost::asio::awaitable<std::string> EventQueue::next(std::chrono::milliseconds wait) {
    std::string text = take();
    if (text.empty() && is_open()) {
        wake_.expires_after(wait);
        boost::system::error_code ignored;
        co_await wake_.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
        text = take();
    }
    co_return text;
}

}  // namespace openpcn::http
