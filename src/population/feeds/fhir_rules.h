// Which FHIR element of which resource becomes which part of an entry: the map of the import, one
// table per resource type. Elements that no table names are not kept in the record.
//
// Constant tables; safe to share.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "population/records/model.h"

namespace openpcn::feeds {

// How an element is read.
enum class FhirShape : std::uint8_t {
    main_concept,        // CodeableConcept: the entry's code; further ones are `coding` elements
    main_or_concept,     // list: the first is the entry's code, and all are elements of `path` too
    status,              // code: the entry's status
    status_concept,      // CodeableConcept whose first code is the entry's status
    when,                // date: the entry's time
    when_fallback,       // date: the entry's time where no other element gives it
    when_period,         // Period: start is the entry's time, end is `path`
    fallback_period,     // Period: as when_period, where no other element gives the time
    value,               // the entry's value, by the name of its type
    concept_,            // CodeableConcept(s), element(s) of kind code; of kind text if only text
    coding,              // Coding
    text,                // string, code, markdown or uri, or a list of them
    date,                // date_time
    period_end,          // Period: its end
    boolean,             // boolean
    integer,             // integer
    quantity,            // Quantity
    reference,           // Reference(s) to another entry; `target` where the reference does not say
    who,                 // Reference(s) to a person or organisation, as "Type/id", never a name
    annotation,          // Annotation(s): their text
    owner,               // Reference to the patient whom the entry is of
    medication,          // Reference to a Medication, whose code becomes the entry's
    component,           // Observation.component
    reference_range,     // Observation.referenceRange
    dosage,              // Dosage(s): text and first dose
    dispense_request,    // MedicationRequest.dispenseRequest
    course_of_therapy,   // CodeableConcept, brought to "repeat" or "acute" where it means that
    days,                // Duration, in days
    diagnosis,           // Encounter.diagnosis
    hospitalization,     // Encounter.hospitalization
    encounter_location,  // Encounter.location
    encounter_staff,     // Encounter.participant
    organization,        // Reference to an organisation: its ODS code
    activity,            // CarePlan.activity
    reaction,            // AllergyIntolerance.reaction
    payor,               // Coverage.payor
    participant,         // Appointment.participant
    family_condition,    // FamilyMemberHistory.condition
    extension,           // extensions of UK Core that the model has a place for
};

struct FhirRule {
    std::string_view name;
    FhirShape shape;
    records::ElementPath path = records::ElementPath::none;
    records::ResourceType target = records::ResourceType::count;
};

// Empty for types that are no entries (Patient, EpisodeOfCare, Location, Medication).
std::span<const FhirRule> fhir_rules(records::ResourceType type);

}  // namespace openpcn::feeds
