// What a record keeps of FHIR R4: the resource types, statuses and elements, by number.
//
// This is the one list that readers write, rules read and the compiler checks: a rule that reads an
// element which is not here is refused when it is compiled. Numbers are stored; add at the end,
// never renumber.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace openpcn::records {

// Entries of a record are sorted by type in this order.
enum class ResourceType : std::uint8_t {
    patient,          // exactly one entry; carries the demographic elements
    episode_of_care,  // registration at a practice
    condition,
    observation,
    medication_request,  // repeat templates and issues
    procedure,
    encounter,
    immunization,
    allergy_intolerance,
    service_request,
    diagnostic_report,
    care_plan,
    coverage,
    appointment,
    medication_administration,
    medication_dispense,
    medication_statement,
    device_request,
    communication,
    task,
    goal,
    family_member_history,
    adverse_event,
    location,
    medication,
    count,
};
inline constexpr std::size_t resource_type_count = static_cast<std::size_t>(ResourceType::count);

std::string_view fhir_name(ResourceType type);  // "MedicationRequest"
std::optional<ResourceType> resource_type_from_fhir(std::string_view name);

// The `status` of a resource (Condition: clinicalStatus), all types in one list.
enum class Status : std::uint8_t {
    none,  // the feed gave none
    active,
    inactive,
    completed,
    entered_in_error,
    cancelled,
    stopped,
    on_hold,
    draft,
    unknown,
    final_,
    amended,
    corrected,
    preliminary,
    registered,
    partial,
    appended,
    finished,
    planned,
    in_progress,
    arrived,
    triaged,
    onleave,
    recurrence,
    relapse,
    remission,
    resolved,
    not_done,
    preparation,
    aborted,
    ended,
    proposed,
    pending,
    booked,
    fulfilled,
    noshow,
    checked_in,
    waitlist,
    revoked,
    waiting,
    intended,
    not_taken,
    declined,
    waitlisted,
    accepted,
    rejected,
    requested,
    received,
    ready,
    failed,
    suspended,
    count,
};
std::string_view fhir_code(Status status);  // "entered-in-error"; "" for none
std::optional<Status> status_from_fhir(std::string_view code);

// What an entry's or element's 64-bit value is.
enum class ValueKind : std::uint8_t {
    none,
    quantity,  // Decimal units; unit in the text pool
    code,      // ConceptIndex
    text,      // TextIndex
    boolean,   // 0 or 1
    integer,
    date_time,  // PartialDateTime bits
    reference,  // EntryKey of the entry meant, in the same record
};

// Elements beside the columns of Entry. A comment names the FHIR path where the name does not.
enum class ElementPath : std::uint16_t {
    none,
    coding,  // a further coding of the main CodeableConcept
    category,
    recorded_date,        // Condition.recordedDate, AllergyIntolerance.recordedDate
    issued,               // Observation.issued, DiagnosticReport.issued
    end,                  // end of the period; Condition.abatement[x]
    encounter,            // reference
    verification_status,  // Condition, AllergyIntolerance
    severity,
    body_site,
    interpretation,
    data_absent_reason,
    component_code,  // group: number of the component
    component_value,
    component_data_absent_reason,
    reference_range_low,
    reference_range_high,
    method,
    value_comparator,  // Quantity.comparator of the value, as text: "<", ">="
    reason_code,
    reason_reference,
    status_reason,
    intent,             // text: order, plan, ...
    course_of_therapy,  // text: "repeat" or "acute" (MedicationRequest.courseOfTherapyType)
    dosage_text,
    dose_quantity,
    dispense_quantity,
    dispense_days,  // MedicationRequest.dispenseRequest.expectedSupplyDuration, in days
    repeats_allowed,
    do_not_perform,
    medication_reference,  // reference
    encounter_class,       // code
    encounter_length,
    discharge_disposition,  // Encounter.hospitalization.dischargeDisposition
    admit_source,
    diagnosis_condition,  // Encounter.diagnosis.condition, reference; group: its number
    diagnosis_use,
    diagnosis_rank,
    location,  // Encounter.location.location, reference; group: its number
    location_start,
    location_end,
    practitioner,   // who recorded it, as text: role or code, never a name
    organization,   // text: ODS code, where it differs from the practice of the entry
    result,         // DiagnosticReport.result, reference
    based_on,       // reference
    part_of,        // reference
    note,           // text, as it came
    original_term,  // text: what the user saw, where it is not the display of the code
    profile,        // meta.profile, text
    identifier,     // text
    criticality,    // AllergyIntolerance
    reaction_manifestation,
    allergy_type,  // text
    occurrence_end,
    performed_by,      // text
    delivery_channel,  // Appointment and Encounter: text
    booked_at,         // Appointment.created, date_time
    slot_minutes,      // Appointment.minutesDuration
    payor,
    coverage_type,
    activity_code,  // CarePlan.activity.detail.code; group: its number
    activity_status,
    // Patient only
    gender,     // text: male, female, other, unknown
    deceased,   // date_time, or boolean where only the fact is known
    ethnicity,  // code
    marital_status,
    small_area,          // LSOA code, text
    deprivation_decile,  // Index of Multiple Deprivation, 1 most deprived
    care_home,           // ODS or CQC code of the home, text
    main_language,
    // EpisodeOfCare only
    registration_type,  // text: R regular, T temporary, P private, ... as the feed gives it
    count,
};
std::string_view name_of(ElementPath path);

}  // namespace openpcn::records
