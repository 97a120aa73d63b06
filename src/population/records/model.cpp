#include "population/records/model.h"

#include <array>

namespace openpcn::records {
namespace {

constexpr std::array<std::string_view, resource_type_count> type_names{
    "Patient",
    "EpisodeOfCare",
    "Condition",
    "Observation",
    "MedicationRequest",
    "Procedure",
    "Encounter",
    "Immunization",
    "AllergyIntolerance",
    "ServiceRequest",
    "DiagnosticReport",
    "CarePlan",
    "Coverage",
    "Appointment",
    "MedicationAdministration",
    "MedicationDispense",
    "MedicationStatement",
    "DeviceRequest",
    "Communication",
    "Task",
    "Goal",
    "FamilyMemberHistory",
    "AdverseEvent",
    "Location",
    "Medication",
};

constexpr std::array<std::string_view, static_cast<std::size_t>(Status::count)> status_codes{
    "",          "active",     "inactive",  "completed",   "entered-in-error",
    "cancelled", "stopped",    "on-hold",   "draft",       "unknown",
    "final",     "amended",    "corrected", "preliminary", "registered",
    "partial",   "appended",   "finished",  "planned",     "in-progress",
    "arrived",   "triaged",    "onleave",   "recurrence",  "relapse",
    "remission", "resolved",   "not-done",  "preparation", "aborted",
    "ended",     "proposed",   "pending",   "booked",      "fulfilled",
    "noshow",    "checked-in", "waitlist",  "revoked",     "waiting",
    "intended",  "not-taken",  "declined",  "waitlisted",  "accepted",
    "rejected",  "requested",  "received",  "ready",       "failed",
    "suspended",
};

constexpr std::array<std::string_view, static_cast<std::size_t>(ElementPath::count)> path_names{
    "none",
    "coding",
    "category",
    "recorded_date",
    "issued",
    "end",
    "encounter",
    "verification_status",
    "severity",
    "body_site",
    "interpretation",
    "data_absent_reason",
    "component_code",
    "component_value",
    "component_data_absent_reason",
    "reference_range_low",
    "reference_range_high",
    "method",
    "value_comparator",
    "reason_code",
    "reason_reference",
    "status_reason",
    "intent",
    "course_of_therapy",
    "dosage_text",
    "dose_quantity",
    "dispense_quantity",
    "dispense_days",
    "repeats_allowed",
    "do_not_perform",
    "medication_reference",
    "encounter_class",
    "encounter_length",
    "discharge_disposition",
    "admit_source",
    "diagnosis_condition",
    "diagnosis_use",
    "diagnosis_rank",
    "location",
    "location_start",
    "location_end",
    "practitioner",
    "organization",
    "result",
    "based_on",
    "part_of",
    "note",
    "original_term",
    "profile",
    "identifier",
    "criticality",
    "reaction_manifestation",
    "allergy_type",
    "occurrence_end",
    "performed_by",
    "delivery_channel",
    "booked_at",
    "slot_minutes",
    "payor",
    "coverage_type",
    "activity_code",
    "activity_status",
    "gender",
    "deceased",
    "ethnicity",
    "marital_status",
    "small_area",
    "deprivation_decile",
    "care_home",
    "main_language",
    "registration_type",
};

template <typename Enum, std::size_t size>
std::optional<Enum> find_in(const std::array<std::string_view, size>& names,
                            std::string_view name) {
    for (std::size_t i = 0; i < size; ++i) {
        if (names[i] == name && !name.empty()) return static_cast<Enum>(i);
    }
    return std::nullopt;
}

}  // namespace

std::string_view fhir_name(ResourceType type) { return type_names[static_cast<std::size_t>(type)]; }
std::optional<ResourceType> resource_type_from_fhir(std::string_view name) {
    return find_in<ResourceType>(type_names, name);
}

std::string_view fhir_code(Status status) { return status_codes[static_cast<std::size_t>(status)]; }
std::optional<Status> status_from_fhir(std::string_view code) {
    return find_in<Status>(status_codes, code);
}

std::string_view name_of(ElementPath path) { return path_names[static_cast<std::size_t>(path)]; }

}  // namespace openpcn::records
