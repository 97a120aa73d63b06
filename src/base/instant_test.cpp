#include "base/instant.h"

#include <gtest/gtest.h>

namespace openpcn {
namespace {

TEST(Instant, PrintsWhatItRead) {
    for (const char* text :
         {"1970-01-01T00:00:00.000Z", "2026-11-23T09:30:15.250Z", "1969-12-31T23:59:59.999Z"}) {
        EXPECT_EQ(Instant::parse(text)->to_string(), text);
    }
    EXPECT_EQ(Instant::parse("2026-11-23T10:30:00+01:00")->to_string(), "2026-11-23T09:30:00.000Z");
    EXPECT_FALSE(Instant::parse("2026-11-23").has_value());
    EXPECT_EQ(Instant::from_unix_ms(86'400'000).utc_date().to_string(), "1970-01-02");
}

}  // namespace
}  // namespace openpcn
