#include "platform/io/random.h"

#include <gtest/gtest.h>

#include <set>

namespace openpcn::io {
namespace {

TEST(Random, TextsAreHexadecimalAndDoNotRepeat) {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const std::string text = random_hex(16);
        EXPECT_EQ(text.size(), 32u);
        EXPECT_EQ(text.find_first_not_of("0123456789abcdef"), std::string::npos);
        EXPECT_TRUE(seen.insert(text).second);
    }
}

}  // namespace
}  // namespace openpcn::io
