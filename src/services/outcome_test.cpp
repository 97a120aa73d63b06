#include "services/outcome.h"

#include <gtest/gtest.h>

namespace openpcn::services {
namespace {

Date day(std::string_view text) { return Date::parse(text).value(); }

WorklistDefinition blood_pressure_list() {
    WorklistDefinition worklist;
    worklist.title = "CVD prevention";
    OutcomeOption review;
    review.id = "review-done";
    review.label = "Review done";
    review.code = "1239511000000100";
    review.term = "Structured medication review";
    review.roles = {"clinical_pharmacist"};
    OutcomeOption taken;
    taken.id = "taken";
    taken.label = "Blood pressure taken";
    taken.type = records::ResourceType::observation;
    taken.status = records::Status::final_;
    taken.roles = {"clinical_pharmacist"};
    taken.measurements = {{"systolic", "Systolic", "271649006", "Systolic blood pressure", "mm[Hg]",
                           Decimal::from_integer(50), Decimal::from_integer(300)},
                          {"diastolic", "Diastolic", "271650006", "Diastolic blood pressure",
                           "mm[Hg]", Decimal::from_integer(20), Decimal::from_integer(200)}};
    worklist.outcomes = {review, taken};
    return worklist;
}

TEST(Outcome, BecomesAnEntryWithItsCodeDayAndRole) {
    const auto entries = entries_of(
        blood_pressure_list(), {"review-done", day("2020-03-30"), "clinical_pharmacist", {}, ""},
        day("2020-03-31"));
    ASSERT_TRUE(entries.has_value()) << to_string(entries.error());
    ASSERT_EQ(entries->size(), 1u);
    EXPECT_EQ((*entries)[0].code, "1239511000000100");
    EXPECT_EQ((*entries)[0].system, "http://snomed.info/sct");
    EXPECT_EQ((*entries)[0].when.to_string(), "2020-03-30");
    EXPECT_EQ((*entries)[0].recorded_by_role, "clinical_pharmacist");
    EXPECT_FALSE((*entries)[0].has_value);
}

TEST(Outcome, WithMeasurementsBecomesAnEntryForEach) {
    const auto entries = entries_of(
        blood_pressure_list(),
        {"taken",
         day("2020-03-31"),
         "clinical_pharmacist",
         {{"systolic", Decimal::from_integer(128)}, {"diastolic", Decimal::from_integer(79)}},
         ""},
        day("2020-03-31"));
    ASSERT_TRUE(entries.has_value()) << to_string(entries.error());
    ASSERT_EQ(entries->size(), 2u);
    EXPECT_EQ((*entries)[1].code, "271650006");
    EXPECT_EQ((*entries)[1].value.to_string(), "79");
    EXPECT_EQ((*entries)[1].unit, "mm[Hg]");
}

TEST(Outcome, IsRefusedWithItsReason) {
    struct Case {
        RecordedOutcome outcome;
        ErrorKind kind;
        const char* what;
    };
    const Decimal high = Decimal::from_integer(128), low = Decimal::from_integer(10);
    const std::vector<Case> cases{
        {{"none", day("2020-03-31"), "clinical_pharmacist", {}, ""},
         ErrorKind::not_found,
         "There is no outcome \"none\"."},
        {{"review-done", day("2020-03-31"), "receptionist", {}, ""},
         ErrorKind::forbidden,
         "Your role may not record \"Review done\"."},
        {{"review-done", day("2020-04-01"), "clinical_pharmacist", {}, ""},
         ErrorKind::invalid,
         "The day 2020-04-01 is in the future."},
        {{"taken", day("2020-03-31"), "clinical_pharmacist", {{"systolic", high}}, ""},
         ErrorKind::invalid,
         "\"Diastolic\" is missing."},
        {{"taken",
          day("2020-03-31"),
          "clinical_pharmacist",
          {{"systolic", high}, {"diastolic", low}},
          ""},
         ErrorKind::invalid,
         "\"Diastolic\" is outside 20 to 200."},
    };
    for (const auto& [outcome, kind, what] : cases) {
        const auto entries = entries_of(blood_pressure_list(), outcome, day("2020-03-31"));
        ASSERT_FALSE(entries.has_value()) << what;
        EXPECT_EQ(entries.error().kind, kind);
        EXPECT_EQ(entries.error().what, what);
        EXPECT_EQ(entries.error().where, "In worklist CVD prevention.");
    }
}

}  // namespace
}  // namespace openpcn::services
