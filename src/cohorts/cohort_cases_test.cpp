#include "cohorts/cohort_cases.h"

#include <gmock/gmock.h>

#include "cohorts/test_clinic.h"

namespace openpcn::cohorts {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class CohortCases : public testing::Test {
protected:
    CohortCaseReport run(const std::string& cases, const std::string& text = text_of_cohort) const {
        return run_cohort_cases(cases, text, "", *clinic_.surroundings());
    }
    static constexpr const char* text_of_cohort =
        "exists [Condition: \"Diabetes\"]\n  and AgeInYears() >= 65";
    TestClinic clinic_;
};

TEST_F(CohortCases, PassWhereAnswersAreAsExpected) {
    const auto report = run(R"(as at 2026-11-01

case Old with diabetes
  born T-70y female
  diagnosis diabetes T-1y
  -> Cohort: yes

case Young with diabetes
  born T-20y male
  diagnosis diabetes T-1y
  -> Cohort: no
)");
    EXPECT_EQ(report.problem, "");
    EXPECT_EQ(report.cases, 2u);
    EXPECT_EQ(report.expectations, 2u);
    EXPECT_THAT(report.failures, IsEmpty());
    EXPECT_TRUE(report.passed());
}

TEST_F(CohortCases, TellWhatWasExpectedAndGivenAndWhy) {
    const auto report = run(R"(as at 2026-11-01
case Young with diabetes
  born T-20y male
  diagnosis diabetes T-1y
  -> Cohort: yes
)");
    ASSERT_EQ(report.failures.size(), 1u);
    const auto& failure = report.failures[0];
    EXPECT_EQ(failure.line, 5);
    EXPECT_EQ(failure.case_name, "Young with diabetes");
    EXPECT_EQ(failure.definition, "Cohort");
    EXPECT_EQ(failure.expected, "yes");
    EXPECT_EQ(failure.given, "no");
    EXPECT_EQ(failure.explanation, "exists [Condition: \"Diabetes\"]: yes; AgeInYears() >= 65: no");
    EXPECT_FALSE(report.passed());
}

TEST_F(CohortCases, AskAboutAnyDefinitionOfTheTextAndItsLibraries) {
    const auto report = run(R"(as at 2026-11-01
case Somebody
  born 1950-03-31 female
  diagnosis diabetes 2015-01-01
  -> Years: 76
  -> Old: yes
  -> Registers.Diabetes register: yes
  -> Nothing: no
)",
                            "define \"Years\": AgeInYears()\n"
                            "define \"Old\": \"Years\" >= 65 and Registers.\"Diabetes register\"");
    ASSERT_EQ(report.failures.size(), 1u) << report.problem;
    EXPECT_EQ(report.expectations, 4u);
    EXPECT_EQ(report.failures[0].definition, "Nothing");
    EXPECT_EQ(report.failures[0].given, "not defined");
}

TEST_F(CohortCases, SayWhyTheyCannotBeRun) {
    EXPECT_THAT(run("as at 2026-11-01\ncase A\n  colour blue\n").problem,
                HasSubstr("\"colour\" begins no line of a case"));
    EXPECT_THAT(run("as at 2026-11-01\ncase A\n  colour blue\n").problem, HasSubstr("line 3"));
    EXPECT_THAT(run("case A\n  born 1950-01-01 female\n  -> Cohort: no\n").problem,
                HasSubstr("The case has no date"));
    EXPECT_THAT(run("as at 2026-11-01\ncase A\n  diagnosis gout 2015-01-01\n").problem,
                HasSubstr("gout"));
    EXPECT_THAT(run("as at 2026-11-01\ncase A\n  -> Cohort: no\n", "AgeInYeers() > 1").problem,
                HasSubstr("The text has a mistake"));
    std::string many = "as at 2026-11-01\n";
    for (int i = 0; i < 501; ++i) many += "case A\n";
    EXPECT_EQ(run(many).problem, "There are 501 cases; at most 500 are run. (the cases)");
    EXPECT_FALSE(run(many).passed());
}

TEST_F(CohortCases, StopWhenTheyTakeTooLong) {
    int asked = 0;
    const auto report = run_cohort_cases(
        "as at 2026-11-01\ncase A\n  -> Cohort: no\n  -> Cohort: no\n  -> Cohort: no\n",
        text_of_cohort, "", *clinic_.surroundings(), [&asked] { return ++asked == 2; });
    EXPECT_EQ(report.problem, "Running the cases took too long and was stopped.");
    EXPECT_EQ(asked, 2);
    EXPECT_FALSE(report.passed());
}

TEST_F(CohortCases, OfNothingPass) {
    EXPECT_TRUE(run("").passed());
    EXPECT_EQ(run("").cases, 0u);
}

TEST_F(CohortCases, ReportAFailureOfOneExpressionAndGoOn) {
    const auto report = run(R"(as at 2026-11-01
case One
  born 1950-03-31 female
  -> Broken: yes
  -> Fine: yes
)",
                            "define \"Broken\": Message(true, true, '1', 'Error', 'as told')\n"
                            "define \"Fine\": true");
    ASSERT_EQ(report.failures.size(), 1u) << report.problem;
    EXPECT_EQ(report.failures[0].definition, "Broken");
    EXPECT_EQ(report.failures[0].given, "unknown");
    EXPECT_THAT(report.failures[0].explanation, HasSubstr("as told"));
}

}  // namespace
}  // namespace openpcn::cohorts
