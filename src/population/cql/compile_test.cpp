// What compiling says about a library that is wrong: every error, its place, what was meant.
#include "population/cql/compile.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace openpcn::cql {
namespace {

std::vector<Diagnostic> diagnostics(std::string_view text) {
    ConceptDictionary concepts;
    TextPool texts;
    const std::vector<LibrarySource> sources{{"rule.cql", std::string(text)}};
    const ValueSets value_sets;
    const ConceptMaps concept_maps;
    return compile({sources, value_sets, concept_maps, concepts, texts, {}}).errors;
}

using Texts = std::vector<std::string>;
Texts errors_of(std::string_view text) {
    Texts errors;
    for (const Diagnostic& error : diagnostics(text))
        errors.push_back(fmt::format("{}:{} {}", error.line, error.column, error.message));
    return errors;
}

constexpr std::string_view head =
    "library Rule using FHIR version '4.0.1' codesystem \"SCT\": 'http://snomed.info/sct' "
    "code \"Asthma\": '195967001' from \"SCT\" context Patient\n";

// The message of the only error, in a definition on the second line.
std::string error_of(std::string_view expression) {
    const Texts errors = errors_of(fmt::format("{}define X: {}", head, expression));
    return errors.size() == 1 ? errors[0] : fmt::format("{} errors", errors.size());
}

TEST(Compile, ReportsAllErrorsOfALibraryInTheirOrder) {
    EXPECT_EQ(
        errors_of("library Rule\n"
                  "using FHIR version '4.0.1'\n"
                  "include Nothing\n"
                  "context Patient\n"
                  "define \"A\": 1 + true\n"
                  "define \"B\": (1 +\n"
                  "define \"C\": \"B\" = \"Aa\"\n"),
        (Texts{"3:9 There is no library Nothing.",
               "5:13 \"+\" does not work on Integer and Boolean. It takes (Integer, Integer), "
               "(Long, Long), (Decimal, Decimal), (Quantity, Quantity), (String, String), "
               "(Date, Quantity), (DateTime, Quantity), (Time, Quantity).",
               "7:1 Here an expression was expected, not \"define\".",
               "7:19 Nothing is called \"Aa\" here. Did you mean \"A\" or \"C\"?"}));
}

TEST(Compile, ShowsTheLineWithACaret) {
    const auto errors = diagnostics(
        "using FHIR version '4.0.1'\ncontext Patient\n"
        "define \"A\": exists [Conditon]\n");
    ASSERT_EQ(errors.size(), 1u);
    EXPECT_EQ(errors[0].render(),
              "rule.cql:3:20: Records keep no Conditon. Did you mean \"Condition\"?\n"
              "  define \"A\": exists [Conditon]\n"
              "                     ^");
}

TEST(Compile, SuggestsNearNames) {
    EXPECT_EQ(error_of("exists [Condition: \"Astma\"]"),
              "2:30 Nothing is called \"Astma\" here. Did you mean \"Asthma\"?");
    EXPECT_EQ(
        error_of("[Condition] C where C.onsett is null"),
        "2:31 Condition has no element \"onsett\" that records keep. Did you mean \"onset\"?");
    EXPECT_EQ(error_of("'x'.lengthh()"),
              "2:11 There is no function lengthh for these arguments. Did you mean \"Length\"?");
}

TEST(Compile, SaysWhatWasExpected) {
    EXPECT_EQ(error_of("if 1 then 2 else 3"), "2:14 \"if\" needs a Boolean, not Integer.");
    EXPECT_EQ(error_of("case when true then 1 end"),
              "2:33 Here \"else\" was expected, not \"end\".");
    EXPECT_EQ(error_of("Interval[1, 'a']"), "2:11 An interval cannot run from Integer to String.");
    EXPECT_EQ(error_of("99999999999"), "2:11 99999999999 does not fit an Integer.");
    EXPECT_EQ(error_of("[Condition] C sort by onset descending where true"),
              "2:50 The definition ends before \"where\"; an operator is missing.");
}

TEST(Compile, RefusesCircles) {
    EXPECT_EQ(errors_of(fmt::format("{}define A: B\ndefine B: A", head)),
              (Texts{"2:8 This definition uses itself: \"A\" uses \"B\" uses \"A\"."}));
    EXPECT_EQ(errors_of(fmt::format("{}define function F(x Integer): F(x)\ndefine A: F(1)", head)),
              (Texts{"2:31 Function F calls itself; CQL here does not allow recursion."}));
}

TEST(Compile, ReadsWhatNothingRefersTo) {
    EXPECT_EQ(
        errors_of("library Rule\n"
                  "using FHIR version '4.0.1'\n"
                  "code \"Asthma\": '1' from \"SCT\"\n"
                  "concept \"Lungs\": { \"Copd\" }\n"
                  "parameter \"Limit\" Integer default 'x'\n"
                  "context Patient\n"
                  "define function \"F\"(x Integer): x + true\n"
                  "define function \"G\"(x Integer): \"G\"(x)\n"
                  "define function \"H\"(x List<Integer>): First(x) + 1\n"),
        (Texts{"3:6 There is no code system \"SCT\".", "4:9 There is no code \"Copd\".",
               "5:35 The default is String, not Integer.",
               "7:33 \"+\" does not work on Integer and Boolean. It takes (Integer, Integer), "
               "(Long, Long), (Decimal, Decimal), (Quantity, Quantity), (String, String), "
               "(Date, Quantity), (DateTime, Quantity), (Time, Quantity).",
               "8:33 Function G calls itself; CQL here does not allow recursion."}));
}

}  // namespace
}  // namespace openpcn::cql
