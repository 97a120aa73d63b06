// The parts of FhirEntryMapper that read values and references.
#include "population/feeds/fhir_entry.h"
#include "population/feeds/fhir_json.h"

namespace openpcn::feeds {

using records::ElementPath;
using records::ResourceType;
using records::ValueKind;

namespace {

// "5.6 mmol/L", as it came.
std::string quantity_text(const JsonValue& quantity) {
    std::string text(member_text(quantity, "comparator"));
    if (const auto number = member(quantity, "value")) text += simdjson::minify(*number);
    const auto unit = member_text(quantity, "unit");
    if (!unit.empty()) text.append(" ").append(unit);
    return text;
}

std::string joined(const JsonValue& value, std::string_view first, std::string_view second,
                   std::string_view between) {
    std::string text;
    if (const auto part = member(value, first)) text = quantity_text(*part);
    text += between;
    if (const auto part = member(value, second)) text += quantity_text(*part);
    return text;
}

}  // namespace

IncomingValue FhirEntryMapper::text_value(std::string text) {
    IncomingValue value;
    value.kind = ValueKind::text;
    value.text = keep(std::move(text));
    return value;
}

// `name` is the type's part of value[x].
IncomingValue FhirEntryMapper::value_of(std::string_view name, const JsonValue& value) {
    IncomingValue result;
    if (name == "Quantity") {
        result = quantity_of(value);
        add_text(ElementPath::value_comparator, 0, member_text(value, "comparator"));
    } else if (name == "CodeableConcept") {
        for_each_member(value, "coding", [&](const JsonValue& coding, std::uint16_t) {
            if (result.kind == ValueKind::none) {
                result.code = coding_of(coding);
                if (!result.code.code.empty()) result.kind = ValueKind::code;
            }
        });
        if (result.kind == ValueKind::none && !member_text(value, "text").empty()) {
            result.kind = ValueKind::text;
            result.text = member_text(value, "text");
        }
    } else if (name == "Boolean") {
        bool is_true = false;
        if (value.get(is_true) == simdjson::SUCCESS) result.kind = ValueKind::boolean;
        result.number = is_true ? 1 : 0;
    } else if (name == "Integer") {
        if (value.get(result.number) == simdjson::SUCCESS) result.kind = ValueKind::integer;
    } else if (name == "DateTime") {
        const auto date = date_of(value);
        if (date.has_value()) result.kind = ValueKind::date_time;
        result.number = date.bits();
    } else if (name == "Range") {
        result = text_value(joined(value, "low", "high", " - "));
    } else if (name == "Ratio") {
        result = text_value(joined(value, "numerator", "denominator", " : "));
    } else if (name == "Period") {
        result = text_value(std::string(member_text(value, "start")) + "/" +
                            std::string(member_text(value, "end")));
    } else if (name == "SampledData") {
        result = text_value(std::string(member_text(value, "data")));
    } else if (!text_of(value).empty()) {  // String, Time
        result.kind = ValueKind::text;
        result.text = text_of(value);
    }
    return result;
}

void FhirEntryMapper::references(const FhirRule& rule, const JsonValue& value) {
    for_each(value,
             [&](const JsonValue& item, std::uint16_t group) { reference(rule, group, item); });
}

void FhirEntryMapper::reference(const FhirRule& rule, std::uint16_t group, const JsonValue& value) {
    const auto meant = references_.resolve(member_text(value, "reference"));
    if (meant.id.empty()) return;
    const auto type = records::resource_type_from_fhir(meant.type);
    if (!type && !meant.type.empty()) return;  // of a type that records do not hold
    IncomingValue result;
    result.kind = ValueKind::reference;
    result.target = type.value_or(rule.target);
    result.text = meant.id;
    add_value(rule.path, group, result);
}

void FhirEntryMapper::who(Path path, const JsonValue& value) {
    for_each(value, [&](const JsonValue& item, std::uint16_t group) {
        const auto actor = member(item, "actor");
        const auto meant = references_.resolve(member_text(actor ? *actor : item, "reference"));
        if (meant.id.empty()) return;
        const auto type = meant.type.empty() ? std::string_view("Practitioner") : meant.type;
        if (type == "Patient" || type == "RelatedPerson") return;
        add_text(path, group, keep(std::string(type) + "/" + std::string(meant.id)));
    });
}

void FhirEntryMapper::owner(const JsonValue& value) {
    has_owner_ = true;
    const auto meant = references_.resolve(member_text(value, "reference"));
    if (meant.id.empty()) {
        return fault(RejectKind::unsupported,
                     "The reference to the patient is not by id, so it cannot be followed.");
    }
    if (!meant.type.empty() && meant.type != "Patient") {
        return fault(RejectKind::unsupported,
                     "It is about a " + std::string(meant.type) + ", not about a patient.");
    }
    entry_.patient = meant.id;
}

void FhirEntryMapper::medication(const FhirRule& rule, const JsonValue& value) {
    const auto text = member_text(value, "reference");
    if (text.starts_with('#')) return contained(*resource_);
    const auto meant = references_.resolve(text);
    if (const auto* code = medications_.find(meant.id)) {
        entry_.code = *code;
    } else {
        add_text(ElementPath::original_term, 0, member_text(value, "display"));
    }
    reference(rule, 0, value);
}

// The contained Medication that a prescription refers to.
void FhirEntryMapper::contained(const JsonObject& resource) {
    const auto wanted = member(resource, "medicationReference");
    const auto name = wanted ? member_text(*wanted, "reference") : std::string_view{};
    for_each_member(resource, "contained", [&](const JsonValue& item, std::uint16_t) {
        if (name.substr(1) != member_text(item, "id")) return;
        if (const auto code = member(item, "code")) main_concept(*code);
    });
}

void FhirEntryMapper::components(const JsonValue& value) {
    for_each(value, [&](const JsonValue& component, std::uint16_t group) {
        JsonObject fields;
        if (component.get(fields) != simdjson::SUCCESS) return;
        for (const auto [name, part] : fields) {
            if (name == "code") {
                one_concept(ElementPath::component_code, group, part);
            } else if (name == "dataAbsentReason") {
                one_concept(ElementPath::component_data_absent_reason, group, part);
            } else if (name.starts_with("value")) {
                add_value(ElementPath::component_value, group, value_of(name.substr(5), part));
            }
        }
    });
}

void FhirEntryMapper::reference_ranges(const JsonValue& value) {
    for_each(value, [&](const JsonValue& range, std::uint16_t group) {
        if (const auto low = member(range, "low")) {
            add_value(ElementPath::reference_range_low, group, quantity_of(*low));
        }
        if (const auto high = member(range, "high")) {
            add_value(ElementPath::reference_range_high, group, quantity_of(*high));
        }
    });
}

}  // namespace openpcn::feeds
