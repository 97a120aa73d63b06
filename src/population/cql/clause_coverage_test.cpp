#include "population/cql/clause_coverage.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/decimal.h"
#include "population/cql/compile.h"
#include "population/records/record_builder.h"

namespace openpcn::cql {
namespace {

// Shows marks in the text: held +{...}, failed -{...}, unknown ?{...}, not evaluated ~{...}.
std::string shown(const MarkedText& text) {
    static constexpr std::string_view signs[] = {"", "+", "-", "?", "~"};
    std::string out = text.text;
    for (const MarkedText& part : text.parts) out += shown(part);
    if (text.mark == Mark::none) return out;
    return fmt::format("{}{{{}}}", signs[static_cast<std::size_t>(text.mark)], out);
}

// A library over a record of three observations (values 1, 5 and 9 of 2020, 2021 and 2022), as at
// 2024-06-15, for a person born in 1950.
class Marked {
public:
    explicit Marked(std::string text) {
        records::RecordBuilder builder(1);
        builder.demographics(
            {records::Sex::female, PartialDateTime::parse("1950-03-01").value(), false, {}});
        for (int i = 0; i < 3; ++i) {
            records::Entry entry;
            entry.type = records::ResourceType::observation;
            entry.code = concepts_.intern({"http://snomed.info/sct", "3", ""});
            entry.when = PartialDateTime::parse(fmt::format("202{}-05-01", i)).value();
            entry.value_kind = records::ValueKind::quantity;
            entry.value = (1 + 4 * i) * Decimal::one;
            builder.put(static_cast<records::EntryKey>(i + 1), entry, {});
        }
        record_ = builder.build();
        sources_.push_back({"test.cql", "library T\nusing FHIR version '4.0.1'\n" + text});
        compiled_ = compile({sources_, value_sets_, maps_, concepts_, texts_, {}});
        for (const Diagnostic& error : compiled_.errors) ADD_FAILURE() << error.render();
    }

    ClauseCoverage of(std::string_view name) {
        const Plan& plan = *compiled_.plan;
        Evaluator evaluator(plan, concepts_, texts_, {*Date::parse("2024-06-15"), 0, {}});
        evaluator.begin(records::PatientRecord(record_));
        for (std::uint32_t i = 0; i < plan.statements.size(); ++i) {
            if (plan.statements[i].name == name)
                return clause_coverage(ClauseTrace(evaluator, i), {plan, concepts_, texts_});
        }
        ADD_FAILURE() << name;
        return {};
    }

private:
    ValueSets value_sets_;
    ConceptMaps maps_;
    ConceptDictionary concepts_;
    TextPool texts_;
    std::vector<std::byte> record_;
    std::vector<LibrarySource> sources_;
    Compilation compiled_;
};

std::vector<std::string> shown(const ClauseCoverage& coverage) {
    std::vector<std::string> all;
    for (const CoveredStatement& statement : coverage.statements)
        all.push_back(shown(statement.text));
    return all;
}

TEST(ClauseCoverage, MarksBothSidesOfLogicWithTheirOwnAnswers) {
    Marked text(
        "context Patient\ndefine X: AgeInYears() > 80 and (true or 1 > 2) and null is null");
    EXPECT_THAT(
        shown(text.of("X")),
        testing::ElementsAre("define X: -{-{-{+{AgeInYears()} > 80} and +{(+{true} or -{1 > "
                             "2})}} and +{null is null}}"));
}

TEST(ClauseCoverage, LeavesABranchThatWasNotTakenWithoutAnswer) {
    Marked text("context Patient\ndefine X: if AgeInYears() > 80 then 1 + 1 else 2 + 2");
    const ClauseCoverage coverage = text.of("X");
    EXPECT_THAT(shown(coverage),
                testing::ElementsAre(
                    "define X: +{if -{+{AgeInYears()} > 80} then ~{1 + 1} else +{2 + 2}}"));
    EXPECT_EQ(coverage.count.covered, 3u);
    EXPECT_EQ(coverage.count.uncovered, 1u);
    EXPECT_EQ(coverage.count.not_evaluated, 1u);
}

TEST(ClauseCoverage, CountsAConditionOfAQueryOnceAndSaysHowManyRowsHeld) {
    Marked text(
        "context Patient\ndefine X: [Observation] O where (O.value as FHIR.Quantity).value > 4");
    const ClauseCoverage coverage = text.of("X");
    ASSERT_EQ(coverage.statements.size(), 1u);
    EXPECT_EQ(shown(coverage.statements[0].text),
              "define X: +{[Observation] O where +{(O.value as FHIR.Quantity).value > 4}}");
    const MarkedText& query = coverage.statements[0].text.parts[1];
    const MarkedText& where = query.parts[1];
    EXPECT_EQ(where.tally.held, 2u);
    EXPECT_EQ(where.tally.failed, 1u);
}

TEST(ClauseCoverage, MarksWhatNoRowReached) {
    Marked text(
        "context Patient\ndefine X: exists ([Condition] C where C.onset is not null return "
        "C.code)");
    EXPECT_THAT(
        shown(text.of("X")),
        testing::ElementsAre("define X: -{exists ([Condition] C where ~{C.onset is not null} "
                             "return ~{C.code})}"));
}

TEST(ClauseCoverage, FollowsDefinitionsAndFunctionsEachInItsOwnText) {
    Marked text(
        "context Patient\n"
        "define function Big(o Observation, least Integer): (o.value as Quantity).value > least\n"
        "define function Never(a Integer): a > 3\n"
        "define Old: AgeInYears() > 60\n"
        "define X: Old and exists ([Observation] O where Big(O, 8)) and (if Old then true else "
        "Never(1))\n");
    const auto all = shown(text.of("X"));
    ASSERT_EQ(all.size(), 4u);
    EXPECT_EQ(all[1], "define Old: +{+{AgeInYears()} > 60}");
    EXPECT_EQ(all[2],
              "define function Big(o Observation, least Integer): +{(o.value as Quantity).value > "
              "least}");
    EXPECT_EQ(all[3], "define function Never(a Integer): ~{a > 3}");
}

TEST(ClauseCoverage, BindsWhatAFunctionIsCalledWithInARow) {
    Marked text(
        "context Patient\n"
        "define function Twice(n Decimal): n + n > 9\n"
        "define X: [Observation] O where Twice((O.value as Quantity).value + 0.0)\n");
    const ClauseCoverage coverage = text.of("X");
    ASSERT_EQ(coverage.statements.size(), 2u);
    const MarkedText& body = coverage.statements[1].text.parts[1];
    EXPECT_EQ(body.tally.held, 2u);
    EXPECT_EQ(body.tally.failed, 1u);
}

TEST(ClauseCoverage, StopsWhereRowsMultiplyWithoutEnd) {
    std::string many = "context Patient\ndefine X: exists (from [Observation] A";
    for (char alias = 'B'; alias < 'M'; ++alias) many += fmt::format(", [Observation] {}", alias);
    Marked text(many + " where A.id = 'none')");
    EXPECT_FALSE(text.of("X").complete);
}

}  // namespace
}  // namespace openpcn::cql
