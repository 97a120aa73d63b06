#include "cohorts/compiled_cohort.h"

#include <gmock/gmock.h>

#include "cohorts/test_clinic.h"

namespace openpcn::cohorts {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(CompiledCohort, TakesTheTextInTheFormItHas) {
    TestClinic clinic;
    struct Case {
        const char* text;
        TextForm form;
        const char* library;
        const char* counted;
    };
    for (const auto& [text, form, library, counted] : std::to_array<Case>({
             {"AgeInYears() > 3", TextForm::expression, "Cohort", "Cohort"},
             {"// years\n  AgeInYears() > 3", TextForm::expression, "Cohort", "Cohort"},
             {"define A: AgeInYears()\ndefine B: A > 3\ndefine C: A + 1", TextForm::definitions,
              "Cohort", "B"},
             {"define private A: true\ndefine B: A", TextForm::definitions, "Cohort", "B"},
             {"library Mine version '2'\nusing FHIR version '4.0.1'\ndefine A: true",
              TextForm::library, "Mine", "A"},
         })) {
        const auto cohort = clinic.compiled(text);
        ASSERT_NE(cohort, nullptr) << text;
        EXPECT_EQ(cohort->text->form, form) << text;
        EXPECT_EQ(cohort->library, library);
        EXPECT_EQ(cohort->counted_definition().name, counted);
    }
}

TEST(CompiledCohort, NamesDefinitionsWithLineAndType) {
    TestClinic clinic;
    const auto cohort =
        clinic.compiled("define \"Years\":\n  AgeInYears()\n\ndefine \"Old\": \"Years\" >= 65");
    ASSERT_EQ(cohort->definitions.size(), 2u);
    EXPECT_EQ(cohort->definitions[0].type, "Integer");
    EXPECT_EQ(cohort->definitions[1].name, "Old");
    EXPECT_EQ(cohort->definitions[1].line, 4);
    EXPECT_TRUE(cohort->definitions[1].is_boolean);
}

TEST(CompiledCohort, TakesTheCountedDefinitionApartWhereItSaysAnd) {
    TestClinic clinic;
    const auto texts = [&](const std::string& text) {
        std::vector<std::string> clauses;
        const auto cohort = clinic.compiled(text);
        for (const CohortClause& clause : cohort->clauses) clauses.push_back(clause.text);
        return clauses;
    };
    EXPECT_THAT(texts("AgeInYears() > 3 and (exists [Condition] and exists [Observation])"),
                ElementsAre("AgeInYears() > 3", "exists [Condition]", "exists [Observation]"));
    EXPECT_THAT(texts("AgeInYears() > 3 and (true or false)"),
                ElementsAre("AgeInYears() > 3", "(true or false)"));
    EXPECT_THAT(texts("AgeInYears() > 3 or exists [Condition] and true"),
                ElementsAre("AgeInYears() > 3 or exists [Condition] and true"))
        << "an alternative is one clause";
    EXPECT_THAT(texts("define A: true and AgeInYears() > 3\ndefine B: A"),
                ElementsAre("true", "AgeInYears() > 3"))
        << "a name alone stands for what it names";
}

TEST(CompiledCohort, SaysWhereAClauseStandsInEditorsColumns) {
    TestClinic clinic;
    const auto cohort = clinic.compiled("// naïve 😀\n'é😀' is not null and\n  exists [Condition]");
    const auto& clauses = cohort->clauses;
    ASSERT_EQ(clauses.size(), 2u);
    EXPECT_EQ(clauses[0].place.line, 2);
    EXPECT_EQ(clauses[0].place.column, 1);
    EXPECT_EQ(clauses[0].place.end_column, 18) << "the face is two UTF-16 units";
    EXPECT_EQ(clauses[1].place.line, 3);
    EXPECT_EQ(clauses[1].place.column, 3);
}

TEST(CompiledCohort, ReportsAllMistakesWhereTheyStandInTheWrittenText) {
    TestClinic clinic;
    const auto mistakes = clinic.mistakes(
        "define \"A\": Registers.\"Diabets register\"\n"
        "define \"B\": exists [Condition: \"Statins\"]\n"
        "define \"C\": \"A\" and Registrs.\"Diabetes register\"\n");
    ASSERT_EQ(mistakes.size(), 3u);
    EXPECT_EQ(mistakes[0].place.line, 1);
    EXPECT_EQ(mistakes[0].source_line, "define \"A\": Registers.\"Diabets register\"");
    EXPECT_THAT(mistakes[0].near, ElementsAre("Diabetes register"));
    EXPECT_EQ(mistakes[1].place.line, 2);
    EXPECT_THAT(mistakes[1].near, ElementsAre("Statin")) << "every value set of the content";
    EXPECT_EQ(mistakes[2].place.line, 3);
    EXPECT_EQ(mistakes[2].place.column, 21);
    EXPECT_THAT(mistakes[2].near, ElementsAre("Registers")) << "every library of the content";
    for (const Mistake& mistake : mistakes) EXPECT_EQ(mistake.file, "");
}

TEST(CompiledCohort, ReportsMistakesOfAnExpressionWithoutItsHead) {
    TestClinic clinic;
    const auto mistakes =
        clinic.mistakes("exists [Condition: \"Diabetes\"]\n  and AgeInYeers() > 3");
    ASSERT_EQ(mistakes.size(), 1u) << "the clause's copy is not reported";
    EXPECT_EQ(mistakes[0].place.line, 2);
    EXPECT_EQ(mistakes[0].place.column, 7);
    EXPECT_GT(mistakes[0].place.end_column, 7);
    for (const char* text : {"", "   ", "// nothing", "(", "exists", "'", "\"", "/*", "define"}) {
        const auto found = clinic.mistakes(text);
        ASSERT_FALSE(found.empty()) << text;
        EXPECT_EQ(found[0].place.line, 1) << text;
    }
}

TEST(CompiledCohort, CountsOnlyWhatIsTrueOrFalse) {
    TestClinic clinic;
    auto mistakes = clinic.mistakes("AgeInYears()");
    ASSERT_EQ(mistakes.size(), 1u);
    EXPECT_THAT(mistakes[0].message, HasSubstr("nothing that is true or false"));
    const auto made = compile_cohort({"define A: 1\ndefine B: true", "A", Reach::needed},
                                     *clinic.surroundings(), clinic.words());
    ASSERT_EQ(made.mistakes.size(), 1u);
    EXPECT_EQ(made.mistakes[0].message,
              "\"A\" is Integer, not true or false of a person, so nobody can be counted by it.");
    const auto missing = compile_cohort({"define A1: true", "A2", Reach::needed},
                                        *clinic.surroundings(), clinic.words());
    EXPECT_THAT(missing.mistakes[0].near, ElementsAre("A1"));
}

TEST(CompiledCohort, ReachesOnlyWhatTheTextNeeds) {
    TestClinic clinic;
    const auto needed = clinic.compiled("exists [Condition: \"Diabetes\"]");
    EXPECT_EQ(needed->plan->sources.size(), 1u) << "no library of the content";
    EXPECT_EQ(needed->plan->value_sets.size(), 1u);
    const auto all = clinic.compiled("Registers.\"On the list\"", "", Reach::all);
    EXPECT_TRUE(all->plan->find("Registers", "Diabetes register").has_value());
    const auto part = clinic.compiled("Registers.\"On the list\"");
    EXPECT_FALSE(part->plan->find("Registers", "Diabetes register").has_value());
    EXPECT_LT(part->plan->nodes.size(), all->plan->nodes.size());
}

TEST(CompiledCohort, RefusesATextThatIsTooLong) {
    TestClinic clinic;
    const auto mistakes = clinic.mistakes(std::string(text_bytes_max + 1, ' '));
    ASSERT_EQ(mistakes.size(), 1u);
    EXPECT_EQ(mistakes[0].message, "The text has 65537 bytes; at most 65536 are read.");
}

}  // namespace
}  // namespace openpcn::cohorts
