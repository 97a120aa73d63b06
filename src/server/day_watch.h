// Notices that a new day has begun, for what is true "as at today".
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "base/date.h"

namespace openpcn::server {

// Asks `today` every `interval` on a thread of its own, and calls `on_new_day` there whenever the
// answer differs from the last one. The first answer is asked for in the constructor.
class DayWatch {
public:
    DayWatch(std::function<Date()> today, std::function<void()> on_new_day,
             std::chrono::milliseconds interval = std::chrono::seconds(20));
    // Waits for a call that is under way.
    ~DayWatch();
    DayWatch(const DayWatch&) = delete;
    DayWatch& operator=(const DayWatch&) = delete;

private:
    void watch(Date day);

    const std::function<Date()> today_;
    const std::function<void()> on_new_day_;
    const std::chrono::milliseconds interval_;
    std::mutex mutex_;  // guards is_over_
    std::condition_variable wake_;
    bool is_over_ = false;
    std::thread thread_;
};

}  // namespace openpcn::server
