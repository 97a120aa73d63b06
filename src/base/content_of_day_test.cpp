#include "base/content_of_day.h"

#include <gtest/gtest.h>

#include <vector>

namespace openpcn {
namespace {

struct Content {
    Date effective_from;
    int number = 0;
};

Date day(const char* text) { return Date::parse(text).value(); }

TEST(ContentOfDay, IsTheNewestThatHasBegunElseTheFirstToBegin) {
    const std::vector<Content> all{{day("2021-04-01"), 1},
                                   {day("2019-07-01"), 2},
                                   {day("2025-04-01"), 3},
                                   {day("2021-04-01"), 4}};
    EXPECT_EQ(content_on(all, day("2019-06-30"))->number, 2);
    EXPECT_EQ(content_on(all, day("2019-07-01"))->number, 2);
    EXPECT_EQ(content_on(all, day("2021-03-31"))->number, 2);
    EXPECT_EQ(content_on(all, day("2021-04-01"))->number, 1) << "of two alike, the first given";
    EXPECT_EQ(content_on(all, day("2030-01-01"))->number, 3);
    const std::vector<Content> none;
    EXPECT_EQ(content_on(none, day("2030-01-01")), nullptr);
}

}  // namespace
}  // namespace openpcn
