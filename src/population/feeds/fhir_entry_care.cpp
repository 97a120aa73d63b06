// The parts of FhirEntryMapper that read medicines, encounters, plans and appointments.
#include "base/decimal.h"
#include "population/feeds/fhir_entry.h"
#include "population/feeds/fhir_json.h"

namespace openpcn::feeds {

using records::ElementPath;
using records::ValueKind;

namespace {

constexpr std::string_view ods_system = "https://fhir.nhs.uk/Id/ods-organization-code";
constexpr std::string_view participation_type =
    "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";

}  // namespace

void FhirEntryMapper::dosages(const JsonValue& value) {
    for_each(value, [&](const JsonValue& dosage, std::uint16_t group) {
        auto text = member_text(dosage, "text");
        if (text.empty()) text = member_text(dosage, "patientInstruction");
        add_text(ElementPath::dosage_text, group, text);
        if (const auto dose = member(dosage, "dose")) {
            add_value(ElementPath::dose_quantity, group, quantity_of(*dose));
        }
        for_each_member(dosage, "doseAndRate", [&](const JsonValue& rate, std::uint16_t) {
            if (const auto dose = member(rate, "doseQuantity")) {
                add_value(ElementPath::dose_quantity, group, quantity_of(*dose));
            }
        });
    });
}

void FhirEntryMapper::dispense_request(const JsonValue& value) {
    if (const auto validity = member(value, "validityPeriod")) {
        if (const auto end = member(*validity, "end")) add_date(ElementPath::end, 0, *end);
    }
    if (const auto repeats = member(value, "numberOfRepeatsAllowed")) {
        std::int64_t number = 0;
        if (repeats->get(number) == simdjson::SUCCESS) {
            add_number(ElementPath::repeats_allowed, 0, ValueKind::integer, number);
        }
    }
    if (const auto quantity = member(value, "quantity")) {
        add_value(ElementPath::dispense_quantity, 0, quantity_of(*quantity));
    }
    if (const auto supply = member(value, "expectedSupplyDuration")) {
        days(ElementPath::dispense_days, *supply);
    }
}

void FhirEntryMapper::days(Path path, const JsonValue& value) {
    auto duration = quantity_of(value);
    if (duration.kind != ValueKind::quantity) return;
    constexpr std::int64_t days_max = 1'000'000 * Decimal::one;
    if (duration.number > days_max || duration.number < 0) return;
    if (duration.unit == "wk" || duration.unit == "week" || duration.unit == "weeks") {
        duration.number *= 7;
    } else if (duration.unit != "d" && duration.unit != "day" && duration.unit != "days" &&
               !duration.unit.empty()) {
        return add_value(path, 0, duration);  // in its own unit: a month has no number of days
    }
    if (duration.number % Decimal::one != 0) {
        duration.unit = "d";
        return add_value(path, 0, duration);
    }
    add_number(path, 0, ValueKind::integer, duration.number / Decimal::one);
}

void FhirEntryMapper::course_of_therapy(const JsonValue& value) {
    std::string_view course;
    for_each_member(value, "coding", [&](const JsonValue& coding, std::uint16_t) {
        if (course.empty()) course = member_text(coding, "code");
    });
    if (course.empty()) course = member_text(value, "text");
    if (course.starts_with("continuous") || course == "repeat-dispensing") course = "repeat";
    add_text(ElementPath::course_of_therapy, 0, course);
}

void FhirEntryMapper::diagnoses(const FhirRule& rule, const JsonValue& value) {
    for_each(value, [&](const JsonValue& diagnosis, std::uint16_t group) {
        if (const auto condition = member(diagnosis, "condition")) {
            reference(rule, group, *condition);
        }
        if (const auto use = member(diagnosis, "use")) {
            one_concept(ElementPath::diagnosis_use, group, *use);
        }
        std::int64_t rank = 0;
        const auto given = member(diagnosis, "rank");
        if (given && given->get(rank) == simdjson::SUCCESS) {
            add_number(ElementPath::diagnosis_rank, group, ValueKind::integer, rank);
        }
    });
}

void FhirEntryMapper::locations(const FhirRule& rule, const JsonValue& value) {
    for_each(value, [&](const JsonValue& stay, std::uint16_t group) {
        if (const auto place = member(stay, "location")) reference(rule, group, *place);
        if (const auto times = member(stay, "period")) {
            if (const auto from = member(*times, "start")) {
                add_date(ElementPath::location_start, group, *from);
            }
            if (const auto to = member(*times, "end")) {
                add_date(ElementPath::location_end, group, *to);
            }
        }
    });
}

// The role of who saw the patient where the feed tells it, else "Practitioner/id".
void FhirEntryMapper::staff(const JsonValue& value) {
    for_each(value, [&](const JsonValue& participant, std::uint16_t group) {
        std::string_view role;
        for_each_member(participant, "type", [&](const JsonValue& type, std::uint16_t) {
            bool is_participation = false;
            for_each_member(type, "coding", [&](const JsonValue& coding, std::uint16_t) {
                is_participation = member_text(coding, "system") == participation_type;
                if (!is_participation && role.empty()) role = member_text(coding, "display");
            });
            if (!is_participation && role.empty()) role = member_text(type, "text");
        });
        if (!role.empty()) return add_text(ElementPath::practitioner, group, role);
        if (const auto individual = member(participant, "individual")) {
            const auto meant = references_.resolve(member_text(*individual, "reference"));
            if (meant.id.empty() || meant.type == "RelatedPerson") return;
            add_text(ElementPath::practitioner, group,
                     keep("Practitioner/" + std::string(meant.id)));
        }
    });
}

void FhirEntryMapper::organization(const JsonValue& value) {
    if (const auto identifier = member(value, "identifier")) {
        if (member_text(*identifier, "system") == ods_system) {
            add_text(ElementPath::organization, 0, member_text(*identifier, "value"));
        }
    }
}

void FhirEntryMapper::activities(const JsonValue& value) {
    for_each(value, [&](const JsonValue& activity, std::uint16_t group) {
        const auto detail = member(activity, "detail");
        if (!detail) return;
        if (const auto code = member(*detail, "code")) {
            one_concept(ElementPath::activity_code, group, *code);
        }
        add_text(ElementPath::activity_status, group, member_text(*detail, "status"));
    });
}

void FhirEntryMapper::payors(const JsonValue& value) {
    for_each(value, [&](const JsonValue& payor, std::uint16_t group) {
        const auto identifier = member(payor, "identifier");
        auto text = identifier ? member_text(*identifier, "value") : std::string_view{};
        if (text.empty()) text = member_text(payor, "display");
        if (text.empty()) text = member_text(payor, "reference");
        add_text(ElementPath::payor, group, text);
    });
}

void FhirEntryMapper::participants(const JsonValue& value) {
    for_each(value, [&](const JsonValue& participant, std::uint16_t group) {
        const auto actor = member(participant, "actor");
        if (!actor) return;
        const auto meant = references_.resolve(member_text(*actor, "reference"));
        if (meant.type == "Patient") {
            entry_.patient = meant.id;
        } else if (meant.type == "Practitioner" || meant.type == "PractitionerRole") {
            add_text(ElementPath::performed_by, group,
                     keep(std::string(meant.type) + "/" + std::string(meant.id)));
        }
    });
}

void FhirEntryMapper::extensions(const JsonValue& value) {
    for_each(value, [&](const JsonValue& extension, std::uint16_t group) {
        const auto url = member_text(extension, "url");
        if (url.ends_with("Extension-UKCore-VaccinationProcedure")) {
            if (const auto procedure = member(extension, "valueCodeableConcept")) {
                one_concept(ElementPath::coding, group, *procedure);
            }
        } else if (url.ends_with("Extension-UKCore-DeliveryChannel")) {
            add_text(ElementPath::delivery_channel, 0, member_text(extension, "valueCode"));
        }
    });
}

}  // namespace openpcn::feeds
