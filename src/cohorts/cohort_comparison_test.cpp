#include "cohorts/cohort_comparison.h"

#include <gmock/gmock.h>

#include "cohorts/change_reason.h"
#include "cohorts/test_clinic.h"

namespace openpcn::cohorts {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Comparison : public testing::Test {
protected:
    CohortComparison compare(const ComparedQuestions& questions, unsigned threads = 1) {
        return compare_cohorts(questions, {clinic_.kept(), threads, {}}).value();
    }
    // "joined Bert: data" for each change.
    std::vector<std::string> changes(const ComparedQuestions& questions) {
        std::vector<std::string> told;
        for (const CohortChange& change : compare(questions).changes)
            told.push_back(std::string(change.movement == Movement::joined ? "joined " : "left ") +
                           clinic_.name(change.person) + ": " + std::string(to_text(change.cause)));
        return told;
    }
    // The same text on two dates.
    ComparedQuestions over_time(const std::string& text, const char* before, const char* after) {
        return {clinic_.question(text, before), clinic_.question(text, after)};
    }
    ChangeReason reason(const ComparedQuestions& questions) {
        const auto compared = compare(questions);
        return reason_of(compared.changes.at(0), questions,
                         clinic_.people()->people[compared.changes[0].person].record,
                         ReasonDetail::entries);
    }

    TestClinic clinic_;
};

constexpr const char* diabetes = "exists [Condition: \"Diabetes\"]";

TEST_F(Comparison, FindsWhoJoinedByAnEntryOfTheTimeBetween) {
    const auto questions = over_time(diabetes, "2026-01-01", "2026-11-01");
    EXPECT_THAT(changes(questions), ElementsAre("joined Bert: data"));
    const auto compared = compare(questions);
    EXPECT_EQ(compared.all.before.count, 2u);
    EXPECT_EQ(compared.all.after.count, 3u);
    EXPECT_EQ(compared.all.stayed.count, 2u);
    EXPECT_EQ(compared.all.joined.count, 1u);
    EXPECT_EQ(compared.all.left.count, 0u);
    EXPECT_EQ(compared.practices[0].joined.count, 1u);
    EXPECT_EQ(compared.practices[1].joined.count, 0u);
    EXPECT_EQ(compared.practices[1].stayed.count, 1u);
    EXPECT_EQ(compared.causes[0].joined.count, 1u);
    const auto told = reason(questions);
    EXPECT_EQ(told.sentence,
              "Joined: by an entry of 2026-03-04. \"exists [Condition: \"Diabetes\"]\" holds now.");
    EXPECT_EQ(told.clause, diabetes);
    ASSERT_EQ(told.entries.size(), 1u);
}

TEST_F(Comparison, FindsTheSameBackwards) {
    const auto questions = over_time(diabetes, "2026-11-01", "2026-01-01");
    EXPECT_THAT(changes(questions), ElementsAre("left Bert: data"));
}

TEST_F(Comparison, TellsAgeFromTime) {
    // Bert turns 65 on 1 December 2026.
    EXPECT_THAT(changes(over_time("AgeInYears() >= 65", "2026-11-01", "2026-12-01")),
                ElementsAre("joined Bert: age"));
    EXPECT_THAT(changes(over_time("AgeInYears() < 65", "2026-11-01", "2026-12-01")),
                ElementsAre("left Bert: age"));
    const std::string lately =
        "exists ([MedicationRequest: \"Statin\"] M where M.authoredOn on or after Today() - 6 "
        "months)";
    EXPECT_THAT(changes(over_time(lately, "2026-10-31", "2026-11-02")),
                ElementsAre("left Anna: time"));
    const auto told = reason(over_time(lately, "2026-10-31", "2026-11-02"));
    EXPECT_THAT(told.sentence, HasSubstr("Left: time went by."));
    EXPECT_EQ(told.entries.size(), 1u) << "the issue that held before";
}

TEST_F(Comparison, NamesTheTextWhereItAloneDecides) {
    const ComparedQuestions questions{clinic_.question(diabetes),
                                      clinic_.question("exists [Condition: \"Diabetes\"] and "
                                                       "AgeInYears() >= 65")};
    EXPECT_THAT(changes(questions), ElementsAre("left Bert: rule"));
    EXPECT_EQ(reason(questions).sentence,
              "Left: \"AgeInYears() >= 65\" of the second text does not hold.");
    const ComparedQuestions widened{questions.after, questions.before};
    EXPECT_THAT(changes(widened), ElementsAre("joined Bert: rule"));
    EXPECT_THAT(reason(widened).sentence, HasSubstr("the second does not ask for it"));
}

TEST_F(Comparison, TellsValueSetsFromOtherChanges) {
    const ComparedQuestions questions{clinic_.question(diabetes),
                                      clinic_.question("exists [Condition: \"Hypertension\"]")};
    EXPECT_THAT(changes(questions), ElementsAre("left Anna: value_set", "left Bert: value_set",
                                                "joined Carl: value_set"));
    EXPECT_EQ(cause_of_texts({clinic_.question(diabetes),
                              clinic_.question("not exists [Condition: \"Diabetes\"]")}),
              ChangeCause::rule);
    ComparedQuestions bases = questions;
    bases.after.base = nullptr;
    EXPECT_EQ(cause_of_texts(bases), ChangeCause::rule) << "the base is part of what is asked";
}

TEST_F(Comparison, NamesRegistrationWhereTheBaseChangedForAPerson) {
    TestClinic moving(R"(as at 2026-11-01

case Fay
  born 1950-01-01 female
  registered 2026-06-01
  diagnosis diabetes 2015-01-01
)");
    const ComparedQuestions questions{moving.question(diabetes, "2026-01-01"),
                                      moving.question(diabetes, "2026-11-01")};
    const auto compared = compare_cohorts(questions, {moving.kept(), 1, {}}).value();
    ASSERT_EQ(compared.changes.size(), 1u);
    EXPECT_EQ(compared.changes[0].cause, ChangeCause::registration);
    const auto told = reason_of(compared.changes[0], questions, moving.people()->people[0].record,
                                ReasonDetail::entries);
    EXPECT_EQ(told.sentence, "Joined: is in the base population now, and was not.");
    EXPECT_THAT(told.clause, IsEmpty());
}

TEST_F(Comparison, FindsNobodyWhereNothingChanged) {
    EXPECT_THAT(changes(over_time(diabetes, "2026-10-01", "2026-11-01")), IsEmpty());
    EXPECT_THAT(
        changes({clinic_.question(diabetes), clinic_.question("(" + std::string(diabetes) + ")")}),
        IsEmpty());
}

TEST_F(Comparison, IsTheSameForAnyNumberOfThreads) {
    const auto questions = over_time(diabetes, "2012-06-01", "2026-11-01");
    const auto one = compare(questions, 1), four = compare(questions, 4);
    EXPECT_EQ(one.changes, four.changes);
    EXPECT_EQ(one.all.joined, four.all.joined);
    EXPECT_GE(one.changes.size(), 2u);
}

TEST_F(Comparison, StopsWhenNobodyWaits) {
    EXPECT_FALSE(compare_cohorts(over_time(diabetes, "2026-01-01", "2026-11-01"),
                                 {clinic_.kept(), 1, [] { return true; }})
                     .has_value());
}

TEST_F(Comparison, AgreesWithAskingBothSidesForEverybody) {
    for (const char* before : {"2010-06-01", "2014-12-31", "2026-03-03", "2026-11-30"})
        for (const char* after : {"2011-06-01", "2026-03-04", "2026-12-01"})
            for (const std::string& text :
                 {std::string(diabetes), std::string("AgeInYears() >= 65"),
                  std::string("Registers.\"Diabetes register\" and AgeInYears() >= 65")}) {
                const auto compared = compare(over_time(text, before, after));
                const auto was = clinic_.who(text, before), is = clinic_.who(text, after);
                EXPECT_EQ(compared.all.before.count, was.size()) << text << before << after;
                EXPECT_EQ(compared.all.after.count, is.size()) << text << before << after;
                EXPECT_EQ(compared.all.stayed.count + compared.all.joined.count, is.size());
                EXPECT_EQ(compared.all.stayed.count + compared.all.left.count, was.size());
                for (const CohortChange& change : compared.changes)
                    EXPECT_TRUE(change.cause != ChangeCause::rule &&
                                change.cause != ChangeCause::value_set)
                        << "the texts are the same";
            }
}

}  // namespace
}  // namespace openpcn::cohorts
