#include "cohorts/line_difference.h"

#include <gmock/gmock.h>

namespace openpcn::cohorts {
namespace {

using testing::ElementsAre;

std::vector<std::string> marked(std::string_view before, std::string_view after) {
    std::vector<std::string> lines;
    for (const DifferingLine& line : line_difference(before, after))
        lines.push_back((line.kind == DifferingLine::Kind::same      ? "  "
                         : line.kind == DifferingLine::Kind::removed ? "- "
                                                                     : "+ ") +
                        line.text);
    return lines;
}

TEST(LineDifference, KeepsWhatIsTheSame) {
    EXPECT_THAT(marked("a\nb\nc\n", "a\nx\nc\n"), ElementsAre("  a", "- b", "+ x", "  c"));
    EXPECT_THAT(marked("a\nb\n", "a\nb\n"), ElementsAre("  a", "  b"));
    EXPECT_THAT(marked("", "a"), ElementsAre("+ a"));
    EXPECT_THAT(marked("a", ""), ElementsAre("- a"));
    EXPECT_TRUE(line_difference("", "").empty());
    EXPECT_THAT(marked("a\r\nb", "a\nb"), ElementsAre("  a", "  b")) << "line ends do not count";
}

TEST(LineDifference, RemovesAndAddsAsFewAsPossible) {
    EXPECT_THAT(marked("a\nb\nc\nd", "b\nd\ne"), ElementsAre("- a", "  b", "- c", "  d", "+ e"));
}

TEST(LineDifference, NumbersLinesInBothTexts) {
    const auto lines = line_difference("a\nb", "x\nb");
    ASSERT_EQ(lines.size(), 3u);
    EXPECT_EQ(lines[0].before, 1);
    EXPECT_EQ(lines[0].after, 0);
    EXPECT_EQ(lines[1].before, 0);
    EXPECT_EQ(lines[1].after, 1);
    EXPECT_EQ(lines[2].before, 2);
    EXPECT_EQ(lines[2].after, 2);
}

// Whatever the texts, the lines of each come out in order and complete.
TEST(LineDifference, HoldsBothTextsWhole) {
    std::uint32_t lot = 1;
    const auto next = [&lot] { return lot = lot * 1664525u + 1013904223u; };
    for (int round = 0; round < 200; ++round) {
        std::string before, after;
        for (std::uint32_t n = next() >> 28; n > 0; --n)
            before += std::string(1, static_cast<char>('a' + (next() >> 30))) + "\n";
        for (std::uint32_t n = next() >> 28; n > 0; --n)
            after += std::string(1, static_cast<char>('a' + (next() >> 30))) + "\n";
        std::string of_before, of_after;
        for (const DifferingLine& line : line_difference(before, after)) {
            if (line.kind != DifferingLine::Kind::added) of_before += line.text + "\n";
            if (line.kind != DifferingLine::Kind::removed) of_after += line.text + "\n";
        }
        EXPECT_EQ(of_before, before);
        EXPECT_EQ(of_after, after);
    }
}

TEST(LineDifference, DoesNotGrowWithoutBounds) {
    std::string before, after;
    for (int i = 0; i < 10'000; ++i) {
        before += "a" + std::to_string(i) + "\n";
        after += "b" + std::to_string(i) + "\n";
    }
    EXPECT_EQ(line_difference("same\n" + before, "same\n" + after).size(), 20'001u);
}

}  // namespace
}  // namespace openpcn::cohorts
