#include "server/day_watch.h"

#include <utility>

namespace openpcn::server {

DayWatch::DayWatch(std::function<Date()> today, std::function<void()> on_new_day,
                   std::chrono::milliseconds interval)
    : today_(std::move(today)),
      on_new_day_(std::move(on_new_day)),
      interval_(interval),
      thread_([this, day = today_()] { watch(day); }) {}

DayWatch::~DayWatch() {
    {
        const std::lock_guard lock(mutex_);
        is_over_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void DayWatch::watch(Date day) {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, interval_, [this] { return is_over_; })) {
        const Date now = today_();
        if (now == day) continue;
        day = now;
        lock.unlock();
        on_new_day_();
        lock.lock();
    }
}

}  // namespace openpcn::server
