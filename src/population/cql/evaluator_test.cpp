#include "population/cql/evaluator.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "population/cql/compile.h"
#include "population/cql/value_text.h"
#include "population/records/record_builder.h"

namespace openpcn::cql {
namespace {

// One library, compiled, evaluated for an empty record as at 2024-06-15.
class Scratch {
public:
    explicit Scratch(std::string text) : record_bytes_(records::RecordBuilder(1).build()) {
        sources_.push_back({"test.cql", std::move(text)});
        result_ = compile({sources_, value_sets_, maps_, concepts_, texts_, {}});
    }
    std::string errors() const {
        std::string all;
        for (const auto& error : result_.errors) all += error.render() + "\n";
        return all;
    }
    std::string value(std::size_t definition = 0) {
        if (!result_.plan) return errors();
        Evaluator evaluator(*result_.plan, concepts_, texts_, {*Date::parse("2024-06-15"), 0, {}});
        evaluator.begin(records::PatientRecord(record_bytes_));
        std::string text = to_text(evaluator.value(definition), {*result_.plan, concepts_, texts_});
        for (const auto& failure : evaluator.failures()) {
            text = fmt::format("failed: {} ({})", failure.message,
                               result_.plan->source_text(failure.span));
        }
        for (const auto& message : evaluator.messages()) {
            static constexpr std::string_view names[] = {"Trace", "Message", "Warning"};
            text += fmt::format(" ({} {}: {})", names[static_cast<int>(message.severity)],
                                message.code, message.text);
        }
        return text;
    }

private:
    ValueSets value_sets_;
    ConceptMaps maps_;
    ConceptDictionary concepts_;
    TextPool texts_;
    std::vector<std::byte> record_bytes_;
    std::vector<LibrarySource> sources_;
    Compilation result_;
};

struct Case {
    std::string_view expression;
    std::string_view value;
};

void check(std::span<const Case> cases) {
    for (const auto& [expression, value] : cases) {
        EXPECT_EQ(Scratch(fmt::format("define X: {}", expression)).value(), value) << expression;
    }
}

TEST(Evaluator, KnowsThreeValuedLogic) {
    check(std::to_array<Case>({{"true and null", "null"},
                               {"false and null", "false"},
                               {"true or null", "true"},
                               {"false or null", "null"},
                               {"not null", "null"},
                               {"true xor null", "null"},
                               {"false implies null", "true"},
                               {"null implies true", "true"},
                               {"null implies false", "null"},
                               {"null is not true", "true"},
                               {"null is null", "true"},
                               {"null = null", "null"},
                               {"null ~ null", "true"}}));
}

TEST(Evaluator, CountsExactly) {
    check(std::to_array<Case>({{"0.1 + 0.2", "0.3"},
                               {"1 / 3", "0.33333333"},
                               {"2147483647 + 1", "null"},
                               {"7 div 2", "3"},
                               {"-7 mod 2", "-1"},
                               {"2 ^ 10", "1024"},
                               {"5 'mg' + 3 'mg'", "8 'mg'"},
                               {"5 'mg' + 3 'mL'", "null"},
                               {"Round(2.345, 2)", "2.35"},
                               {"Floor(-1.5)", "-2"},
                               {"Abs(-3)", "3"},
                               {"1 < 1.5", "true"},
                               {"Sum({1, 2, 3})", "6"},
                               {"Avg({1, 2})", "1.5"},
                               {"Median({3, 1, 2})", "2.0"},
                               {"Count({1, null, 2})", "2"},
                               {"Max({1, 3, 2})", "3"},
                               {"Min({@2020-01-01, @2019-05})", "@2019-05"},
                               {"10 between 1 and 10", "true"}}));
}

TEST(Evaluator, KnowsTheCalendar) {
    check(std::to_array<Case>({{"Today()", "@2024-06-15"},
                               {"Today() - 12 months", "@2023-06-15"},
                               {"@2020-02-29 + 1 year", "@2021-02-28"},
                               {"@2014 + 14 months", "@2015"},
                               {"years between @2000-06-15 and @2020-06-14", "19"},
                               {"months between @2024-01-31 and @2024-02-29", "0"},
                               {"difference in years between @2019-12-31 and @2020-01-01", "1"},
                               {"@2019 < @2020-05-01", "true"},
                               {"@2019 < @2019-05-01", "null"},
                               {"@2019-05-01 same month as @2019-05-20", "true"},
                               {"@2019-05-01 3 days or more before @2019-05-04", "true"},
                               {"@2019-05-02 3 days or more before @2019-05-04", "false"},
                               {"@2019-05-02 within 3 days of @2019-05-04", "true"},
                               {"@2019-05-02T10:00:00Z before @2019-05-02T12:00:00+01:00", "true"},
                               {"year from @2019-05-02", "2019"},
                               {"date from @2019-05-02T10:00", "@2019-05-02"},
                               {"DateTime(2019, 5, 2)", "@2019-05-02T"},
                               {"hours between @T10:30 and @T12:45", "2"}}));
}

TEST(Evaluator, KnowsIntervalsAndLists) {
    check(std::to_array<Case>(
        {{"5 in Interval[1, 5]", "true"},
         {"5 in Interval[1, 5)", "false"},
         {"Interval[1, 3] overlaps Interval[3, 5]", "true"},
         {"Interval[1, 2] meets Interval[3, 5]", "true"},
         {"Interval[@2020-01-01, null] overlaps Interval[@2024-01-01, @2024-02-01]", "true"},
         {"Interval[null as Date, if false then 1 else if false then @2020-01-01 else null]"
          " overlaps Interval[@2024-01-01, @2024-02-01]",
          "true"},
         {"@2024-01-01 in Interval[@2020-01-01, null)", "null"},
         {"start of Interval(1, 5]", "2"},
         {"Interval[5, 1]", "failed: An interval ends before it starts. (Interval[5, 1])"},
         {"Interval[1, 3] union Interval[4, 6]", "Interval [ 1, 6 ]"},
         {"{1, 2} union {2, 3}", "{ 1, 2, 3 }"},
         {"{1, 2} intersect {2}", "{ 2 }"},
         {"exists {null}", "false"},
         {"First({1, 2})", "1"},
         {"{1, 2}[1]", "2"},
         {"flatten {{1}, {2, 3}}", "{ 1, 2, 3 }"},
         {"distinct {1, 1, 2}", "{ 1, 2 }"},
         {"1 in {1, 2}", "true"},
         {"({3, 1, 2}) X sort desc", "{ 3, 2, 1 }"},
         {"({1, 2, 3}) X where X > 1 return X * 2", "{ 4, 6 }"},
         {"({1, 2, 3}) X aggregate R starting 0: R + X", "6"},
         {"from ({1, 2}) A, ({2, 3}) B where A = B return A", "{ 2 }"},
         {"({1, 2}) A with ({2}) B such that A = B", "{ 2 }"},
         {"({1, 2}) A without ({2}) B such that A = B", "{ 1 }"},
         {"({2, 1}) A let d: A * 10 return Tuple { n: d } sort by n",
          "{ Tuple { n: 10 }, Tuple { n: 20 } }"}}));
}

TEST(Evaluator, KnowsTextsAndConversions) {
    check(std::to_array<Case>({{"'a' + 'b'", "'ab'"},
                               {"'a' & null", "'a'"},
                               {"Upper('aé')", "'AÉ'"},
                               {"Length('abc')", "3"},
                               {"Substring('abc', 1)", "'bc'"},
                               {"Split('a,b', ',')", "{ 'a', 'b' }"},
                               {"PositionOf('b', 'abc')", "1"},
                               {"ToInteger('12')", "12"},
                               {"ToDecimal('1.50')", "1.5"},
                               {"ToString(1.5)", "'1.5'"},
                               {"ToDate('2019-05')", "@2019-05"},
                               {"convert '5' to Integer", "5"},
                               {"1 is Integer", "true"},
                               {"(null as Integer) is null", "true"},
                               {"Coalesce(null, 2)", "2"},
                               {"if 1 < 2 then 'yes' else 'no'", "'yes'"},
                               {"case 2 when 1 then 'a' when 2 then 'b' else 'c' end", "'b'"}}));
}

TEST(Evaluator, InlinesFunctionsAndKeepsTheirScopes) {
    EXPECT_EQ(Scratch("define function twice(n Integer): n * 2\n"
                      "define fluent function plus(n Integer, m Integer): n + m\n"
                      "define X: ({1, 2}) N return twice(N).plus(N)")
                  .value(),
              "{ 3, 6 }");
    EXPECT_EQ(Scratch("define function f(items List<Integer>): items N where N > 1\n"
                      "define X: ({1, 2, 3}) M return all Count(f({1, M, M + 1}))")
                  .value(),
              "{ 1, 2, 2 }");
}

TEST(Evaluator, StopsWhatWouldTakeAllTimeOrMemory) {
    const std::string many = "(expand Interval[1, 2000]) ";
    const std::string rows =
        "define X: Count(from " + many + "A, " + many + "B, " + many + "C, " + many + "D";
    constexpr std::string_view too_long = "failed: Working this out takes too many steps";
    EXPECT_THAT(Scratch(rows + " return all 1)").value(), testing::StartsWith(too_long));
    EXPECT_THAT(Scratch(rows + " where A = 0)").value(), testing::StartsWith(too_long));
    EXPECT_THAT(Scratch("define X: Count(distinct (expand Interval[1, 90000]))").value(),
                testing::StartsWith(too_long));
    std::string doubled = "define function twice(text String): text + text\ndefine X: ";
    for (int i = 0; i < 40; ++i) doubled += "twice(";
    doubled += "ToString(Today())" + std::string(40, ')');
    EXPECT_THAT(Scratch(doubled).value(),
                testing::StartsWith("failed: The values of this expression need too much memory"));
}

TEST(Evaluator, ReportsAFailureForTheDefinitionsItReachesAndGoesOn) {
    Scratch library(
        "define A: Message(1, true, '400', 'Error', 'too far') + 1\n"
        "define B: A * 2\n"
        "define C: Message(7, true, '200', 'Warning', 'look') * 2\n"
        "define D: Message(8, false, '400', 'Error', 'not at all')");
    EXPECT_EQ(library.value(0),
              "failed: 400: too far (Message(1, true, '400', 'Error', 'too far'))");
    EXPECT_EQ(library.value(1), library.value(0));
    EXPECT_EQ(library.value(2), "14 (Warning 200: look)");
    EXPECT_EQ(library.value(3), "8");
}

TEST(Compiler, ReportsAllErrorsWithNearNames) {
    const std::string errors =
        Scratch(
            "using FHIR version '4.0.1'\ncontext Patient\ndefine \"Has hypertension\": true\n"
            "define A: \"Has hypertensoin\"\ndefine B: Cuont({1})\n"
            "define C: [Observation] O where O.valu > 1\ndefine D: 1 and true\n"
            "define E: [Medicaton]\ndefine F: F\ndefine function G(a Integer): G(a)\ndefine H: "
            "G(1)\n"
            "define I: Patient.multipleBirth")
            .errors();
    for (const char* says : {"Did you mean \"Has hypertension\"?", "Did you mean \"Count\"?",
                             "Did you mean \"value\"?", "\"and\" needs a Boolean, not Integer",
                             "Did you mean \"Medication\"?", "This definition uses itself",
                             "calls itself", "no element \"multipleBirth\" that records keep"}) {
        EXPECT_NE(errors.find(says), std::string::npos) << says << "\n" << errors;
    }
}

TEST(Compiler, CompilesAllContent) {
    const auto root = std::filesystem::path(OPENPCN_SOURCE_DIR) / "content";
    std::vector<LibrarySource> sources;
    ValueSets value_sets;
    ConceptMaps maps;
    for (const auto& file : std::filesystem::recursive_directory_iterator(root)) {
        std::ifstream in(file.path());
        std::stringstream text;
        text << in.rdbuf();
        const std::string name = file.path().filename();
        if (file.path().extension() == ".cql") sources.push_back({name, text.str()});
        if (file.path().parent_path().filename() == "value_sets") {
            auto set = parse_value_set(text.str(), name);
            ASSERT_TRUE(set.has_value()) << to_string(set.error());
            ASSERT_TRUE(value_sets.add(std::move(*set)));
        }
        if (file.path().parent_path().filename() == "concept_maps") {
            auto map = parse_concept_map(text.str(), name);
            ASSERT_TRUE(map.has_value()) << to_string(map.error());
            maps.add(std::move(*map));
        }
    }
    ConceptDictionary concepts;
    TextPool texts;
    const Compilation result = compile({sources, value_sets, maps, concepts, texts, {}});
    for (const auto& error : result.errors) ADD_FAILURE() << error.render();
    ASSERT_NE(result.plan, nullptr);
    RecordProperty("nodes", static_cast<int>(result.plan->nodes.size()));
    fmt::print("{} definitions, {} nodes, {} retrieves\n", result.plan->definitions.size(),
               result.plan->nodes.size(), result.plan->retrieves.size());
}

TEST(Evaluator, TakesAnotherDayAsToday) {
    const std::vector<LibrarySource> sources{{"test.cql", "define X: Today() - 1 day"}};
    ConceptDictionary concepts;
    TextPool texts;
    const Compilation made = compile({sources, {}, {}, concepts, texts, {}});
    ASSERT_TRUE(made.plan);
    const auto record = records::RecordBuilder(1).build();
    Evaluator evaluator(*made.plan, concepts, texts, {*Date::parse("2024-06-15"), 0, {}});
    for (const auto& [today, yesterday] :
         {std::pair("2024-06-15", "@2024-06-14"), std::pair("2025-03-01", "@2025-02-28")}) {
        evaluator.move_to(*Date::parse(today));
        evaluator.begin(records::PatientRecord(record));
        EXPECT_EQ(to_text(evaluator.value(0), {*made.plan, concepts, texts}), yesterday);
    }
}

}  // namespace
}  // namespace openpcn::cql
