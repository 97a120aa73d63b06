#include "population/fhir_documents/document_store.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "population/cql/literals.h"

namespace openpcn::fhir {
namespace {

using cql::Value;
using cql::ValueKind;

class Documents : public testing::Test {
protected:
    void add(std::string_view json) {
        const auto added = store.add(json, "test");
        ASSERT_TRUE(added.has_value()) << to_string(added.error());
    }
    static Value element(const cql::Element& owner, std::string_view name) {
        return owner.find(*element_number(name));
    }
    // The first resource of a class in the first document.
    const cql::Element& first(std::string_view type) {
        for (const cql::Resource& resource : store.documents().at(0).resources) {
            if (resource.element->class_number == class_number(type)) return *resource.element;
        }
        ADD_FAILURE() << "no " << type;
        return *store.documents().at(0).patient;
    }

    ConceptDictionary concepts;
    TextPool texts;
    DocumentStore store{concepts, texts, MissingStart::unknown};
};

TEST_F(Documents, OfABundleWithOnePatientHoldAllItsResources) {
    add(R"({"resourceType":"Bundle","entry":[
        {"resource":{"resourceType":"Encounter","id":"e","subject":{"reference":"Patient/other"}}},
        {"resource":{"resourceType":"Patient","id":"p","birthDate":"1961-12-01"}},
        {"resource":{"resourceType":"Claim","id":"c"}}]})");
    store.finish();
    ASSERT_EQ(store.documents().size(), 1u);
    EXPECT_EQ(store.documents()[0].id, "p");
    EXPECT_EQ(store.documents()[0].birth.to_string(), "1961-12-01");
    EXPECT_EQ(store.documents()[0].resources.size(), 3u);
    EXPECT_TRUE(std::ranges::is_sorted(
        store.documents()[0].resources, {},
        [](const cql::Resource& resource) { return resource.element->class_number; }));
}

TEST_F(Documents, OfLooseResourcesArePutTogetherByPatient) {
    add(R"({"resourceType":"Condition","id":"1","subject":{"reference":"Patient/b"}})");
    add(R"({"resourceType":"Patient","id":"a"})");
    add(R"({"resourceType":"Patient","id":"b"})");
    add(R"({"resourceType":"Medication","id":"m","code":{"coding":[{"code":"x"}]}})");
    add(R"({"resourceType":"MedicationRequest","id":"2","subject":{"reference":"Patient/b"},
            "medicationReference":{"reference":"Medication/m"}})");
    add(R"({"resourceType":"Coverage","id":"3","beneficiary":{"reference":"Patient/a"}})");
    store.finish();
    ASSERT_EQ(store.documents().size(), 2u);
    const auto classes = [&](std::size_t i) {
        std::vector<std::string> names;
        for (const cql::Resource& resource : store.documents()[i].resources)
            names.emplace_back(class_name(resource.element->class_number));
        std::ranges::sort(names);
        return names;
    };
    EXPECT_EQ(classes(0), (std::vector<std::string>{"Coverage", "Patient"}));
    EXPECT_EQ(classes(1), (std::vector<std::string>{"Condition", "Medication", "MedicationRequest",
                                                    "Patient"}));
}

TEST_F(Documents, OfAFolderBelongToItsOnePatient) {
    store.begin_group();
    add(R"({"resourceType":"Patient","id":"a"})");
    add(R"({"resourceType":"Encounter","id":"e","subject":{"reference":"Patient/mistyped"}})");
    store.end_group();
    store.finish();
    ASSERT_EQ(store.documents().size(), 1u);
    EXPECT_EQ(store.documents()[0].resources.size(), 2u);
}

TEST_F(Documents, HoldTheValuesThatFhirHelpersWouldMake) {
    add(R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"p"}},
        {"resource":{"resourceType":"Observation","status":"final","effectiveDateTime":
          "2026-02-10T08:15:00Z","code":{"coding":[{"system":"http://loinc.org","code":"1"},
          {"system":"http://snomed.info/sct","code":"2"}]},"valueQuantity":{"value":7.25,
          "unit":"days","system":"http://unitsofmeasure.org","code":"d"},
          "referenceRange":[{"low":{"value":1,"comparator":"<"}}]}},
        {"resource":{"resourceType":"Encounter","period":{"end":"2026-01-02"}}},
        {"resource":{"resourceType":"MedicationAdministration","effectivePeriod":
          {"start":"2026-01-01","end":"2026-01-02"}}}]})");
    store.finish();
    const cql::Element& observation = first("Observation");
    EXPECT_EQ(element(observation, "status").text(), "final");
    const Value effective = element(observation, "effective");
    EXPECT_EQ(effective.date_time().precision(), PartialDateTime::Precision::millisecond);
    EXPECT_EQ(element(observation, "code").kind, ValueKind::concept_);
    EXPECT_EQ(element(observation, "code").items().size(), 2u);
    const Value value = element(observation, "value");
    EXPECT_EQ(value.kind, ValueKind::quantity);
    EXPECT_TRUE(value.wide() == cql::parse_decimal("7.25"));
    EXPECT_EQ(texts.at(value.extra), "day");
    // A quantity with a comparator is none.
    const Value ranges = element(observation, "referenceRange");
    ASSERT_EQ(ranges.kind, ValueKind::list);
    EXPECT_TRUE(element(cql::element_of(ranges.items()[0]), "low").is_null());
    const Value period = element(first("Encounter"), "period");
    ASSERT_EQ(period.kind, ValueKind::interval);
    EXPECT_TRUE(period.low_bound().is_null());
    EXPECT_EQ(period.flags, Value::high_closed);
    EXPECT_EQ(element(first("MedicationAdministration"), "effective").kind, ValueKind::interval);
}

TEST_F(Documents, TellRetrievesTheirCodesProfilesAndNegatedValueSets) {
    add(R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"p"}},
        {"resource":{"resourceType":"MedicationRequest",
          "meta":{"profile":["http://a|1.0","http://b"]},
          "medicationCodeableConcept":{"extension":[{"url":
          "http://hl7.org/fhir/us/qicore/StructureDefinition/qicore-notDoneValueSet",
          "valueCanonical":"http://set|2"}]}}},
        {"resource":{"resourceType":"Encounter","type":[{"coding":[{"code":"1"}]},
          {"coding":[{"code":"2"}]}]}}]})");
    store.finish();
    for (const cql::Resource& resource : store.documents()[0].resources) {
        const std::string_view type = class_name(resource.element->class_number);
        if (type == "Encounter") {
            EXPECT_EQ(resource.codes.size(), 2u);
        }
        if (type != "MedicationRequest") continue;
        ASSERT_EQ(resource.profiles.size(), 2u);
        EXPECT_EQ(texts.at(resource.profiles[0]), "http://a");
        EXPECT_EQ(texts.at(resource.not_done_value_set), "http://set");
    }
}

TEST_F(Documents, CountWhatCouldNotBeReadAndQuoteNone) {
    add(R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"p",
        "birthDate":"the first of May"}},{"resource":{"resourceType":"Humour"}}]})");
    store.finish();
    EXPECT_EQ(store.issue_count(), 2u);
    EXPECT_EQ(store.issues()[0], "test: Patient.birthDate was not read");
    EXPECT_FALSE(store.documents()[0].birth.has_value());
}

TEST_F(Documents, AreRefusedWhereTheyAreNotFhir) {
    for (const std::string_view json :
         {"", "{", "[]", "{\"a\": 1}", "{\"resourceType\": 7}", "nonsense"}) {
        const auto added = store.add(json, "patients.ndjson, line 3");
        ASSERT_FALSE(added) << json;
        EXPECT_EQ(added.error().where, "patients.ndjson, line 3.");
    }
    // Nesting that is meant to exhaust the stack.
    std::string deep = R"({"resourceType":"Patient","contact":)";
    for (int i = 0; i < 100000; ++i) deep += R"([{"extension":)";
    EXPECT_FALSE(store.add(deep, "deep"));
}

}  // namespace
}  // namespace openpcn::fhir
