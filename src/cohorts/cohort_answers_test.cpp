#include "cohorts/cohort_answers.h"

#include <gmock/gmock.h>

#include "cohorts/cohort_count.h"
#include "cohorts/test_clinic.h"

namespace openpcn::cohorts {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Numbers = std::vector<std::size_t>;

Numbers numbers(const ClauseCount& count) {
    return {count.remaining.count, count.removed.count, count.unknown.count};
}
Numbers numbers(const DefinitionCount& count) { return {count.people.count, count.unknown.count}; }
Numbers numbers(const GroupCount& count) {
    return {count.people.count, count.of.count, count.unknown.count, count.failed.count};
}

TEST(CohortAnswers, FindWhomATextHoldsForInEachOfItsForms) {
    TestClinic clinic;
    const auto diabetes = ElementsAre("Anna", "Bert", "Dora");
    EXPECT_THAT(clinic.who("Registers.\"Diabetes register\""), diabetes)
        << "Emil is on nobody's list";
    EXPECT_THAT(clinic.who("exists [Condition: \"Diabetes\"]"), diabetes);
    EXPECT_THAT(clinic.who("define \"Diabetic\": exists ([Condition: \"Diabetes\"] C where "
                           "C.onDay() before Today())"),
                diabetes)
        << "the fluent function's library is included";
    EXPECT_THAT(clinic.who("library Mine\nusing FHIR version '4.0.1'\ninclude Registers version "
                           "'1.0.0' called R\ncontext Patient\ndefine A: R.\"Diabetes register\""),
                diabetes);
}

TEST(CohortAnswers, CountWhatEachClauseLeaves) {
    TestClinic clinic;
    const auto answers =
        clinic.ask(clinic.question("exists [Condition: \"Diabetes\"]\n  and AgeInYears() >= 65\n"
                                   "  and not exists [MedicationRequest: \"Statin\"]"));
    ASSERT_EQ(answers.clauses.size(), 3u);
    EXPECT_EQ(numbers(answers.clauses[0]), (Numbers{3, 1, 0}));
    EXPECT_EQ(numbers(answers.clauses[1]), (Numbers{2, 1, 0}));
    EXPECT_EQ(numbers(answers.clauses[2]), (Numbers{1, 1, 0}));
    EXPECT_EQ(numbers(answers.definitions[0]), (Numbers{1, 0}));
}

TEST(CohortAnswers, SayUnknownWhereTheRecordDoesNot) {
    TestClinic clinic;
    // The last reading of nobody is null, so the comparison is.
    const auto answers = clinic.ask(
        clinic.question("Last([Observation] O return O.value as FHIR.Quantity) > 5 '%' and "
                        "exists [Condition: \"Diabetes\"]"));
    EXPECT_THAT(answers.found, ElementsAre(Found::unknown, Found::unknown, Found::no,
                                           Found::not_asked, Found::unknown));
    EXPECT_EQ(numbers(answers.clauses[0]), (Numbers{0, 4, 4}));
    EXPECT_EQ(numbers(answers.definitions[0]), (Numbers{0, 3}));
}

TEST(CohortAnswers, LeaveOutEntriesThatAreDatedLaterUnlessAskedToCountThem) {
    TestClinic clinic;
    EXPECT_THAT(clinic.who("exists [Condition: \"Diabetes\"]", "2026-03-03"),
                ElementsAre("Anna", "Dora"));
    EXPECT_THAT(clinic.who("exists [Condition: \"Diabetes\"]", "2026-03-04"),
                ElementsAre("Anna", "Bert", "Dora"));
    auto question = clinic.question("exists [Condition: \"Diabetes\"]", "2026-03-03");
    question.later = LaterEntries::count;
    EXPECT_EQ(clinic.ask(question).definitions[0].people.count, 3u);
}

TEST(CohortAnswers, GiveTheSameWithOrWithoutKeptAnswersAndForAnyNumberOfThreads) {
    TestClinic clinic;
    const std::string text = "exists [Condition: \"Diabetes\"] and AgeInYears() >= 65";
    const auto first = clinic.ask(clinic.question(text));
    for (const unsigned threads : {1u, 2u, 5u}) {
        const auto again = clinic.ask(clinic.question(text), threads);
        EXPECT_EQ(again.found, first.found);
        EXPECT_EQ(again.clauses, first.clauses);
        TestClinic fresh;
        EXPECT_EQ(fresh.ask(fresh.question(text), threads).found, first.found);
    }
}

TEST(CohortAnswers, AreKeptByWhatAClauseHangsOn) {
    TestClinic clinic;
    const std::string rest = "\ndefine \"Counted\": \"Old\" and exists [Condition: \"Diabetes\"]";
    EXPECT_THAT(clinic.who("define \"Old\": AgeInYears() >= 65" + rest),
                ElementsAre("Anna", "Dora"));
    EXPECT_THAT(clinic.who("define \"Old\": AgeInYears() >= 80" + rest), ElementsAre("Dora"))
        << "the clause reads as before and means something else";
    EXPECT_THAT(clinic.who("define \"Old\": /* years */ AgeInYears()  >=  65" + rest),
                ElementsAre("Anna", "Dora"));
}

TEST(CohortAnswers, AskOnlyOfThePracticesThatCount) {
    TestClinic clinic;
    auto question = clinic.question("exists [Condition: \"Diabetes\"]");
    question.practices = {0, 1};
    const auto answers = clinic.ask(question);
    const auto count = count_of(answers, *clinic.people(), question.as_at);
    EXPECT_EQ(numbers(count.all), (Numbers{1, 1, 0, 0}));
    EXPECT_EQ(count.practices[0], GroupCount{});
    EXPECT_EQ(count.ages[86].people.female.count, 1u);
}

TEST(CohortAnswers, ReportAnExpressionThatFailsForOnePersonAndCountTheOthers) {
    TestClinic clinic;
    // Dora has two diagnoses.
    const auto answers = clinic.ask(clinic.question(
        "Message(exists [Condition], Count([Condition]) > 1, '1', 'Error', 'Two diagnoses')"));
    EXPECT_THAT(answers.found,
                ElementsAre(Found::yes, Found::yes, Found::yes, Found::not_asked, Found::failed));
    ASSERT_EQ(answers.failures.size(), 1u);
    EXPECT_THAT(answers.failures.begin()->first, testing::HasSubstr("Two diagnoses"));
    EXPECT_EQ(answers.failures.begin()->second, 1u);
    const auto count = count_of(answers, *clinic.people(), Date::parse("2026-11-01").value());
    EXPECT_EQ(numbers(count.all), (Numbers{3, 4, 0, 1}));
}

TEST(CohortAnswers, StopWhenNobodyWaits) {
    TestClinic clinic;
    const auto question = clinic.question("exists [Condition]");
    EXPECT_FALSE(ask_everybody(question, {clinic.kept(), 2, [] { return true; }}).has_value());
    EXPECT_TRUE(ask_everybody(question, {clinic.kept(), 2, [] { return false; }}).has_value());
}

TEST(KeptAnswers, ForgetOnlyWhoseRecordChanged) {
    TestClinic clinic;
    const auto column = clinic.kept().column("key");
    for (std::size_t i = 0; i < column->size(); ++i) column->keep(i, Found::yes);
    auto later = std::make_shared<NetworkPeople>(*clinic.people());
    const auto bytes = later->people[1].record.bytes();
    std::vector<std::byte> copy(bytes.begin(), bytes.end());
    later->people[1].record = records::PatientRecord(copy);
    const auto kept = clinic.kept().for_people(later);
    EXPECT_EQ(kept->column("key")->at(0), Found::yes);
    EXPECT_EQ(kept->column("key")->at(1), Found::not_asked);
    later = std::make_shared<NetworkPeople>(*later);
    later->people.pop_back();
    EXPECT_EQ(kept->for_people(later)->column("key")->at(0), Found::not_asked)
        << "somebody left, so numbers stand for other people";
}

}  // namespace
}  // namespace openpcn::cohorts
