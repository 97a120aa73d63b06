// What CQL asks beyond the one person: the Unfiltered context and related-context retrieves.
#include "population/cql/everybody.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "population/cql/compile.h"
#include "population/cql/evaluator.h"
#include "population/cql/value_text.h"
#include "population/fhir_documents/document_store.h"

namespace openpcn::cql {
namespace {

constexpr std::string_view head =
    "using FHIR version '4.0.1'\n"
    "codesystem \"Sct\": 'http://snomed.info/sct'\n"
    "code \"Fall\": '1' from \"Sct\"\n"
    "code \"Stay\": '2' from \"Sct\"\n";

// A mother with a fall and two observations of births, her child with a fall, and a stranger.
constexpr std::string_view people[] = {
    R"({"resourceType":"Bundle","entry":[
        {"resource":{"resourceType":"Patient","id":"mother","birthDate":"1990-01-01","link":[
            {"other":{"reference":"RelatedPerson/r"},"type":"seealso"}]}},
        {"resource":{"resourceType":"Condition","id":"m1","code":{"coding":[
            {"system":"http://snomed.info/sct","code":"1"}]}}},
        {"resource":{"resourceType":"Observation","id":"m2"}},
        {"resource":{"resourceType":"Observation","id":"m3"}}]})",
    R"({"resourceType":"Bundle","entry":[
        {"resource":{"resourceType":"Patient","id":"child","birthDate":"2020-01-01"}},
        {"resource":{"resourceType":"RelatedPerson","id":"r","patient":{
            "reference":"Patient/child"}}},
        {"resource":{"resourceType":"Condition","id":"c1","code":{"coding":[
            {"system":"http://snomed.info/sct","code":"1"}]}}}]})",
    R"({"resourceType":"Bundle","entry":[
        {"resource":{"resourceType":"Patient","id":"stranger","birthDate":"1960-01-01"}},
        {"resource":{"resourceType":"Condition","id":"s1","code":{"coding":[
            {"system":"http://snomed.info/sct","code":"2"}]}}}]})"};

class BeyondOnePerson : public testing::Test {
protected:
    BeyondOnePerson() {
        for (const std::string_view json : people) EXPECT_TRUE(store_.add(json, "test"));
        store_.finish();
    }

    Compilation compiled(std::string_view text,
                         CompileInput::Source source = CompileInput::Source::documents) {
        const LibrarySource library{"test.cql", std::string(head) + std::string(text)};
        CompileInput input{.sources = std::span(&library, 1),
                           .value_sets = value_sets_,
                           .concept_maps = maps_,
                           .concepts = concepts_,
                           .texts = texts_,
                           .limits = {}};
        input.source = source;
        return compile(input);
    }

    // The last definition's value for each of the three.
    std::vector<std::string> values(std::string_view text) {
        const Compilation compilation = compiled(text);
        if (!compilation.plan) return {compilation.errors.at(0).message};
        const Plan& plan = *compilation.plan;
        const Everybody everybody(store_.documents());
        EvaluationSettings settings;
        settings.as_at = *Date::parse("2026-11-01");
        settings.everybody = &everybody;
        Evaluator evaluator(plan, concepts_, texts_, settings);
        std::vector<std::string> found;
        for (const Document& document : store_.documents()) {
            evaluator.begin(document);
            found.push_back(
                to_text(evaluator.value(plan.definitions.size() - 1), {plan, concepts_, texts_}));
        }
        return found;
    }

    using Texts = std::vector<std::string>;
    ConceptDictionary concepts_;
    TextPool texts_;
    ValueSets value_sets_;
    ConceptMaps maps_;
    fhir::DocumentStore store_{concepts_, texts_, fhir::MissingStart::unknown};
};

TEST_F(BeyondOnePerson, UnfilteredRetrievesFindEverybodysData) {
    EXPECT_EQ(values("context Unfiltered define X: Count([Condition])"), (Texts{"3", "3", "3"}));
    EXPECT_EQ(values("context Unfiltered define X: Count([Condition: \"Fall\"])"),
              (Texts{"2", "2", "2"}));
    EXPECT_EQ(values("context Unfiltered define X: Count([Patient])"), (Texts{"3", "3", "3"}));
}

TEST_F(BeyondOnePerson, APatientDefinitionIsAListInTheUnfilteredContext) {
    constexpr std::string_view fell =
        "context Patient define Fell: exists [Condition: \"Fall\"]\n"
        "define Age: AgeInYearsAt(@2026-11-01)\n"
        "context Unfiltered\n";
    EXPECT_EQ(values(std::string(fell) + "define X: Fell"), Texts(3, "{ true, true, false }"));
    EXPECT_EQ(values(std::string(fell) + "define X: Count(Fell F where F)"), Texts(3, "2"));
    EXPECT_EQ(values(std::string(fell) + "define X: Max(Age)"), Texts(3, "66"));
}

TEST_F(BeyondOnePerson, AnUnfilteredDefinitionIsOneValueInThePatientContext) {
    EXPECT_EQ(values("context Patient define Age: AgeInYearsAt(@2026-11-01)\n"
                     "context Unfiltered define Oldest: Max(Age)\n"
                     "context Patient define X: Age = Oldest"),
              (Texts{"false", "false", "true"}));
}

TEST_F(BeyondOnePerson, FailuresOfOnePersonAreNullForEverybody) {
    EXPECT_EQ(values("context Patient define One: singleton from ([Observation] O return O.id)\n"
                     "context Unfiltered define X: Count(One O return all O is null)"),
              Texts(3, "3"));
}

TEST_F(BeyondOnePerson, RelatedRetrievesFindTheOtherPersonsData) {
    constexpr std::string_view mother =
        "context Patient define Mother: singleton from ([RelatedPerson])\n";
    EXPECT_EQ(values(std::string(mother) + "define X: Count([Mother -> Observation])"),
              (Texts{"0", "2", "0"}));
    EXPECT_EQ(values(std::string(mother) +
                     "define X: ([\"Mother\" -> Condition: \"Fall\"]) C return C.id"),
              (Texts{"{}", "{ 'm1' }", "{}"}));
    EXPECT_EQ(values("context Patient define Other: 'Patient/stranger'\n"
                     "define X: ([Other -> Condition]) C return C.id"),
              Texts(3, "{ 's1' }"));
}

TEST_F(BeyondOnePerson, WhatHasNoMeaningIsSaidWhenCompiling) {
    EXPECT_THAT(values("context Unfiltered define X: AgeInYears() > 3")[0],
                testing::StartsWith("The patient's age has no meaning in the Unfiltered context"));
    EXPECT_THAT(values("context Unfiltered define X: Patient.gender")[0],
                testing::StartsWith("Patient has no meaning in the Unfiltered context"));
    EXPECT_THAT(values("context Patient define N: 3 define X: [N -> Condition]")[0],
                testing::HasSubstr("not by Integer"));
    EXPECT_THAT(values("context Practitioner define X: 1")[0],
                testing::StartsWith("The context Practitioner is not supported"));
    for (const std::string_view text :
         {"context Unfiltered define X: [Condition]",
          "context Patient define P: 'p' define X: [P -> Condition]",
          "context Patient define P: true context Unfiltered define X: P"}) {
        const Compilation made = compiled(text, CompileInput::Source::records);
        ASSERT_FALSE(made.errors.empty()) << text;
        EXPECT_THAT(made.errors[0].message, testing::HasSubstr("one person at a time"));
    }
}

}  // namespace
}  // namespace openpcn::cql
