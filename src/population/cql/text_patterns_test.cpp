#include "population/cql/text_patterns.h"

#include <gtest/gtest.h>

#include <string>

namespace openpcn::cql {
namespace {

TEST(TextPatterns, MatchTheWholeText) {
    TextPatterns patterns;
    EXPECT_TRUE(patterns.matches("1,2three", "\\d,\\d\\w+"));
    EXPECT_FALSE(patterns.matches("1,2three", "\\w+"));
    EXPECT_TRUE(patterns.matches("two\nlines", "two.lines")) << "single line mode";
    EXPECT_TRUE(patterns.matches("é", "."));
    EXPECT_FALSE(patterns.matches("A", "a"));
}

TEST(TextPatterns, ReplaceWithGroupsAndDollars) {
    TextPatterns patterns;
    EXPECT_EQ(patterns.replaced("ABCDE", "C", "XYZ"), "ABXYZDE");
    EXPECT_EQ(patterns.replaced("a b", "\\s", "\\$"), "a$b");
    EXPECT_EQ(patterns.replaced("Smith, Ann", "(\\w+), (\\w+)", "$2 $1"), "Ann Smith");
    EXPECT_EQ(patterns.replaced("x", "x", "$7"), "$7") << "there is no such group";
    EXPECT_EQ(patterns.replaced("x", "x", "\\\\1"), "\\1");
}

TEST(TextPatterns, SplitBetweenMatches) {
    TextPatterns patterns;
    using Parts = std::vector<std::string_view>;
    EXPECT_EQ(patterns.split("a1b22c", "\\d+"), (Parts{"a", "b", "c"}));
    EXPECT_EQ(patterns.split("abc", "x"), (Parts{"abc"}));
    EXPECT_EQ(patterns.split("abc", "x*"), (Parts{"abc"})) << "nothing separates nothing";
    EXPECT_EQ(patterns.split("", ","), (Parts{""}));
}

TEST(TextPatterns, RefuseWhatCannotBeReadOrWouldTakeForever) {
    TextPatterns patterns;
    for (const std::string_view pattern : {"(", "[a", "a{2,1}", "(?<=a)b", "(a)\\1"})
        EXPECT_FALSE(patterns.check(pattern).has_value()) << pattern;
    EXPECT_FALSE(patterns.check(std::string(20'000, 'a')).has_value());
    // Backtracking engines need 2^40 steps here.
    ASSERT_TRUE(patterns.check("(a*)*b").has_value());
    EXPECT_FALSE(patterns.matches(std::string(40, 'a'), "(a*)*b"));
}

}  // namespace
}  // namespace openpcn::cql
