#include "population/feeds/extract_row.h"

#include <simdjson.h>

#include <array>
#include <charconv>

#include "base/decimal.h"
#include "base/nhs_number.h"

namespace openpcn::feeds {

using records::ElementPath;
using records::ResourceType;
using records::ValueKind;

namespace {

struct EntryType {
    std::string_view name;
    ResourceType type;
    std::string_view status;  // unless the row gives one
};

constexpr EntryType entry_types[] = {
    {"diagnosis", ResourceType::condition, "active"},
    {"observation", ResourceType::observation, "final"},
    {"procedure", ResourceType::procedure, "completed"},
    {"immunisation", ResourceType::immunization, "completed"},
    {"allergy", ResourceType::allergy_intolerance, "active"},
    {"referral", ResourceType::service_request, "active"},
    {"report", ResourceType::diagnostic_report, "final"},
    {"plan", ResourceType::care_plan, "active"},
};

const EntryType* entry_type_named(std::string_view name) {
    for (const auto& type : entry_types) {
        if (type.name == name) return &type;
    }
    return nullptr;
}

struct EncounterClass {
    std::string_view name;
    std::string_view act_code;  // of HL7's v3-ActCode; empty: it has none that fits
};

constexpr std::string_view act_code_system = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
constexpr EncounterClass encounter_classes[] = {
    {"surgery", "AMB"},    {"telephone", "VR"},  {"video", "VR"},       {"home", "HH"},
    {"emergency", "EMER"}, {"inpatient", "IMP"}, {"outpatient", "AMB"}, {"other", ""},
};

std::string quoted(std::string_view text) {
    constexpr std::size_t shown_max = 60;
    return "\"" + std::string(text.substr(0, shown_max)) + "\"";
}

}  // namespace

void ExtractRowReader::read(ExtractTable table, const ExtractValues& values,
                            std::string_view original, Place place,
                            std::span<const Identifier> identifiers) {
    table_ = table;
    values_ = &values;
    original_ = original;
    fault_.reset();
    const auto deleted = value_of(Field::deleted);
    const bool is_deletion = deleted == "1";
    if (!deleted.empty() && deleted != "0" && !is_deletion) {
        fault("The column deleted holds " + quoted(deleted) + ", not 1, 0 or nothing.");
    }
    for (const auto& column : columns_of(table)) {
        const bool is_key = column.field == Field::id || column.field == Field::patient_id ||
                            (table == ExtractTable::entries && column.field == Field::type);
        if (column.need == ExtractNeed::required && value_of(column.field).empty() &&
            (is_key || !is_deletion)) {
            fault("The column " + std::string(column.name) + " is empty.");
        }
    }
    if (!simdjson::validate_utf8(original.data(), original.size())) {
        fault("The line is not UTF-8.");
    }
    if (!fault_ && is_deletion) {
        deletion(table, place);
    } else if (!fault_) {
        switch (table) {
            case ExtractTable::patients:
                person(place, identifiers);
                break;
            case ExtractTable::registrations:
                registration(place);
                break;
            case ExtractTable::entries:
                entry();
                break;
            case ExtractTable::medicines:
                medicine();
                break;
            case ExtractTable::encounters:
                encounter();
                break;
            case ExtractTable::appointments:
                appointment();
                break;
            case ExtractTable::kept:
            case ExtractTable::count:
                return;
        }
        const bool is_entry =
            table != ExtractTable::patients && table != ExtractTable::registrations;
        if (!fault_ && is_entry) sink_.entry(entry_, place);
    }
    if (fault_) sink_.reject({place, RejectKind::malformed, std::move(*fault_), original_});
}

void ExtractRowReader::deletion(ExtractTable table, Place place) {
    const auto id = value_of(Field::id);
    const auto patient = value_of(Field::patient_id);
    switch (table) {
        case ExtractTable::patients:
            return sink_.person_deleted(id, place);
        case ExtractTable::registrations:
            return sink_.entry_deleted(ResourceType::episode_of_care, id, patient, place);
        case ExtractTable::medicines:
            return sink_.entry_deleted(ResourceType::medication_request, id, patient, place);
        case ExtractTable::encounters:
            return sink_.entry_deleted(ResourceType::encounter, id, patient, place);
        case ExtractTable::appointments:
            return sink_.entry_deleted(ResourceType::appointment, id, patient, place);
        default:
            break;
    }
    const auto* type = entry_type_named(value_of(Field::type));
    if (type == nullptr) return fault(quoted(value_of(Field::type)) + " is not a type of entry.");
    sink_.entry_deleted(type->type, id, patient, place);
}

void ExtractRowReader::registration(Place place) {
    IncomingRegistration registration;
    registration.source_id = value_of(Field::id);
    registration.patient = value_of(Field::patient_id);
    registration.type = value_of(Field::type);
    registration.start = date_of(Field::start);
    registration.end = date_of(Field::end);
    registration.original = original_;
    if (!fault_) sink_.registration(registration, place);
}

void ExtractRowReader::begin_entry(ResourceType type) {
    entry_.type = type;
    entry_.source_id = value_of(Field::id);
    entry_.patient = value_of(Field::patient_id);
    entry_.status = records::Status::none;
    entry_.code = {value_of(Field::code_system), value_of(Field::code), value_of(Field::term)};
    if (entry_.code.system.empty()) entry_.code.system = code_system::snomed;
    if (entry_.code.code.empty()) entry_.code = {};
    entry_.when = {};
    entry_.value = {};
    entry_.elements.clear();
    entry_.original = original_;
    if (entry_.code.code.empty()) text_element(ElementPath::original_term, value_of(Field::term));
    reference_element(ElementPath::encounter, ResourceType::encounter,
                      type == ResourceType::encounter ? "" : value_of(Field::encounter_id));
    reason_elements();
}

void ExtractRowReader::entry() {
    const auto* type = entry_type_named(value_of(Field::type));
    if (type == nullptr) return fault(quoted(value_of(Field::type)) + " is not a type of entry.");
    begin_entry(type->type);
    entry_.when = date_of(Field::date);
    const bool is_over =
        type->type == ResourceType::condition && !value_of(Field::end_date).empty();
    status(is_over ? "resolved" : type->status);
    measured_value();
    date_element(ElementPath::end, Field::end_date);
    date_element(ElementPath::recorded_date, Field::recorded_date);
    text_element(ElementPath::practitioner, value_of(Field::recorded_by));
    text_element(ElementPath::note, value_of(Field::text));
    text_element(ElementPath::category, value_of(Field::category));
}

void ExtractRowReader::measured_value() {
    const auto text = value_of(Field::value);
    if (text.empty()) return;
    const auto value_type = value_of(Field::value_type);
    if (value_type == "text") {
        entry_.value.kind = ValueKind::text;
        entry_.value.text = text;
        return;
    }
    if (!value_type.empty() && value_type != "numeric") {
        return fault(quoted(value_type) + " is not a type of value.");
    }
    const auto number = decimal_of(Field::value);
    if (!number) return;
    entry_.value.kind = ValueKind::quantity;
    entry_.value.number = *number;
    entry_.value.unit = value_of(Field::unit);
    const auto comparator = value_of(Field::comparator);
    if (!comparator.empty() && comparator != "<" && comparator != "<=" && comparator != ">" &&
        comparator != ">=") {
        return fault(quoted(comparator) + " is not a comparator.");
    }
    text_element(ElementPath::value_comparator, comparator);
}

void ExtractRowReader::medicine() {
    const auto kind = value_of(Field::kind);
    const bool is_repeat = kind == "repeat";
    if (!is_repeat && kind != "issue" && kind != "acute" && kind != "order") {
        return fault(quoted(kind) + " is not a kind of medicine.");
    }
    begin_entry(ResourceType::medication_request);
    if (value_of(Field::code_system).empty()) entry_.code.system = code_system::dmd;
    entry_.when = date_of(Field::date);
    const bool is_current = is_repeat && value_of(Field::end_date).empty();
    status(is_current ? "active" : "completed");
    text_element(ElementPath::intent, is_repeat ? "plan" : "order");
    if (is_repeat || kind == "acute") text_element(ElementPath::course_of_therapy, kind);
    reference_element(ElementPath::based_on, ResourceType::medication_request,
                      value_of(Field::repeat_id));
    date_element(ElementPath::end, Field::end_date);
    text_element(ElementPath::dosage_text, value_of(Field::dosage));
    quantity_element(ElementPath::dispense_quantity, Field::quantity, Field::quantity_unit);
    integer_element(ElementPath::dispense_days, Field::days_supply);
}

void ExtractRowReader::encounter() {
    const auto name = value_of(Field::encounter_class);
    const EncounterClass* encounter_class = nullptr;
    for (const auto& known : encounter_classes) {
        if (known.name == name) encounter_class = &known;
    }
    if (encounter_class == nullptr) return fault(quoted(name) + " is not a class of encounter.");
    begin_entry(ResourceType::encounter);
    entry_.when = date_of(Field::start);
    entry_.status = records::Status::finished;
    date_element(ElementPath::end, Field::end);
    code_element(ElementPath::encounter_class, {act_code_system, encounter_class->act_code, {}});
    text_element(ElementPath::delivery_channel, name);
    text_element(ElementPath::practitioner, value_of(Field::role));
}

void ExtractRowReader::appointment() {
    begin_entry(ResourceType::appointment);
    entry_.when = date_of(Field::start);
    status("booked");
    integer_element(ElementPath::slot_minutes, Field::minutes);
    date_element(ElementPath::booked_at, Field::booked_at);
    text_element(ElementPath::delivery_channel, value_of(Field::mode));
    text_element(ElementPath::practitioner, value_of(Field::role));
}

void ExtractRowReader::status(std::string_view fallback) {
    const auto given = value_of(Field::status);
    const auto known = records::status_from_fhir(given.empty() ? fallback : given);
    if (!known) return fault(quoted(given) + " is not a status that FHIR R4 knows.");
    entry_.status = *known;
}

void ExtractRowReader::element(ElementPath path, const IncomingValue& value) {
    entry_.elements.push_back({path, 0, value});
}

void ExtractRowReader::text_element(ElementPath path, std::string_view text) {
    if (text.empty()) return;
    IncomingValue value;
    value.kind = ValueKind::text;
    value.text = text;
    element(path, value);
}

void ExtractRowReader::date_element(ElementPath path, Field field) {
    const auto date = date_of(field);
    if (!date.has_value()) return;
    IncomingValue value;
    value.kind = ValueKind::date_time;
    value.number = date.bits();
    element(path, value);
}

void ExtractRowReader::integer_element(ElementPath path, Field field) {
    const auto text = value_of(field);
    if (text.empty()) return;
    IncomingValue value;
    value.kind = ValueKind::integer;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value.number);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return fault(quoted(text) + " in column " + std::string(column_name(field)) +
                     " is not a whole number.");
    }
    element(path, value);
}

void ExtractRowReader::quantity_element(ElementPath path, Field number, Field unit) {
    if (value_of(number).empty()) return;
    const auto units = decimal_of(number);
    if (!units) return;
    IncomingValue value;
    value.kind = ValueKind::quantity;
    value.number = *units;
    value.unit = value_of(unit);
    element(path, value);
}

void ExtractRowReader::code_element(ElementPath path, const Code& code) {
    if (code.code.empty()) return;
    IncomingValue value;
    value.kind = ValueKind::code;
    value.code = code;
    element(path, value);
}

void ExtractRowReader::reference_element(ElementPath path, ResourceType target,
                                         std::string_view source_id) {
    if (source_id.empty()) return;
    IncomingValue value;
    value.kind = ValueKind::reference;
    value.target = target;
    value.text = source_id;
    element(path, value);
}

void ExtractRowReader::reason_elements() {
    code_element(ElementPath::reason_code,
                 {code_system::snomed, value_of(Field::reason_code), value_of(Field::reason_term)});
}

PartialDateTime ExtractRowReader::date_of(Field field) {
    const auto text = value_of(field);
    if (text.empty()) return {};
    const auto date = PartialDateTime::parse(text);
    if (!date) {
        // A date of birth or death would identify the patient.
        const bool may_show = table_ != ExtractTable::patients;
        fault((may_show ? quoted(text) + " in" : std::string("The")) + " column " +
              std::string(column_name(field)) +
              (may_show ? " is not a date or time." : " does not hold a date."));
        return {};
    }
    return *date;
}

std::optional<std::int64_t> ExtractRowReader::decimal_of(Field field) {
    const auto number = Decimal::parse(value_of(field));
    if (number) return number->units();
    fault(quoted(value_of(field)) + " in column " + std::string(column_name(field)) +
          " is not a number.");
    return std::nullopt;
}

std::string_view ExtractRowReader::column_name(Field field) const {
    for (const auto& column : columns_of(table_)) {
        if (column.field == field) return column.name;
    }
    return "?";
}

void ExtractRowReader::fault(std::string reason) {
    if (!fault_) fault_ = std::move(reason);
}

void ExtractRowReader::person(Place place, std::span<const Identifier> identifiers) {
    person_ = {};
    person_.source_id = value_of(Field::id);
    const auto sex = value_of(Field::sex);
    if (sex == "male") {
        person_.sex = records::Sex::male;
    } else if (sex == "female") {
        person_.sex = records::Sex::female;
    } else if (sex == "other") {
        person_.sex = records::Sex::other;
    } else if (sex != "unknown") {
        return fault(quoted(sex) + " is not a sex: male, female, other or unknown.");
    }
    person_.birth = date_of(Field::date_of_birth);
    person_.death = date_of(Field::date_of_death);
    person_.deceased = person_.death.has_value();
    const auto decile = value_of(Field::imd_decile);
    if (!decile.empty()) {
        int number = 0;
        const auto end = decile.data() + decile.size();
        const auto parsed = std::from_chars(decile.data(), end, number);
        if (parsed.ec != std::errc{} || parsed.ptr != end || number < 1 || number > 10) {
            return fault(quoted(decile) + " in column imd_decile is not a number from 1 to 10.");
        }
        person_.deprivation_decile = number;
    }
    if (fault_) return;
    person_.family = value_of(Field::family_name);
    person_.given = value_of(Field::given_names);
    person_.prefix = value_of(Field::title);
    person_.address = value_of(Field::address);
    person_.postcode = value_of(Field::postcode);
    person_.phone = value_of(Field::phone);
    person_.email = value_of(Field::email);
    person_.small_area = value_of(Field::lsoa);
    person_.main_language = value_of(Field::main_language);
    person_.marital_status = value_of(Field::marital_status);
    if (!value_of(Field::ethnicity_code).empty()) {
        person_.ethnicity = {code_system::snomed, value_of(Field::ethnicity_code),
                             value_of(Field::ethnicity_term)};
    }
    if (const auto given = value_of(Field::nhs_number); !given.empty()) {
        const auto number = NhsNumber::parse(given);
        if (number) {
            nhs_number_ = number->reveal_digits();
            person_.identifiers.push_back({nhs_number_system, nhs_number_});
        } else {
            sink_.reject({place, RejectKind::invalid_identity,
                          "The NHS number's check digit does not agree; the person is kept without "
                          "it.",
                          original_});
        }
    }
    person_.identifiers.insert(person_.identifiers.end(), identifiers.begin(), identifiers.end());
    sink_.person(person_, place);
}

}  // namespace openpcn::feeds
