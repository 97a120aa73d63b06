// The public part of the official CQL tests. They lie outside the repository; see
// docs/guides/rules.md for where.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>

#include "population/cql/suite_exclusions.h"
#include "population/cql/suite_run.h"

namespace openpcn::cql {
namespace {

// How many of the public tests pass. Only ever raised.
constexpr std::size_t passed_min = 1226;

TEST(SuiteFile, GivesEachTestItsGroupExpressionAndOutput) {
    const auto suite = parse_suite_file(
        "<?xml version=\"1.0\"?><!-- <test> --><tests name=\"Logic\"><group name=\"And\">\n"
        "<test name=\"One\"><capability code=\"x\"/><expression>1 &lt; 2 &amp; '&#65;'"
        "</expression><output>true</output></test>\n"
        "<test name=\"Two\"><expression invalid='semantic'><![CDATA[1 < ]]></expression></test>"
        "</group></tests>",
        "logic.xml");
    ASSERT_TRUE(suite) << suite.error().what;
    ASSERT_EQ(suite->tests.size(), 2u);
    EXPECT_EQ(suite->name, "Logic");
    EXPECT_EQ(suite->tests[0].group, "And");
    EXPECT_EQ(suite->tests[0].name, "One");
    EXPECT_EQ(suite->tests[0].expression, "1 < 2 & 'A'");
    EXPECT_EQ(suite->tests[0].outputs, std::vector<std::string>{"true"});
    EXPECT_EQ(suite->tests[1].expression, "1 < ");
    EXPECT_EQ(suite->tests[1].invalid, SuiteTest::Invalid::compiling);
    EXPECT_EQ(suite->tests[1].line, 3);
}

TEST(SuiteFile, IsRefusedWithItsLineWhereItIsNotWellFormed) {
    for (const std::string_view text :
         {"", "<html/>", "<tests><group>\n</tests>", "<tests name='a'", "<tests><!-- "}) {
        const auto suite = parse_suite_file(text, "broken.xml");
        ASSERT_FALSE(suite) << text;
        EXPECT_TRUE(suite.error().where.starts_with("broken.xml, line ")) << suite.error().where;
    }
}

TEST(SuiteRun, TellsRightFromWrong) {
    const auto passes = [](std::string_view expression, std::string_view output,
                           SuiteTest::Invalid invalid) {
        const SuiteTest test{"", "", std::string(expression), invalid, {std::string(output)}, 1};
        return run_suite_test(test).outcome == SuiteVerdict::Outcome::passed;
    };
    EXPECT_TRUE(passes("1 + 1", "2", SuiteTest::Invalid::no));
    EXPECT_TRUE(passes("Interval[1, 4)", "Interval[1, 3]", SuiteTest::Invalid::no));
    EXPECT_FALSE(passes("1 + 1", "3", SuiteTest::Invalid::no));
    EXPECT_FALSE(passes("1 + 1", "2.0", SuiteTest::Invalid::no));
    EXPECT_FALSE(passes("1 + 1", "null", SuiteTest::Invalid::no));
    EXPECT_FALSE(passes("1 + 1", "", SuiteTest::Invalid::anywhere));
    EXPECT_TRUE(passes("1 +", "", SuiteTest::Invalid::anywhere));
}

TEST(OfficialSuite, PassesAsManyTestsAsBefore) {
    const char* named = std::getenv("OPENPCN_TESTDATA");
    const std::filesystem::path folder =
        std::filesystem::path(named != nullptr ? named : OPENPCN_SOURCE_DIR "/../shared/testdata") /
        "cql/public";
    if (!std::filesystem::is_directory(folder)) {
        ASSERT_STRNE(std::getenv("CI") == nullptr ? "" : std::getenv("CI"), "true");
        GTEST_SKIP() << "The official tests are not at " << folder;
    }
    const bool verbose = std::getenv("OPENPCN_VERBOSE") != nullptr;
    std::set<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".xml") files.insert(entry.path());
    }
    std::size_t passed = 0;
    std::size_t skipped = 0;
    std::size_t all = 0;
    for (const auto& path : files) {
        std::stringstream text;
        text << std::ifstream(path).rdbuf();
        const auto suite = parse_suite_file(text.str(), path.filename().string());
        ASSERT_TRUE(suite) << suite.error().what << suite.error().where;
        std::size_t here = 0;
        for (const SuiteTest& test : suite->tests) {
            if (find_exclusion(suite->name, test) != nullptr) {
                ++skipped;
                continue;
            }
            const SuiteVerdict verdict = run_suite_test(test);
            if (verdict.outcome == SuiteVerdict::Outcome::passed) {
                ++here;
            } else if (verbose) {
                std::cout << test.group << "/" << test.name << ": " << test.expression
                          << "\n    is " << verdict.actual << "\n    not " << verdict.expected
                          << "\n";
            }
        }
        std::cout << suite->name << ": " << here << " of " << suite->tests.size() << "\n";
        passed += here;
        all += suite->tests.size();
    }
    std::cout << "all: " << passed << " of " << all << " passed, " << skipped << " skipped\n";
    EXPECT_EQ(skipped, suite_exclusions().size()) << "an exclusion names no test of the suite";
    EXPECT_EQ(all, 1227u);
    EXPECT_GE(passed, passed_min);
}

}  // namespace
}  // namespace openpcn::cql
