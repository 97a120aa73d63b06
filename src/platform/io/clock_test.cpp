#include "platform/io/clock.h"

#include <gtest/gtest.h>

namespace openpcn::io {
namespace {

TEST(Clock, ADayBeginsInLondonAnHourEarlierInSummer) {
    const auto begins = [](const char* day) {
        return start_of_day_in_london(*Date::parse(day)).to_string();
    };
    EXPECT_EQ(begins("2026-01-15"), "2026-01-15T00:00:00.000Z");
    EXPECT_EQ(begins("2026-03-29"), "2026-03-29T00:00:00.000Z") << "the clocks change at one";
    EXPECT_EQ(begins("2026-03-30"), "2026-03-29T23:00:00.000Z");
    EXPECT_EQ(begins("2026-07-01"), "2026-06-30T23:00:00.000Z");
    EXPECT_EQ(begins("2026-10-26"), "2026-10-26T00:00:00.000Z");
}

}  // namespace
}  // namespace openpcn::io
