#include "services/worklist_definition.h"

#include <gtest/gtest.h>

namespace openpcn::services {
namespace {

constexpr std::string_view small_list = R"({
  "id": "reviews", "title": "Reviews", "description": "Who needs a review.",
  "on_list": "Rules.Needs review",
  "facts": [ { "id": "count", "label": "Medicines", "definition": "Rules.Count" } ],
  "reasons": [ { "id": "many", "rule": "SMR-02", "definition": "Rules.Many",
                 "sentence": "Takes {Rules.Count} medicines at {Rules.Age}" } ],
  "priority": [ { "definition": "Rules.Count", "order": "descending" } ],
  "outcomes": [ { "id": "done", "label": "Done", "effect": "completes",
                  "entry": { "type": "Procedure", "status": "completed", "code": "1", "term": "T" },
                  "roles": ["gp"] } ],
  "snooze_reasons": [ { "id": "booked", "label": "Booked", "days_max": 90 } ],
  "exclusion_reasons": [ { "id": "no", "label": "Not suitable" } ],
  "roles": ["gp"]
})";

TEST(WorklistDefinition, IsReadFromItsFile) {
    const auto worklist = parse_worklist_definition(small_list, "w.json");
    ASSERT_TRUE(worklist.has_value()) << to_string(worklist.error());
    EXPECT_EQ(worklist->title, "Reviews");
    EXPECT_EQ(worklist->reasons[0].label, "Many")
        << "the definition's name where no label is given";
    EXPECT_EQ(worklist->snooze_reasons[0].days_max, 90);
    EXPECT_FALSE(worklist->exclusion_reasons[0].days_max.has_value());
    ASSERT_NE(worklist->outcome("done"), nullptr);
    EXPECT_EQ(worklist->outcome("done")->type, records::ResourceType::procedure);
    EXPECT_EQ(worklist->outcome("other"), nullptr);
}

TEST(WorklistDefinition, NamesEveryDefinitionItReadsOnce) {
    const auto worklist = parse_worklist_definition(small_list, "w.json");
    ASSERT_TRUE(worklist.has_value());
    EXPECT_EQ(
        definitions_of(*worklist),
        (std::vector<std::string>{"Rules.Age", "Rules.Count", "Rules.Many", "Rules.Needs review"}));
}

TEST(WorklistDefinition, SaysWhatIsMissing) {
    const auto worklist = parse_worklist_definition(R"({"id": "x"})", "a/worklist.json");
    ASSERT_FALSE(worklist.has_value());
    EXPECT_EQ(worklist.error().what, "\"title\" is missing.");
    EXPECT_EQ(worklist.error().where, "In a/worklist.json.");
}

TEST(WorklistDefinition, RefusesAnOutcomeThatRecordsNothing) {
    std::string text(small_list);
    text.replace(text.find(R"("code": "1")"), 11, R"("kode": "1")");
    const auto worklist = parse_worklist_definition(text, "w.json");
    ASSERT_FALSE(worklist.has_value());
    EXPECT_EQ(worklist.error().what, "Outcome \"done\" records no code.");
}

TEST(WorklistDefinition, RefusesTextThatIsNoJson) {
    const auto worklist = parse_worklist_definition("{", "w.json");
    ASSERT_FALSE(worklist.has_value());
    EXPECT_EQ(worklist.error().what, "The worklist is not a JSON object.");
}

}  // namespace
}  // namespace openpcn::services
