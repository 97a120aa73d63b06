#include "base/decimal.h"

#include <gtest/gtest.h>

#include <array>

namespace openpcn {
namespace {

TEST(Decimal, KeepsEightDigitsExactly) {
    struct Case {
        const char* text;
        const char* printed;
    };
    for (const auto& [text, printed] : std::to_array<Case>({
             {"0", "0"},
             {"140", "140"},
             {"7.25", "7.25"},
             {"-0.1", "-0.1"},
             {"+3.10", "3.1"},
             {"169.56232606555082", "169.56232607"},
             {"0.000000005", "0.00000001"},
             {"-0.000000004", "0"},
             {"1.5e3", "1500"},
             {"12E-1", "1.2"},
             {"0e400", "0"},
             {"92233720368", "92233720368"},
         })) {
        const auto value = Decimal::parse(text);
        ASSERT_TRUE(value.has_value()) << text;
        EXPECT_EQ(value->to_string(), printed) << text;
    }
}

TEST(Decimal, RefusesWhatItCannotKeep) {
    for (const char* text : {"", "-", ".5", "5.", "1e", "1e999", "92233720369", "1,000", "12a",
                             "1e20", "99999999999999999999999999"}) {
        EXPECT_FALSE(Decimal::parse(text).has_value()) << text;
    }
}

}  // namespace
}  // namespace openpcn
