#include "population/fhir_model/model.h"

#include <gtest/gtest.h>

namespace openpcn::fhir {
namespace {

TEST(Model, KnowsWhereEachElementStands) {
    struct Case {
        std::string_view model, owner, element, type, source;
    };
    for (const auto& [model_name, owner, element, type, source] : std::vector<Case>{
             {"FHIR", "Condition", "onset", "Choice<dateTime|Age|Period|Range|string>", ""},
             {"FHIR", "Condition", "id", "id", ""},
             {"FHIR", "Encounter.Location", "period", "Period", ""},
             {"QICore", "Encounter", "period", "Interval<DateTime>", ""},
             {"QICore", "Patient", "birthsex", "String",
              "extension.value http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex"},
             {"QICore", "USCoreBloodPressureProfile", "VSCat", "Concept",
              "coded http://terminology.hl7.org/CodeSystem/observation-category vital-signs "
              "category"},
             {"QICore", "MedicationNotRequested", "medication", "Choice<Concept|ValueSet>",
              "or-value-set"},
             // What the profile's model information leaves out is FHIR's.
             {"QICore", "Patient.Address", "postalCode", "string", ""},
             {"USCore", "PatientProfile", "race", "RaceExtension",
              "extension http://hl7.org/fhir/us/core/StructureDefinition/us-core-race"},
         }) {
        const Model* model = find_model(model_name);
        ASSERT_NE(model, nullptr);
        const ModelClass* found = model->find(owner);
        ASSERT_NE(found, nullptr) << owner;
        const ClassElement* its = model->find_element(*found, element);
        ASSERT_NE(its, nullptr) << owner << "." << element;
        EXPECT_EQ(its->type, type) << owner << "." << element;
        EXPECT_EQ(its->source, source) << owner << "." << element;
        EXPECT_EQ(element_number(element), its->number);
    }
}

TEST(Model, HasNoElementThatNoClassHas) {
    const Model& model = fhir_model();
    EXPECT_EQ(model.find_element(*model.find("Condition"), "colour"), nullptr);
    EXPECT_EQ(model.find("Humour"), nullptr);
    EXPECT_EQ(find_model("OMOP"), nullptr);
    EXPECT_EQ(class_number("Humour"), no_class);
    EXPECT_FALSE(element_number("colourOfMoney").has_value());
}

TEST(Model, SaysWhatAProfileIsInPlainFhirAndHowItIsRetrieved) {
    const ModelClass* found = find_model("QICore")->find("ConditionProblemsHealthConcerns");
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(found->fhir_class, "Condition");
    EXPECT_EQ(found->code_path, "code");
    EXPECT_TRUE(is_known_profile(found->profile));
    EXPECT_FALSE(is_known_profile("http://hl7.org/fhir/us/qicore/StructureDefinition/qicore-soup"));
    EXPECT_TRUE(find_model("QICore")->is_based_on(*found, "DomainResource"));
    EXPECT_FALSE(find_model("QICore")->is_based_on(*found, "BackboneElement"));
    EXPECT_EQ(class_name(class_number("Encounter")), "Encounter");
}

}  // namespace
}  // namespace openpcn::fhir
