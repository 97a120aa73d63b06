#include "base/partial_date_time.h"

#include <gtest/gtest.h>

namespace openpcn {
namespace {

TEST(PartialDateTime, PrintsWhatItRead) {
    for (const char* text :
         {"1928", "1928-12", "1928-12-12", "1928-12-12T19", "1928-12-12T19:20",
          "1928-12-12T19:20:06", "1928-12-12T19:20:06.629", "1928-12-12T19:20:06.629Z",
          "2019-05-01T00:00:00+01:00", "2019-05-01T00:00:00-14:00", "0001-01-01", "9999-12-31"}) {
        const auto value = PartialDateTime::parse(text);
        ASSERT_TRUE(value.has_value()) << text;
        EXPECT_EQ(value->to_string(), text);
        EXPECT_EQ(PartialDateTime::from_bits(value->bits()), *value);
    }
}

TEST(PartialDateTime, RefusesWhatIsNotISO) {
    for (const char* text :
         {"", "19", "1928-1", "1928-12-", "1928-12-32", "1928T10:00", "1928-12-12T",
          "1928-12-12T24:00", "1928-12-12T10:00+15:00", "1928-12-12T10:0", "1928-12-12 10:00",
          "1928-12-12T10:00:00.", "12/12/1928"}) {
        EXPECT_FALSE(PartialDateTime::parse(text).has_value()) << text;
    }
}

TEST(PartialDateTime, SortsByTimeAndKnowsItsDay) {
    const auto early = *PartialDateTime::parse("1999-12-31T23:59:59");
    const auto late = *PartialDateTime::parse("2000-01-01");
    EXPECT_LT(early.bits(), late.bits());
    EXPECT_EQ(early.date().to_string(), "1999-12-31");
    EXPECT_FALSE(PartialDateTime().has_value());
}

}  // namespace
}  // namespace openpcn
