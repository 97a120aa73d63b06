#include "server/day_watch.h"

#include <gtest/gtest.h>

#include <atomic>

namespace openpcn::server {
namespace {

TEST(DayWatch, CallsOnceForEachNewDayAndNotForTheFirst) {
    std::atomic<int> day = 100;
    std::atomic<int> calls = 0;
    const auto wait_for = [&](int wanted) {
        for (int i = 0; i < 2000 && calls != wanted; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        return calls == wanted;
    };
    const DayWatch watch([&] { return Date::from_days(day); }, [&] { ++calls; },
                         std::chrono::milliseconds(1));
    EXPECT_TRUE(wait_for(0));
    day = 101;
    EXPECT_TRUE(wait_for(1));
    day = 103;
    EXPECT_TRUE(wait_for(2));
}

TEST(DayWatch, EndsAtOnceHoweverLongItsInterval) {
    const auto begun = std::chrono::steady_clock::now();
    {
        const DayWatch watch([] { return Date::from_days(1); }, [] {}, std::chrono::hours(1));
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(5));
}

}  // namespace
}  // namespace openpcn::server
