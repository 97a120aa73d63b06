#include "population/feeds/fhir_entry.h"

#include <array>
#include <charconv>
#include <cmath>

#include "base/decimal.h"
#include "population/feeds/fhir_json.h"

namespace openpcn::feeds {

using records::ElementPath;
using records::ResourceType;
using records::ValueKind;

namespace {

std::string quoted(std::string_view text) {
    constexpr std::size_t shown_max = 60;
    return "\"" + std::string(text.substr(0, shown_max)) + "\"";
}

// The number as it stood in the JSON, to the eight digits that a Decimal has.
std::optional<Decimal> decimal_of(const JsonValue& value) {
    std::int64_t integer = 0;
    if (value.get(integer) == simdjson::SUCCESS) {
        constexpr std::int64_t integer_max = 92'000'000'000;
        if (integer > integer_max || integer < -integer_max) return std::nullopt;
        return Decimal::from_units(integer * Decimal::one);
    }
    double number = 0;
    if (value.get(number) != simdjson::SUCCESS || !std::isfinite(number)) return std::nullopt;
    std::array<char, 40> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    const auto decimal = Decimal::parse({text.data(), static_cast<std::size_t>(end - text.data())});
    if (!decimal) return std::nullopt;
    return *decimal;
}

}  // namespace

std::optional<EntryFault> FhirEntryMapper::map(ResourceType type, const JsonObject& resource) {
    entry_.type = type;
    entry_.patient = {};
    entry_.status = records::Status::none;
    entry_.code = {};
    entry_.when = {};
    entry_.value = {};
    entry_.elements.clear();
    kept_texts_.clear();
    fallback_when_ = {};
    fault_.reset();
    resource_ = &resource;
    has_owner_ = false;
    has_term_ = false;
    const auto rules = fhir_rules(type);
    for (const auto [name, value] : resource) {
        for (const auto& rule : rules) {
            if (rule.name == name) {
                apply(rule, value);
                break;
            }
        }
        if (name == "meta") {
            for_each_member(value, "profile", [&](const JsonValue& profile, std::uint16_t group) {
                add_text(ElementPath::profile, group, text_of(profile));
            });
        } else if (name == "identifier") {
            for_each(value, [&](const JsonValue& identifier, std::uint16_t group) {
                add_text(ElementPath::identifier, group, member_text(identifier, "value"));
            });
        }
    }
    if (!entry_.when.has_value()) entry_.when = fallback_when_;
    if (entry_.patient.empty() && !has_owner_) {
        fault(RejectKind::malformed,
              "The " + std::string(fhir_name(type)) + " does not say whose it is.");
    }
    return std::move(fault_);
}

void FhirEntryMapper::apply(const FhirRule& rule, const JsonValue& value) {
    switch (rule.shape) {
        case FhirShape::main_concept:
            return main_concept(value);
        case FhirShape::main_or_concept:
            main_concept(value);
            return concepts(rule.path, value);
        case FhirShape::status:
            return status(text_of(value));
        case FhirShape::status_concept:
            for_each_member(value, "coding", [&](const JsonValue& coding, std::uint16_t index) {
                if (index == 0) status(member_text(coding, "code"));
            });
            return;
        case FhirShape::when:
            entry_.when = date_of(value);
            return;
        case FhirShape::when_fallback:
            if (!fallback_when_.has_value()) fallback_when_ = date_of(value);
            return;
        case FhirShape::when_period:
            return period(rule, value, entry_.when);
        case FhirShape::fallback_period:
            return period(rule, value, fallback_when_);
        case FhirShape::period_end: {
            PartialDateTime start;
            return period(rule, value, start);
        }
        case FhirShape::value:
            entry_.value = value_of(rule.name.substr(5), value);
            return;
        case FhirShape::concept_:
            return concepts(rule.path, value);
        case FhirShape::coding:
            return add_code(rule.path, 0, coding_of(value));
        case FhirShape::text:
            return texts(rule.path, value);
        case FhirShape::date:
            return add_date(rule.path, 0, value);
        case FhirShape::quantity:
            return add_value(rule.path, 0, quantity_of(value));
        case FhirShape::boolean:
            if (bool is_true = false; value.get(is_true) == simdjson::SUCCESS) {
                add_number(rule.path, 0, ValueKind::boolean, is_true ? 1 : 0);
            }
            return;
        case FhirShape::integer:
            if (std::int64_t number = 0; value.get(number) == simdjson::SUCCESS) {
                add_number(rule.path, 0, ValueKind::integer, number);
            }
            return;
        default:
            return apply_structure(rule, value);
    }
}

void FhirEntryMapper::apply_structure(const FhirRule& rule, const JsonValue& value) {
    switch (rule.shape) {
        case FhirShape::owner:
            return owner(value);
        case FhirShape::reference:
            return references(rule, value);
        case FhirShape::who:
            return who(rule.path, value);
        case FhirShape::medication:
            return medication(rule, value);
        case FhirShape::component:
            return components(value);
        case FhirShape::reference_range:
            return reference_ranges(value);
        case FhirShape::dosage:
            return dosages(value);
        case FhirShape::dispense_request:
            return dispense_request(value);
        case FhirShape::course_of_therapy:
            return course_of_therapy(value);
        case FhirShape::days:
            return days(rule.path, value);
        case FhirShape::diagnosis:
            return diagnoses(rule, value);
        case FhirShape::hospitalization:
            if (const auto from = member(value, "admitSource")) {
                concepts(ElementPath::admit_source, *from);
            }
            if (const auto to = member(value, "dischargeDisposition")) {
                concepts(ElementPath::discharge_disposition, *to);
            }
            return;
        case FhirShape::encounter_location:
            return locations(rule, value);
        case FhirShape::encounter_staff:
            return staff(value);
        case FhirShape::organization:
            return organization(value);
        case FhirShape::activity:
            return activities(value);
        case FhirShape::payor:
            return payors(value);
        case FhirShape::participant:
            return participants(value);
        case FhirShape::extension:
            return extensions(value);
        case FhirShape::annotation:
            return for_each(value, [&](const JsonValue& note, std::uint16_t group) {
                add_text(rule.path, group, member_text(note, "text"));
            });
        case FhirShape::reaction:
            return for_each(value, [&](const JsonValue& reaction, std::uint16_t group) {
                for_each_member(reaction, "manifestation",
                                [&](const JsonValue& manifestation, std::uint16_t) {
                                    one_concept(rule.path, group, manifestation);
                                });
            });
        case FhirShape::family_condition:
            return for_each(value, [&](const JsonValue& condition, std::uint16_t group) {
                if (const auto code = member(condition, "code")) {
                    one_concept(rule.path, group, *code);
                }
            });
        default:
            return;
    }
}

void FhirEntryMapper::fault(RejectKind kind, std::string reason) {
    if (!fault_) fault_ = EntryFault{kind, std::move(reason)};
}

std::string_view FhirEntryMapper::keep(std::string text) {
    return kept_texts_.emplace_back(std::move(text));
}

void FhirEntryMapper::main_concept(const JsonValue& value) {
    std::uint16_t further = 0;
    for_each(value, [&](const JsonValue& item, std::uint16_t) {
        bool has_display = false;
        for_each_member(item, "coding", [&](const JsonValue& coding, std::uint16_t) {
            const auto code = coding_of(coding);
            if (code.code.empty()) return;
            if (entry_.code.code.empty()) {
                entry_.code = code;
            } else {
                add_code(ElementPath::coding, further++, code);
            }
            has_display = has_display || code.display == member_text(item, "text");
        });
        const auto text = member_text(item, "text");
        if (!text.empty() && !has_display && !has_term_) {
            add_text(ElementPath::original_term, 0, text);
            has_term_ = true;
        }
    });
}

void FhirEntryMapper::concepts(Path path, const JsonValue& value) {
    for_each(value,
             [&](const JsonValue& item, std::uint16_t group) { one_concept(path, group, item); });
}

void FhirEntryMapper::one_concept(Path path, std::uint16_t group, const JsonValue& value) {
    bool is_coded = false;
    for_each_member(value, "coding", [&](const JsonValue& coding, std::uint16_t) {
        const auto code = coding_of(coding);
        if (code.code.empty()) return;
        add_code(path, group, code);
        is_coded = true;
    });
    if (!is_coded) add_text(path, group, member_text(value, "text"));
}

void FhirEntryMapper::add_value(Path path, std::uint16_t group, const IncomingValue& value) {
    if (value.kind == ValueKind::none) return;
    entry_.elements.push_back({path, group, value});
}

void FhirEntryMapper::add_code(Path path, std::uint16_t group, const Code& code) {
    if (code.code.empty()) return;
    IncomingValue value;
    value.kind = ValueKind::code;
    value.code = code;
    add_value(path, group, value);
}

void FhirEntryMapper::add_text(Path path, std::uint16_t group, std::string_view text) {
    if (text.empty()) return;
    IncomingValue value;
    value.kind = ValueKind::text;
    value.text = text;
    add_value(path, group, value);
}

void FhirEntryMapper::add_number(Path path, std::uint16_t group, ValueKind kind,
                                 std::int64_t number) {
    IncomingValue value;
    value.kind = kind;
    value.number = number;
    add_value(path, group, value);
}

void FhirEntryMapper::add_date(Path path, std::uint16_t group, const JsonValue& value) {
    const auto date = date_of(value);
    if (date.has_value()) add_number(path, group, ValueKind::date_time, date.bits());
}

void FhirEntryMapper::texts(Path path, const JsonValue& value) {
    for_each(value, [&](const JsonValue& item, std::uint16_t group) {
        auto text = text_of(item);
        if (text.empty()) text = member_text(item, "text");  // Goal.statusReason is a concept in R5
        add_text(path, group, text);
    });
}

void FhirEntryMapper::status(std::string_view code) {
    if (code.empty()) return;
    const auto known = records::status_from_fhir(code);
    if (!known) {
        return fault(RejectKind::malformed, quoted(code) + " is not a status that FHIR R4 knows.");
    }
    entry_.status = *known;
}

PartialDateTime FhirEntryMapper::date_of(const JsonValue& value) {
    const auto text = text_of(value);
    if (text.empty()) return {};
    const auto date = PartialDateTime::parse(text);
    if (!date) {
        fault(RejectKind::malformed, quoted(text) + " is not a date or time of FHIR.");
        return {};
    }
    return *date;
}

IncomingValue FhirEntryMapper::quantity_of(const JsonValue& value) {
    IncomingValue quantity;
    const auto number = member(value, "value");
    if (!number) return quantity;
    const auto decimal = decimal_of(*number);
    if (!decimal) {
        fault(RejectKind::malformed, "A quantity's value is not a number that can be kept.");
        return quantity;
    }
    quantity.kind = ValueKind::quantity;
    quantity.number = decimal->units();
    const auto code = member_text(value, "code");
    const bool is_ucum = member_text(value, "system") == code_system::ucum && !code.empty();
    quantity.unit = is_ucum ? code : member_text(value, "unit");
    return quantity;
}

void FhirEntryMapper::period(const FhirRule& rule, const JsonValue& value, PartialDateTime& start) {
    if (const auto from = member(value, "start")) start = date_of(*from);
    if (const auto to = member(value, "end"); to && rule.path != ElementPath::none) {
        add_date(rule.path, 0, *to);
    }
}

}  // namespace openpcn::feeds
