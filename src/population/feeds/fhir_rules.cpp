#include "population/feeds/fhir_rules.h"

namespace openpcn::feeds {

namespace {

using Path = records::ElementPath;
using Shape = FhirShape;
using Type = records::ResourceType;

constexpr FhirRule condition_rules[] = {
    {"clinicalStatus", Shape::status_concept},
    {"verificationStatus", Shape::concept_, Path::verification_status},
    {"category", Shape::concept_, Path::category},
    {"severity", Shape::concept_, Path::severity},
    {"code", Shape::main_concept},
    {"bodySite", Shape::concept_, Path::body_site},
    {"subject", Shape::owner},
    {"encounter", Shape::reference, Path::encounter, Type::encounter},
    {"onsetDateTime", Shape::when},
    {"onsetPeriod", Shape::when_period},
    {"onsetString", Shape::text, Path::note},
    {"abatementDateTime", Shape::date, Path::end},
    {"abatementPeriod", Shape::period_end, Path::end},
    {"abatementString", Shape::text, Path::end},
    {"abatementBoolean", Shape::boolean, Path::end},
    {"recordedDate", Shape::date, Path::recorded_date},
    {"recorder", Shape::who, Path::practitioner},
    {"note", Shape::annotation, Path::note},
};

constexpr FhirRule observation_rules[] = {
    {"status", Shape::status},
    {"category", Shape::concept_, Path::category},
    {"code", Shape::main_concept},
    {"subject", Shape::owner},
    {"encounter", Shape::reference, Path::encounter, Type::encounter},
    {"effectiveDateTime", Shape::when},
    {"effectiveInstant", Shape::when},
    {"effectivePeriod", Shape::when_period, Path::end},
    {"issued", Shape::date, Path::issued},
    {"performer", Shape::who, Path::performed_by},
    {"valueQuantity", Shape::value},
    {"valueCodeableConcept", Shape::value},
    {"valueString", Shape::value},
    {"valueBoolean", Shape::value},
    {"valueInteger", Shape::value},
    {"valueRange", Shape::value},
    {"valueRatio", Shape::value},
    {"valueSampledData", Shape::value},
    {"valueTime", Shape::value},
    {"valueDateTime", Shape::value},
    {"valuePeriod", Shape::value},
    {"dataAbsentReason", Shape::concept_, Path::data_absent_reason},
    {"interpretation", Shape::concept_, Path::interpretation},
    {"note", Shape::annotation, Path::note},
    {"bodySite", Shape::concept_, Path::body_site},
    {"method", Shape::concept_, Path::method},
    {"referenceRange", Shape::reference_range},
    {"component", Shape::component},
    {"basedOn", Shape::reference, Path::based_on, Type::service_request},
    {"partOf", Shape::reference, Path::part_of, Type::procedure},
};

constexpr FhirRule medication_request_rules[] = {
    {"status", Shape::status},
    {"statusReason", Shape::concept_, Path::status_reason},
    {"intent", Shape::text, Path::intent},
    {"category", Shape::concept_, Path::category},
    {"doNotPerform", Shape::boolean, Path::do_not_perform},
    {"medicationCodeableConcept", Shape::main_concept},
    {"medicationReference", Shape::medication, Path::medication_reference, Type::medication},
    {"subject", Shape::owner},
    {"encounter", Shape::reference, Path::encounter, Type::encounter},
    {"authoredOn", Shape::when},
    {"requester", Shape::who, Path::practitioner},
    {"reasonCode", Shape::concept_, Path::reason_code},
    {"reasonReference", Shape::reference, Path::reason_reference, Type::condition},
    {"basedOn", Shape::reference, Path::based_on, Type::medication_request},
    {"courseOfTherapyType", Shape::course_of_therapy, Path::course_of_therapy},
    {"note", Shape::annotation, Path::note},
    {"dosageInstruction", Shape::dosage, Path::dosage_text},
    {"dispenseRequest", Shape::dispense_request},
};

constexpr FhirRule procedure_rules[] = {
    {"status", Shape::status},
    {"statusReason", Shape::concept_, Path::status_reason},
    {"category", Shape::concept_, Path::category},
    {"code", Shape::main_concept},
    {"subject", Shape::owner},
    {"encounter", Shape::reference, Path::encounter, Type::encounter},
    {"performedDateTime", Shape::when},
    {"performedPeriod", Shape::when_period, Path::end},
    {"performedString", Shape::text, Path::note},
    {"recorder", Shape::who, Path::practitioner},
    {"reasonCode", Shape::concept_, Path::reason_code},
    {"reasonReference", Shape::reference, Path::reason_reference, Type::condition},
    {"bodySite", Shape::concept_, Path::body_site},
    {"note", Shape::annotation, Path::note},
    {"basedOn", Shape::reference, Path::based_on, Type::service_request},
    {"partOf", Shape::reference, Path::part_of, Type::procedure},
};

constexpr FhirRule encounter_rules[] = {
    {"status", Shape::status},
    {"class", Shape::coding, Path::encounter_class},
    {"type", Shape::main_concept},
    {"subject", Shape::owner},
    {"participant", Shape::encounter_staff, Path::practitioner},
    {"period", Shape::when_period, Path::end},
    {"length", Shape::quantity, Path::encounter_length},
    {"reasonCode", Shape::concept_, Path::reason_code},
    {"reasonReference", Shape::reference, Path::reason_reference, Type::condition},
    {"diagnosis", Shape::diagnosis, Path::diagnosis_condition, Type::condition},
    {"hospitalization", Shape::hospitalization},
    {"location", Shape::encounter_location, Path::location, Type::location},
    {"serviceProvider", Shape::organization, Path::organization},
    {"partOf", Shape::reference, Path::part_of, Type::encounter},
    {"basedOn", Shape::reference, Path::based_on, Type::service_request},
};

constexpr FhirRule immunization_rules[] = {
    {"status", Shape::status},
    {"statusReason", Shape::concept_, Path::status_reason},
    {"vaccineCode", Shape::main_concept},
    {"patient", Shape::owner},
    {"encounter", Shape::reference, Path::encounter, Type::encounter},
    {"occurrenceDateTime", Shape::when},
    {"occurrenceString", Shape::text, Path::note},
    {"recorded", Shape::date, Path::recorded_date},
    {"reasonCode", Shape::concept_, Path::reason_code},
    {"reasonReference", Shape::reference, Path::reason_reference, Type::condition},
    {"doseQuantity", Shape::quantity, Path::dose_quantity},
    {"site", Shape::concept_, Path::body_site},
    {"note", Shape::annotation, Path::note},
    {"extension", Shape::extension},
};

constexpr FhirRule allergy_intolerance_rules[] = {
    {"clinicalStatus", Shape::status_concept},
    {"verificationStatus", Shape::concept_, Path::verification_status},
    {"type", Shape::text, Path::allergy_type},
    {"category", Shape::text, Path::category},
    {"criticality", Shape::text, Path::criticality},
    {"code", Shape::main_concept},
    {"patient", Shape::owner},
    {"encounter", Shape::reference, Path::encounter, Type::encounter},
    {"onsetDateTime", Shape::when},
    {"onsetPeriod", Shape::when_period, Path::end},
    {"onsetString", Shape::text, Path::note},
    {"recordedDate", Shape::date, Path::recorded_date},
    {"recorder", Shape::who, Path::practitioner},
    {"note", Shape::annotation, Path::note},
    {"reaction", Shape::reaction, Path::reaction_manifestation},
};

constexpr FhirRule service_request_rules[] = {
    {"status", Shape::status},
    {"intent", Shape::text, Path::intent},
    {"category", Shape::concept_, Path::category},
    {"doNotPerform", Shape::boolean, Path::do_not_perform},
    {"code", Shape::main_concept},
    {"subject", Shape::owner},
    {"encounter", Shape::reference, Path::encounter, Type::encounter},
    {"authoredOn", Shape::when},
    {"occurrenceDateTime", Shape::when_fallback},
    {"occurrencePeriod", Shape::fallback_period, Path::occurrence_end},
    {"requester", Shape::who, Path::practitioner},
    {"reasonCode", Shape::concept_, Path::reason_code},
    {"reasonReference", Shape::reference, Path::reason_reference, Type::condition},
    {"bodySite", Shape::concept_, Path::body_site},
    {"note", Shape::annotation, Path::note},
    {"basedOn", Shape::reference, Path::based_on, Type::service_request},
};

constexpr FhirRule diagnostic_report_rules[] = {
    {"status", Shape::status},
    {"category", Shape::concept_, Path::category},
    {"code", Shape::main_concept},
    {"subject", Shape::owner},
    {"encounter", Shape::reference, Path::encounter, Type::encounter},
    {"effectiveDateTime", Shape::when},
    {"effectivePeriod", Shape::when_period, Path::end},
    {"issued", Shape::date, Path::issued},
    {"performer", Shape::who, Path::performed_by},
    {"result", Shape::reference, Path::result, Type::observation},
    {"conclusion", Shape::text, Path::note},
    {"basedOn", Shape::reference, Path::based_on, Type::service_request},
};

constexpr FhirRule care_plan_rules[] = {
    {"status", Shape::status},
    {"intent", Shape::text, Path::intent},
    {"category", Shape::main_or_concept, Path::category},
    {"title", Shape::text, Path::original_term},
    {"subject", Shape::owner},
    {"encounter", Shape::reference, Path::encounter, Type::encounter},
    {"period", Shape::when_period, Path::end},
    {"created", Shape::when_fallback},
    {"addresses", Shape::reference, Path::reason_reference, Type::condition},
    {"activity", Shape::activity, Path::activity_code},
    {"note", Shape::annotation, Path::note},
    {"basedOn", Shape::reference, Path::based_on, Type::care_plan},
    {"partOf", Shape::reference, Path::part_of, Type::care_plan},
};

constexpr FhirRule coverage_rules[] = {
    {"status", Shape::status},
    {"type", Shape::main_or_concept, Path::coverage_type},
    {"beneficiary", Shape::owner},
    {"period", Shape::when_period, Path::end},
    {"payor", Shape::payor, Path::payor},
};

constexpr FhirRule appointment_rules[] = {
    {"status", Shape::status},
    {"cancelationReason", Shape::concept_, Path::status_reason},
    {"serviceType", Shape::main_concept},
    {"serviceCategory", Shape::concept_, Path::category},
    {"appointmentType", Shape::concept_, Path::category},
    {"reasonCode", Shape::concept_, Path::reason_code},
    {"reasonReference", Shape::reference, Path::reason_reference, Type::condition},
    {"start", Shape::when},
    {"end", Shape::date, Path::end},
    {"minutesDuration", Shape::integer, Path::slot_minutes},
    {"created", Shape::date, Path::booked_at},
    {"comment", Shape::text, Path::note},
    {"participant", Shape::participant, Path::performed_by},
    {"extension", Shape::extension},
};

constexpr FhirRule medication_administration_rules[] = {
    {"status", Shape::status},
    {"statusReason", Shape::concept_, Path::status_reason},
    {"category", Shape::concept_, Path::category},
    {"medicationCodeableConcept", Shape::main_concept},
    {"medicationReference", Shape::medication, Path::medication_reference, Type::medication},
    {"subject", Shape::owner},
    {"context", Shape::reference, Path::encounter, Type::encounter},
    {"effectiveDateTime", Shape::when},
    {"effectivePeriod", Shape::when_period, Path::end},
    {"performer", Shape::who, Path::performed_by},
    {"reasonCode", Shape::concept_, Path::reason_code},
    {"reasonReference", Shape::reference, Path::reason_reference, Type::condition},
    {"request", Shape::reference, Path::based_on, Type::medication_request},
    {"note", Shape::annotation, Path::note},
    {"dosage", Shape::dosage, Path::dosage_text},
};

constexpr FhirRule medication_dispense_rules[] = {
    {"status", Shape::status},
    {"category", Shape::concept_, Path::category},
    {"medicationCodeableConcept", Shape::main_concept},
    {"medicationReference", Shape::medication, Path::medication_reference, Type::medication},
    {"subject", Shape::owner},
    {"context", Shape::reference, Path::encounter, Type::encounter},
    {"authorizingPrescription", Shape::reference, Path::based_on, Type::medication_request},
    {"quantity", Shape::quantity, Path::dispense_quantity},
    {"daysSupply", Shape::days, Path::dispense_days},
    {"whenHandedOver", Shape::when},
    {"whenPrepared", Shape::when_fallback},
    {"note", Shape::annotation, Path::note},
    {"dosageInstruction", Shape::dosage, Path::dosage_text},
};

constexpr FhirRule medication_statement_rules[] = {
    {"status", Shape::status},
    {"statusReason", Shape::concept_, Path::status_reason},
    {"category", Shape::concept_, Path::category},
    {"medicationCodeableConcept", Shape::main_concept},
    {"medicationReference", Shape::medication, Path::medication_reference, Type::medication},
    {"subject", Shape::owner},
    {"context", Shape::reference, Path::encounter, Type::encounter},
    {"effectiveDateTime", Shape::when},
    {"effectivePeriod", Shape::when_period, Path::end},
    {"dateAsserted", Shape::date, Path::recorded_date},
    {"reasonCode", Shape::concept_, Path::reason_code},
    {"reasonReference", Shape::reference, Path::reason_reference, Type::condition},
    {"basedOn", Shape::reference, Path::based_on, Type::medication_request},
    {"note", Shape::annotation, Path::note},
    {"dosage", Shape::dosage, Path::dosage_text},
};

constexpr FhirRule device_request_rules[] = {
    {"status", Shape::status},
    {"intent", Shape::text, Path::intent},
    {"codeCodeableConcept", Shape::main_concept},
    {"subject", Shape::owner},
    {"encounter", Shape::reference, Path::encounter, Type::encounter},
    {"authoredOn", Shape::when},
    {"occurrenceDateTime", Shape::when_fallback},
    {"occurrencePeriod", Shape::fallback_period, Path::occurrence_end},
    {"requester", Shape::who, Path::practitioner},
    {"reasonCode", Shape::concept_, Path::reason_code},
    {"reasonReference", Shape::reference, Path::reason_reference, Type::condition},
    {"note", Shape::annotation, Path::note},
};

constexpr FhirRule communication_rules[] = {
    {"status", Shape::status},
    {"statusReason", Shape::concept_, Path::status_reason},
    {"category", Shape::concept_, Path::category},
    {"topic", Shape::main_concept},
    {"medium", Shape::concept_, Path::delivery_channel},
    {"subject", Shape::owner},
    {"encounter", Shape::reference, Path::encounter, Type::encounter},
    {"sent", Shape::when},
    {"received", Shape::when_fallback},
    {"reasonCode", Shape::concept_, Path::reason_code},
    {"reasonReference", Shape::reference, Path::reason_reference, Type::condition},
    {"basedOn", Shape::reference, Path::based_on, Type::service_request},
    {"partOf", Shape::reference, Path::part_of, Type::communication},
    {"note", Shape::annotation, Path::note},
};

constexpr FhirRule task_rules[] = {
    {"status", Shape::status},
    {"statusReason", Shape::concept_, Path::status_reason},
    {"intent", Shape::text, Path::intent},
    {"code", Shape::main_concept},
    {"description", Shape::text, Path::note},
    {"for", Shape::owner},
    {"encounter", Shape::reference, Path::encounter, Type::encounter},
    {"authoredOn", Shape::when},
    {"executionPeriod", Shape::fallback_period, Path::end},
    {"requester", Shape::who, Path::practitioner},
    {"owner", Shape::who, Path::performed_by},
    {"reasonCode", Shape::concept_, Path::reason_code},
    {"reasonReference", Shape::reference, Path::reason_reference, Type::condition},
    {"basedOn", Shape::reference, Path::based_on, Type::service_request},
    {"partOf", Shape::reference, Path::part_of, Type::task},
    {"note", Shape::annotation, Path::note},
};

constexpr FhirRule goal_rules[] = {
    {"lifecycleStatus", Shape::status},
    {"category", Shape::concept_, Path::category},
    {"description", Shape::main_concept},
    {"subject", Shape::owner},
    {"startDate", Shape::when},
    {"statusDate", Shape::date, Path::recorded_date},
    {"statusReason", Shape::text, Path::status_reason},
    {"addresses", Shape::reference, Path::reason_reference, Type::condition},
    {"note", Shape::annotation, Path::note},
};

constexpr FhirRule family_member_history_rules[] = {
    {"status", Shape::status},
    {"patient", Shape::owner},
    {"date", Shape::when},
    {"relationship", Shape::main_concept},
    {"reasonCode", Shape::concept_, Path::reason_code},
    {"reasonReference", Shape::reference, Path::reason_reference, Type::condition},
    {"note", Shape::annotation, Path::note},
    {"condition", Shape::family_condition, Path::component_code},
};

constexpr FhirRule adverse_event_rules[] = {
    {"category", Shape::concept_, Path::category},
    {"event", Shape::main_concept},
    {"subject", Shape::owner},
    {"encounter", Shape::reference, Path::encounter, Type::encounter},
    {"date", Shape::when},
    {"detected", Shape::when_fallback},
    {"recordedDate", Shape::date, Path::recorded_date},
    {"severity", Shape::concept_, Path::severity},
    {"resultingCondition", Shape::reference, Path::reason_reference, Type::condition},
};

}  // namespace

std::span<const FhirRule> fhir_rules(records::ResourceType type) {
    switch (type) {
        case Type::condition:
            return condition_rules;
        case Type::observation:
            return observation_rules;
        case Type::medication_request:
            return medication_request_rules;
        case Type::procedure:
            return procedure_rules;
        case Type::encounter:
            return encounter_rules;
        case Type::immunization:
            return immunization_rules;
        case Type::allergy_intolerance:
            return allergy_intolerance_rules;
        case Type::service_request:
            return service_request_rules;
        case Type::diagnostic_report:
            return diagnostic_report_rules;
        case Type::care_plan:
            return care_plan_rules;
        case Type::coverage:
            return coverage_rules;
        case Type::appointment:
            return appointment_rules;
        case Type::medication_administration:
            return medication_administration_rules;
        case Type::medication_dispense:
            return medication_dispense_rules;
        case Type::medication_statement:
            return medication_statement_rules;
        case Type::device_request:
            return device_request_rules;
        case Type::communication:
            return communication_rules;
        case Type::task:
            return task_rules;
        case Type::goal:
            return goal_rules;
        case Type::family_member_history:
            return family_member_history_rules;
        case Type::adverse_event:
            return adverse_event_rules;
        default:
            return {};
    }
}

}  // namespace openpcn::feeds
