#include "population/cql/parser.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace openpcn::cql {
namespace {

std::string errors_of(const std::string& text) {
    std::vector<Diagnostic> diagnostics;
    parse_library({"test.cql", text}, 0, diagnostics);
    std::string all;
    for (const auto& diagnostic : diagnostics) all += diagnostic.render() + "\n";
    return all;
}

TEST(Parser, ReadsEveryFormOfExpression) {
    for (const char* text : std::to_array(
             {"1 + 2 * 3 ^ 4 - -5",
              "not exists [Condition: \"X\"] and true or false xor null implies true",
              "[Observation: code in \"X\"] O with [Encounter] E such that O.encounter = E where "
              "O.x is not null "
              "return Tuple { a: O.a, b: 2 } sort by a desc",
              "from [Condition] C, [Observation] O let x: 1, y: x + 1 where C.a ~ O.b return all C",
              "A starts 3 days or more before day of end of B",
              "A ends within 3 days of start B",
              "A occurs on or after B",
              "A same day or before B",
              "A properly included in day of B",
              "A during B",
              "A overlaps after B",
              "A meets B",
              "A starts day of B",
              "A less than 2 years before B",
              "A before or on B",
              "days between A and B",
              "difference in months between A and B",
              "duration in years between A and B",
              "A properly between 1 and 2",
              "if A then B else C",
              "case when A then B else C end",
              "case X when 1 then 2 else 3 end",
              "Interval[@2019-01-01, @2019-12-31T10:00:00.0+01:00)",
              "({ 1, 2, 3 }) X aggregate R starting 0: R + X",
              "List<Integer>{ 1 }",
              "FHIR.Quantity { value: 1, unit: 'mg' }",
              "Code '1' from \"S\" display 'd'",
              "convert 1 to String",
              "cast A as List<FHIR.Condition>",
              "A as Choice<Integer, String>",
              "A is FHIR.Quantity",
              "start of A",
              "year from A",
              "singleton from (A)",
              "distinct A.b.c",
              "flatten (A B return B.c)",
              "collapse A per day",
              "minimum Integer",
              "5 'mg' : 10 'mL'",
              "A[0].b",
              "A.b(1).c()",
              "\"Lib\".\"Def\"(1)",
              "$this.x",
              "@T10:30",
              "4 months",
              "'it\\'s \\u00e9'",
              "A union B intersect C except D",
              "A in day of B",
              "date from A",
              "First([X] Y sort by (start of period))",
              "A in { 'a', 'b' }"})) {
        EXPECT_EQ(errors_of(std::string("define X: ") + text), "") << text;
    }
}

TEST(Parser, ReportsEveryErrorWithLineAndCaret) {
    const std::string errors =
        errors_of("library L\ndefine A: 1 +\ndefine B: [Condition\ndefine C: 2\n");
    EXPECT_NE(errors.find("test.cql:3:1: Here an expression was expected, not \"define\""),
              std::string::npos)
        << errors;
    EXPECT_NE(errors.find("test.cql:4:1: Here \"]\" was expected"), std::string::npos) << errors;
    EXPECT_NE(errors.find("\n  define C: 2\n  ^"), std::string::npos) << errors;
}

TEST(Parser, RefusesWhatIsTooDeep) {
    const std::string deep =
        "define X: " + std::string(100000, '(') + "1" + std::string(100000, ')');
    EXPECT_NE(errors_of(deep).find("nested"), std::string::npos);
    EXPECT_NE(errors_of("define X: " + std::string(100000, '-') + "1").find("nested"),
              std::string::npos);
}

TEST(Parser, ReadsAllContent) {
    std::size_t definitions = 0;
    const auto root = std::filesystem::path(OPENPCN_SOURCE_DIR) / "content";
    if (!std::filesystem::exists(root)) GTEST_SKIP() << "no content folder";
    for (const auto& file : std::filesystem::recursive_directory_iterator(root)) {
        if (file.path().extension() != ".cql") continue;
        std::ifstream in(file.path());
        std::stringstream text;
        text << in.rdbuf();
        std::vector<Diagnostic> diagnostics;
        definitions +=
            parse_library({file.path().filename(), text.str()}, 0, diagnostics).definitions.size();
        for (const auto& diagnostic : diagnostics) ADD_FAILURE() << diagnostic.render();
    }
    EXPECT_GT(definitions, 0u);
}

}  // namespace
}  // namespace openpcn::cql
