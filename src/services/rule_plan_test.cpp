#include "services/rule_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "population/records/record_builder.h"
#include "services/evaluation_run.h"
#include "services/explanation.h"

namespace openpcn::services {
namespace {

constexpr const char* facts = R"({"id": "small", "version": "1", "effective_from": "2019-07-01"})";

constexpr const char* asthma_set =
    "# name: Asthma\n# url: https://openpcn.org/value-set/asthma\n# source: test\n# version: 1\n"
    "# mark: S\nsystem,code,display\nhttp://snomed.info/sct,195967001,Asthma\n";

constexpr const char* rules = R"(library Lungs version '1.0.0'
using FHIR version '4.0.1'
include FHIRHelpers version '4.0.1'
valueset "Asthma": 'https://openpcn.org/value-set/asthma'
context Patient

// ---- Registers ------------------------------------------------------------------

// REG-09: asthma at six or over
// [S: somewhere]
define "Asthma register":
  "Age" >= 6 and exists ("Asthma diagnoses")

define "Age": AgeInYearsAt(Today())

define "Asthma diagnoses":
  [Condition: "Asthma"] C where date from (C.onset as FHIR.dateTime) on or before Today()
)";

std::vector<ContentFile> small_pack() {
    return {{"pack.json", facts},
            {"value_sets/asthma.csv", asthma_set},
            {"services/lungs/lungs.cql", rules}};
}

Result<std::shared_ptr<const RulePlan>> plan_of(std::vector<ContentFile> files,
                                                const ConceptDictionary& concepts = {}) {
    TRY_ASSIGN(auto pack, ContentPack::build(std::move(files)));
    const TextPool texts;
    return RulePlan::bind(std::make_shared<const ContentPack>(std::move(pack)), concepts, texts);
}

Date day(const char* text) { return Date::parse(text).value(); }

std::vector<std::byte> child_with_asthma(ConceptDictionary& concepts, const char* born) {
    records::RecordBuilder builder(7);
    builder.demographics({records::Sex::female, PartialDateTime::parse(born).value(), false, {}});
    records::Entry diagnosis;
    diagnosis.type = records::ResourceType::condition;
    diagnosis.status = records::Status::active;
    diagnosis.code = concepts.intern({code_system::snomed, "195967001", "Asthma"});
    diagnosis.when = PartialDateTime::parse("2018-02-03").value();
    builder.put(1, diagnosis, {});
    return builder.build();
}

TEST(RulePlan, TakesRuleAndCommentFromAboveTheDefinition) {
    const auto plan = plan_of(small_pack());
    ASSERT_TRUE(plan.has_value()) << to_string(plan.error());
    ASSERT_EQ((*plan)->definitions().size(), 1u) << "numbers and lists are not reported";
    const Definition& definition = (*plan)->definitions()[0];
    EXPECT_EQ(definition.name, "Lungs.Asthma register");
    EXPECT_EQ(definition.service, "lungs");
    EXPECT_EQ(definition.rule, "REG-09");
    EXPECT_EQ(definition.comment, "REG-09: asthma at six or over [S: somewhere]");
}

TEST(RulePlan, FindsADefinitionByFullNameOrTitle) {
    const auto plan = plan_of(small_pack());
    ASSERT_TRUE(plan.has_value());
    EXPECT_EQ((*plan)->find("Lungs.Asthma register"), 0u);
    EXPECT_EQ((*plan)->find("asthma REGISTER"), 0u);
    EXPECT_FALSE((*plan)->find("Age").has_value()) << "not a yes or no";
}

TEST(RulePlan, ReportsAWorklistThatNamesNothing) {
    auto files = small_pack();
    files.push_back({"services/lungs/worklist.json",
                     R"({"id": "l", "title": "Lungs", "description": "d", "on_list": "Lungs.None",
                         "reasons": [{"id": "a", "definition": "Lungs.Asthma register",
                                      "sentence": "Aged {Lungs.Years}"}]})"});
    const auto plan = plan_of(std::move(files));
    ASSERT_FALSE(plan.has_value());
    EXPECT_EQ(plan.error().what, "The content pack has errors.");
    EXPECT_THAT(plan.error().where, testing::HasSubstr("There is no definition \"Lungs.None\"."));
    EXPECT_THAT(plan.error().where, testing::HasSubstr("There is no definition \"Lungs.Years\"."));
}

TEST(RulePlan, ReportsWhereTheRulesAreWrong) {
    auto files = small_pack();
    files[2].text += "define \"Wrong\": \"Asma register\"\n";
    const auto plan = plan_of(std::move(files));
    ASSERT_FALSE(plan.has_value());
    EXPECT_THAT(plan.error().where, testing::HasSubstr("services/lungs/lungs.cql:18"));
    EXPECT_THAT(plan.error().where, testing::HasSubstr("Asthma register"));
}

TEST(RulePlan, FitsRecordsUntilACodeComes) {
    ConceptDictionary concepts;
    concepts.intern({code_system::snomed, "1", ""});
    const auto plan = plan_of(small_pack(), concepts);
    ASSERT_TRUE(plan.has_value());
    EXPECT_TRUE((*plan)->fits(concepts, TextPool{}));
    concepts.intern({code_system::snomed, "2", ""});
    EXPECT_FALSE((*plan)->fits(concepts, TextPool{}));
}

TEST(EvaluationRun, IsNamedByRecordsPackDateAndPurpose) {
    const auto plan = plan_of(small_pack());
    ASSERT_TRUE(plan.has_value());
    const RunRequest request{day("2020-03-31"), "direct care", 1, 1};
    const auto id = [&](RunRequest changed) {
        return EvaluationRun::evaluate(*plan, {}, changed).id();
    };
    EXPECT_EQ(id(request), id(request));
    EXPECT_EQ(id(request), id({day("2020-03-31"), "direct care", 1, 8})) << "threads do not count";
    EXPECT_NE(id(request), id({day("2020-04-01"), "direct care", 1, 1}));
    EXPECT_NE(id(request), id({day("2020-03-31"), "planning", 1, 1}));
    EXPECT_NE(id(request), id({day("2020-03-31"), "direct care", 2, 1}));
}

TEST(EvaluationRun, KnowsNobodyElse) {
    ConceptDictionary concepts;
    const auto bytes = child_with_asthma(concepts, "2013-05-01");
    const auto plan = plan_of(small_pack(), concepts);
    ASSERT_TRUE(plan.has_value());
    const std::vector<PracticeRecords> practices{{"A81001", {records::PatientRecord(bytes)}}};
    EvaluationRun run = EvaluationRun::evaluate(*plan, practices, {day("2020-03-31"), "", 0, 0});
    EXPECT_EQ(run.answer(0, 0, 7), Answer::yes);
    EXPECT_EQ(run.answer(0, 0, 8), Answer::unknown);
    EXPECT_EQ(run.answer(0, 1, 7), Answer::unknown);
    EXPECT_EQ(run.practices()[0].entries, 1u);
    const auto other = run.reevaluate(1, records::PatientRecord(bytes));
    ASSERT_FALSE(other.has_value());
    EXPECT_EQ(other.error().kind, ErrorKind::not_found);
    EXPECT_EQ(other.error().what, "The run has no such person in this practice.");
}

TEST(Explanation, SaysWhyNotAndWhatWouldChangeIt) {
    ConceptDictionary concepts;
    const auto bytes = child_with_asthma(concepts, "2015-05-01");
    const auto plan = plan_of(small_pack(), concepts);
    ASSERT_TRUE(plan.has_value());
    const TextPool texts;
    const std::vector<std::string> practices{"A81001"};
    const auto why = explain(**plan, "Asthma register", records::PatientRecord(bytes),
                             day("2020-03-31"), {concepts, texts, practices});
    ASSERT_TRUE(why.has_value()) << to_string(why.error());
    EXPECT_EQ(to_text(*why),
              "\"Asthma register\" does not hold on 2020-03-31.\n"
              "Rule: REG-09: asthma at six or over [S: somewhere]\n"
              "\n"
              "[no] Asthma register\n"
              "  [no] Age >= 6\n"
              "    Age: 4\n"
              "  [yes] exists (Asthma diagnoses)\n"
              "\n"
              "No entry decides this. It rests on age.\n"
              "\n"
              "It would hold with this:\n"
              "- Nothing but time: from 1 May 2021 on, the day on which the person turns 6.\n");
}

TEST(Explanation, SaysWhyDownToTheEntry) {
    ConceptDictionary concepts;
    const auto bytes = child_with_asthma(concepts, "2010-05-01");
    const auto plan = plan_of(small_pack(), concepts);
    ASSERT_TRUE(plan.has_value());
    const TextPool texts;
    const std::vector<std::string> practices{"A81001"};
    const auto why = explain(**plan, "Asthma register", records::PatientRecord(bytes),
                             day("2020-03-31"), {concepts, texts, practices});
    ASSERT_TRUE(why.has_value());
    EXPECT_EQ(why->answer, Answer::yes);
    EXPECT_THAT(
        to_text(*why),
        testing::HasSubstr("- 2018-02-03  195967001 Asthma  [Condition, A81001]  (decides)"));
    ASSERT_EQ(why->deciding.size(), 1u);
    EXPECT_EQ(why->deciding[0].sentence, "Without this entry the answer would be no.");
    EXPECT_EQ(why->grounds_sentence,
              "One entry decides this: it changes without it. It rests also on age.");
    EXPECT_THAT(to_json(*why), testing::HasSubstr("\"code\": \"195967001\""));
    // Of a list, each entry in it decides; of a number, nothing may.
    const auto list = explain(**plan, "Lungs.Asthma diagnoses", records::PatientRecord(bytes),
                              day("2020-03-31"), {concepts, texts, practices});
    ASSERT_TRUE(list.has_value());
    EXPECT_EQ(list->type, "List<Condition>");
    EXPECT_EQ(list->value, "1 item");
    ASSERT_EQ(list->deciding.size(), 1u);
    EXPECT_EQ(list->deciding[0].sentence, "Without this entry it would be: 0 items.");
    const auto none = explain(**plan, "Nothing", records::PatientRecord(bytes), day("2020-03-31"),
                              {concepts, texts, practices});
    ASSERT_FALSE(none.has_value());
    EXPECT_EQ(none.error().what,
              "There is no definition \"Nothing\", or several libraries have it.");
}

}  // namespace
}  // namespace openpcn::services
