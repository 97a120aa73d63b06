#include "population/feeds/recording_sink.h"

#include "base/decimal.h"

namespace openpcn::feeds {

namespace {

using records::ValueKind;

std::string at_place(Place place) {
    return std::string(place.file) + ":" + std::to_string(place.line) + " ";
}

std::string text_of(const Code& code) {
    if (code.code.empty()) return "-";
    return std::string(code.system) + "|" + std::string(code.code) + "|" +
           std::string(code.display);
}

std::string text_of(const IncomingValue& value) {
    switch (value.kind) {
        case ValueKind::none:
            return "-";
        case ValueKind::quantity:
            return Decimal::from_units(value.number).to_string() + " '" + std::string(value.unit) +
                   "'";
        case ValueKind::code:
            return text_of(value.code);
        case ValueKind::text:
            return "\"" + std::string(value.text) + "\"";
        case ValueKind::boolean:
            return value.number == 0 ? "false" : "true";
        case ValueKind::integer:
            return std::to_string(value.number);
        case ValueKind::date_time:
            return PartialDateTime::from_bits(value.number).to_string();
        case ValueKind::reference:
            return std::string(fhir_name(value.target)) + "/" + std::string(value.text);
    }
    return "?";
}

}  // namespace

void RecordingSink::person(const IncomingPerson& person, Place place) {
    std::string text = at_place(place) + "person " + std::string(person.source_id);
    for (const auto& identifier : person.identifiers) {
        text += " [" + std::string(identifier.system) + "=" + std::string(identifier.value) + "]";
    }
    for (const auto part :
         {person.prefix, person.given, person.family, person.address, person.postcode, person.phone,
          person.email, person.small_area, person.marital_status, person.main_language}) {
        text += " / " + std::string(part);
    }
    text += " sex=" + std::to_string(static_cast<int>(person.sex));
    text += " born=" + person.birth.to_string();
    if (person.deceased) text += " died=" + person.death.to_string();
    text += " decile=" + std::to_string(person.deprivation_decile);
    text += " ethnicity=" + text_of(person.ethnicity);
    calls.push_back(text);
}

void RecordingSink::registration(const IncomingRegistration& registration, Place place) {
    calls.push_back(at_place(place) + "registration " + std::string(registration.source_id) +
                    " of " + std::string(registration.patient) + " " +
                    std::string(registration.type) + " " + registration.start.to_string() + " to " +
                    registration.end.to_string());
}

void RecordingSink::entry(const IncomingEntry& entry, Place place) {
    std::string text = at_place(place) + std::string(fhir_name(entry.type)) + " " +
                       std::string(entry.source_id) + " of " + std::string(entry.patient) + " " +
                       std::string(fhir_code(entry.status)) + " " + text_of(entry.code) + " @" +
                       entry.when.to_string() + " = " + text_of(entry.value);
    for (const auto& element : entry.elements) {
        text += "; " + std::string(name_of(element.path));
        if (element.group != 0) text += "[" + std::to_string(element.group) + "]";
        text += " " + text_of(element.value);
    }
    calls.push_back(text);
}

void RecordingSink::entry_deleted(records::ResourceType type, std::string_view source_id,
                                  std::string_view patient, Place place) {
    calls.push_back(at_place(place) + "deleted " + std::string(fhir_name(type)) + " " +
                    std::string(source_id) + " of " + std::string(patient));
}

void RecordingSink::person_deleted(std::string_view source_id, Place place) {
    calls.push_back(at_place(place) + "deleted person " + std::string(source_id));
}

void RecordingSink::kept_resource(std::string_view type, std::string_view source_id,
                                  std::string_view patient, std::string_view json, Place place) {
    calls.push_back(at_place(place) + "kept " + std::string(type) + " " + std::string(source_id) +
                    " of " + std::string(patient) + " " + std::string(json));
}

void RecordingSink::reject(const Reject& reject) {
    calls.push_back(at_place(reject.place) + "reject " +
                    std::to_string(static_cast<int>(reject.kind)) + " " + reject.reason + " <" +
                    std::string(reject.original) + ">");
}

}  // namespace openpcn::feeds
