#include "platform/http/rate_limit.h"

#include <gtest/gtest.h>

namespace openpcn::http {
namespace {

constexpr std::int64_t second = 1'000'000;

TEST(RateLimit, AllowsABurstThenOneAtATime) {
    RateLimit limit({.burst = 3, .per_second = 0.5});
    for (int i = 0; i < 3; ++i) EXPECT_FALSE(limit.try_take("a", 0).has_value());
    EXPECT_DOUBLE_EQ(limit.try_take("a", 0).value(), 2.0);
    EXPECT_DOUBLE_EQ(limit.try_take("a", second).value(), 1.0);
    EXPECT_FALSE(limit.try_take("a", 2 * second).has_value());
    EXPECT_TRUE(limit.try_take("a", 2 * second).has_value());
    EXPECT_FALSE(limit.try_take("b", 2 * second).has_value()) << "another key has its own bucket";
}

TEST(RateLimit, ForgetsAKeyThatBehaved) {
    RateLimit limit({.burst = 1, .per_second = 0.01});
    EXPECT_FALSE(limit.try_take("a", 0).has_value());
    limit.forget("a");
    EXPECT_FALSE(limit.try_take("a", 0).has_value());
}

TEST(RateLimit, KeepsTheEmptyBucketsWhenItMakesRoom) {
    RateLimit limit({.burst = 2, .per_second = 1}, 3);
    EXPECT_FALSE(limit.try_take("early", 0).has_value());
    EXPECT_FALSE(limit.try_take("greedy", 9 * second).has_value());
    EXPECT_FALSE(limit.try_take("greedy", 9 * second).has_value());
    EXPECT_FALSE(limit.try_take("other", 9 * second).has_value());
    EXPECT_FALSE(limit.try_take("new", 9 * second).has_value());
    EXPECT_TRUE(limit.try_take("greedy", 9 * second).has_value());
}

TEST(RateLimit, TakesAClockSetBackAsNoTimePassed) {
    RateLimit limit({.burst = 1, .per_second = 1});
    EXPECT_FALSE(limit.try_take("a", 10 * second).has_value());
    EXPECT_TRUE(limit.try_take("a", 0).has_value());
}

}  // namespace
}  // namespace openpcn::http
