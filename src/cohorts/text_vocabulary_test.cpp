#include "cohorts/text_vocabulary.h"

#include <gmock/gmock.h>

#include "cohorts/test_clinic.h"

namespace openpcn::cohorts {
namespace {

using testing::Contains;
using testing::Field;

template <typename Named>
const Named* find(const std::vector<Named>& all, std::string_view name) {
    for (const Named& named : all)
        if (named.name == name) return &named;
    return nullptr;
}

class Vocabulary : public testing::Test {
protected:
    TestClinic clinic_;
    TextVocabulary vocabulary_ = vocabulary_of(*clinic_.surroundings()).value();
};

TEST_F(Vocabulary, NamesWhatTheContentDefines) {
    ASSERT_EQ(vocabulary_.value_sets.size(), 3u);
    EXPECT_EQ(vocabulary_.value_sets[0].name, "Diabetes");
    EXPECT_EQ(vocabulary_.value_sets[0].codes, 1u);
    EXPECT_EQ(vocabulary_.value_sets[0].source, "test");
    const auto* reg = find(vocabulary_.definitions, "Diabetes register");
    ASSERT_NE(reg, nullptr);
    EXPECT_EQ(reg->library, "Registers");
    EXPECT_EQ(reg->reference, "Registers.\"Diabetes register\"");
    EXPECT_EQ(reg->type, "Boolean");
    EXPECT_TRUE(reg->is_boolean);
    EXPECT_EQ(reg->comment, "REG-05: diabetes that was diagnosed by the date");
    EXPECT_EQ(reg->rule, "REG-05");
    EXPECT_FALSE(find(vocabulary_.definitions, "Diabetes diagnoses")->is_boolean);
}

TEST_F(Vocabulary, NamesFunctionsOfContentAndLanguage) {
    const auto* on_day = find(vocabulary_.functions, "onDay");
    ASSERT_NE(on_day, nullptr);
    EXPECT_TRUE(on_day->is_fluent);
    EXPECT_EQ(on_day->library, "Days");
    EXPECT_EQ(on_day->signature, "onDay(condition FHIR.Condition)");
    EXPECT_EQ(find(vocabulary_.functions, "AgeInYears")->signature, "AgeInYears() : Integer");
    EXPECT_EQ(find(vocabulary_.functions, "Count")->signature, "Count(List<T>) : Integer");
    EXPECT_EQ(find(vocabulary_.functions, "Count")->library, "");
}

TEST_F(Vocabulary, NamesTypesWithTheElementsThatRecordsKeep) {
    const auto* condition = find(vocabulary_.types, "Condition");
    ASSERT_NE(condition, nullptr);
    EXPECT_THAT(condition->elements, Contains(Field(&NamedElement::name, "clinicalStatus")));
    const auto* code = find(condition->elements, "code");
    ASSERT_NE(code, nullptr);
    EXPECT_EQ(code->type, "Concept");
    EXPECT_NE(find(find(vocabulary_.types, "Patient")->elements, "birthDate"), nullptr);
}

// What completion writes must compile.
TEST_F(Vocabulary, OffersNothingThatATextMayNotSay) {
    for (const NamedDefinition& definition : vocabulary_.definitions)
        EXPECT_TRUE(clinic_.mistakes("exists ({" + definition.reference + "})").empty())
            << definition.reference;
    for (const NamedValueSet& set : vocabulary_.value_sets)
        EXPECT_TRUE(clinic_.mistakes("exists [Condition: \"" + set.name + "\"]").empty());
    for (const NamedType& type : vocabulary_.types)
        EXPECT_TRUE(clinic_.mistakes("exists [" + type.name + "]").empty()) << type.name;
}

TEST_F(Vocabulary, CountsPeopleByValueSet) {
    const auto people = people_by_value_set(vocabulary_.value_sets, *clinic_.surroundings(),
                                            clinic_.words(), *clinic_.people(), {1, 1});
    ASSERT_EQ(people.size(), 3u);
    EXPECT_EQ(people[0].count, 4u) << "diabetes: Anna, Bert, Dora and Emil";
    EXPECT_EQ(people[1].count, 2u) << "hypertension: Carl and Dora";
    EXPECT_EQ(people[2].count, 1u);
    const auto first = people_by_value_set(vocabulary_.value_sets, *clinic_.surroundings(),
                                           clinic_.words(), *clinic_.people(), {1, 0});
    EXPECT_EQ(first[0].count, 3u) << "Dora is of the other practice";
}

}  // namespace
}  // namespace openpcn::cohorts
