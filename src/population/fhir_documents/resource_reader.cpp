#include "population/fhir_documents/resource_reader.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

#include "base/decimal.h"
#include "population/cql/literals.h"

namespace openpcn::fhir {

namespace dom = simdjson::dom;
using cql::Value;
using cql::ValueKind;

namespace {

constexpr std::string_view ucum = "http://unitsofmeasure.org";
constexpr std::string_view calendar_units = "http://hl7.org/fhirpath/CodeSystem/calendar-units";
constexpr std::string_view not_done_extension =
    "http://hl7.org/fhir/us/qicore/StructureDefinition/qicore-notDoneValueSet";

std::string_view member_text(const dom::object& object, std::string_view key) {
    std::string_view text;
    if (object.at_key(key).get(text) != simdjson::SUCCESS) return {};
    return text;
}

// FHIRHelpers.ToCalendarUnit: definite durations are read as calendar durations.
std::string_view calendar_unit_of(std::string_view unit) {
    struct Pair {
        std::string_view definite, calendar;
    };
    static constexpr Pair pairs[] = {{"ms", "millisecond"}, {"s", "second"}, {"min", "minute"},
                                     {"h", "hour"},         {"d", "day"},    {"wk", "week"},
                                     {"mo", "month"},       {"a", "year"}};
    for (const Pair& pair : pairs) {
        if (pair.definite == unit) return pair.calendar;
    }
    return unit;
}

// The shortest text of a double has the digits that stood in the JSON, up to fifteen of them.
std::optional<Decimal> decimal_of(const dom::element& json) {
    std::int64_t integer = 0;
    if (json.get(integer) == simdjson::SUCCESS && std::abs(integer) < 90'000'000'000)
        return Decimal::from_units(integer * Decimal::one);
    double number = 0;
    if (json.get(number) != simdjson::SUCCESS) return std::nullopt;
    char text[40];
    const auto [end, error] = std::to_chars(text, text + sizeof text, number);
    if (error != std::errc()) return std::nullopt;
    const auto decimal = Decimal::parse({text, static_cast<std::size_t>(end - text)});
    return decimal ? std::optional(*decimal) : std::nullopt;
}

}  // namespace

std::string_view ResourceReader::keep(std::string_view text) {
    const auto to = room<char>(text.size());
    std::memcpy(to.data(), text.data(), text.size());
    return {to.data(), text.size()};
}

Value ResourceReader::text_value(std::string_view text) { return Value::of_text(keep(text)); }

Value ResourceReader::pair(ValueKind kind, const Value& first, const Value& second,
                           std::uint8_t flags, cql::TypeKind points) {
    const auto items = room<Value>(2);
    items[0] = first;
    items[1] = second;
    Value made = Value::of_items(kind, items, static_cast<std::uint32_t>(points));
    made.flags = flags;
    return made;
}

Value ResourceReader::code(const dom::element& json) {
    dom::object object;
    if (json.get(object) != simdjson::SUCCESS) return {};
    const std::string_view code = member_text(object, "code");
    if (code.empty()) return {};
    return Value::of_code(
        concepts_.intern({member_text(object, "system"), code, member_text(object, "display")}));
}

Value ResourceReader::concept_of(const dom::element& json) {
    dom::object object;
    if (json.get(object) != simdjson::SUCCESS) return {};
    std::vector<Value> codes;
    dom::array codings;
    if (object.at_key("coding").get(codings) == simdjson::SUCCESS) {
        for (const dom::element coding : codings) {
            const Value one = code(coding);
            if (!one.is_null()) codes.push_back(one);
        }
    }
    if (codes.empty()) learn_value_set(json);
    const auto kept = room<Value>(codes.size());
    std::ranges::copy(codes, kept.begin());
    return Value::of_items(ValueKind::concept_, kept);
}

// QI-Core: what was not done may be named by a value set in place of a code.
void ResourceReader::learn_value_set(const dom::element& code) {
    dom::array extensions;
    if (code.at_key("extension").get(extensions) != simdjson::SUCCESS) return;
    for (const dom::element item : extensions) {
        dom::object extension;
        if (item.get(extension) != simdjson::SUCCESS ||
            member_text(extension, "url") != not_done_extension)
            continue;
        std::string_view set = member_text(extension, "valueCanonical");
        if (set.empty()) set = member_text(extension, "valueUri");
        value_set_ = texts_.intern(set.substr(0, set.find('|')));
    }
}

std::span<const cql::Resource> ResourceReader::keep(std::span<const cql::Resource> resources) {
    const auto kept = room<cql::Resource>(resources.size());
    std::ranges::copy(resources, kept.begin());
    return kept;
}

// As FHIRHelpers.ToQuantity: null for a comparator and for units that are not UCUM's.
Value ResourceReader::quantity(const dom::element& json) {
    dom::object object;
    dom::element number;
    if (json.get(object) != simdjson::SUCCESS ||
        object.at_key("value").get(number) != simdjson::SUCCESS)
        return {};
    const auto value = decimal_of(number);
    const std::string_view system = member_text(object, "system");
    if (!value || !member_text(object, "comparator").empty() ||
        (!system.empty() && system != ucum && system != calendar_units))
        return {};
    std::string_view unit = member_text(object, "code");
    if (unit.empty()) unit = member_text(object, "unit");
    if (unit.empty()) unit = "1";
    return Value::of_wide(ValueKind::quantity, value->units(),
                          texts_.intern(calendar_unit_of(unit)));
}

Value ResourceReader::simple(const dom::element& json, Shape shape) const {
    if (shape == Shape::boolean) {
        bool truth = false;
        return json.get(truth) == simdjson::SUCCESS ? Value::of_boolean(truth ? 1 : 0) : Value{};
    }
    if (shape == Shape::integer) {
        std::int64_t number = 0;
        return json.get(number) == simdjson::SUCCESS ? Value::of_integer(number) : Value{};
    }
    if (shape == Shape::decimal) {
        const auto number = decimal_of(json);
        return number ? Value::of_wide(ValueKind::decimal, number->units()) : Value{};
    }
    std::string_view text;
    if (json.get(text) != simdjson::SUCCESS) return {};
    if (shape == Shape::time) return cql::parse_time(text).value_or(Value{});
    const auto moment = PartialDateTime::parse(text);
    if (!moment || !moment->has_value()) return {};
    using Precision = PartialDateTime::Precision;
    const bool is_date = shape == Shape::date;
    if (is_date && moment->precision() > Precision::day) return {};
    // A FHIR time is a decimal of seconds: 08:15:00 is 08:15:00.000, known to the millisecond.
    if (moment->precision() == Precision::second)
        return Value::of_date_time(
            ValueKind::date_time,
            PartialDateTime::from_local(moment->local_ms(), Precision::millisecond,
                                        moment->offset_minutes()));
    return Value::of_date_time(is_date ? ValueKind::date : ValueKind::date_time, *moment);
}

Value ResourceReader::value(const dom::element& json, const Field& field, const std::string& path,
                            const Report& report) {
    dom::object object;
    const auto part = [&](std::string_view key, Shape shape) {
        dom::element inner;
        if (object.at_key(key).get(inner) != simdjson::SUCCESS) return Value{};
        const Value made = value(inner, {field.name, shape, no_class}, path, report);
        return made;
    };
    Value made;
    switch (field.shape) {
        case Shape::text: {
            std::string_view text;
            if (json.get(text) == simdjson::SUCCESS) made = text_value(text);
            break;
        }
        case Shape::code:
            return code(json);
        case Shape::concept_:
            made = concept_of(json);
            break;
        case Shape::quantity:
            return quantity(json);
        case Shape::period:
        case Shape::range:
        case Shape::ratio: {
            if (json.get(object) != simdjson::SUCCESS) break;
            if (field.shape == Shape::ratio)
                return pair(ValueKind::ratio, part("numerator", Shape::quantity),
                            part("denominator", Shape::quantity), 0, cql::TypeKind::any);
            if (field.shape == Shape::range)
                return pair(ValueKind::interval, part("low", Shape::quantity),
                            part("high", Shape::quantity), Value::low_closed | Value::high_closed,
                            cql::TypeKind::quantity);
            const Value start = part("start", Shape::date_time);
            const bool open = start.is_null() && missing_start_ == MissingStart::unknown;
            return pair(ValueKind::interval, start, part("end", Shape::date_time),
                        open ? Value::high_closed : Value::low_closed | Value::high_closed,
                        cql::TypeKind::date_time);
        }
        case Shape::element:
        case Shape::resource: {
            if (json.get(object) != simdjson::SUCCESS) break;
            const ClassNumber type = field.shape == Shape::element
                                         ? field.type
                                         : class_number(member_text(object, "resourceType"));
            if (type == no_class) break;
            return cql::value_of(*element(object, type, path, report));
        }
        default:
            made = simple(json, field.shape);
    }
    if (made.is_null()) report(path);
    return made;
}

Value ResourceReader::list(const dom::array& items, const Field& field, const std::string& path,
                           const Report& report) {
    std::vector<Value> values;
    for (const dom::element item : items) {
        const Value made = value(item, field, path, report);
        if (!made.is_null()) values.push_back(made);
    }
    const auto kept = room<Value>(values.size());
    std::ranges::copy(values, kept.begin());
    return Value::of_items(ValueKind::list, kept);
}

const cql::Element* ResourceReader::element(const dom::object& object, ClassNumber type,
                                            const std::string& path, const Report& report) {
    struct Part {
        ElementName name;
        Value value;
    };
    std::vector<Part> parts;
    const ClassFields& fields = element_tables()[type];
    for (const dom::key_value_pair member : object) {
        const auto found = fields.by_key.find(std::string(member.key));
        // Keys that begin with "_" add to a primitive; others are no part of FHIR R4.
        if (found == fields.by_key.end()) continue;
        const std::string inner = path + "." + found->first;
        dom::array items;
        const Value made = member.value.get(items) == simdjson::SUCCESS
                               ? list(items, found->second, inner, report)
                               : value(member.value, found->second, inner, report);
        if (!made.is_null()) parts.push_back({found->second.name, made});
    }
    std::ranges::stable_sort(parts, {}, &Part::name);
    const auto names = room<ElementName>(parts.size());
    const auto values = room<Value>(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        names[i] = parts[i].name;
        values[i] = parts[i].value;
    }
    const auto made = room<cql::Element>(1);
    made[0] = {type, static_cast<std::uint16_t>(parts.size()), names.data(), values.data()};
    return made.data();
}

const cql::Element* ResourceReader::read(const dom::object& object, const Report& report) {
    const std::string_view type = member_text(object, "resourceType");
    const ClassNumber number = class_number(type);
    if (number == no_class) return nullptr;
    value_set_ = 0;
    return element(object, number, std::string(type), report);
}

cql::Resource ResourceReader::facts_of(const cql::Element& element) {
    static const ElementName meta = *element_number("meta");
    static const ElementName profile = *element_number("profile");
    cql::Resource resource;
    resource.element = &element;
    std::vector<ConceptIndex> codes;
    const auto collect = [&](const auto& self, const Value& value) -> void {
        if (value.kind == ValueKind::code) codes.push_back(value.extra);
        if (value.kind == ValueKind::concept_ || value.kind == ValueKind::list)
            for (const Value& item : value.items()) self(self, item);
    };
    const ClassFields& fields = element_tables()[element.class_number];
    if (fields.has_code) collect(collect, element.find(fields.code));
    const auto kept = room<ConceptIndex>(codes.size());
    std::ranges::copy(codes, kept.begin());
    resource.codes = kept;
    std::vector<TextIndex> profiles;
    if (const Value its = element.find(meta); its.kind == ValueKind::element) {
        for (const Value& one : cql::element_of(its).find(profile).items()) {
            const std::string_view canonical = one.text();
            profiles.push_back(texts_.intern(canonical.substr(0, canonical.find('|'))));
        }
    }
    const auto kept_profiles = room<TextIndex>(profiles.size());
    std::ranges::copy(profiles, kept_profiles.begin());
    resource.profiles = kept_profiles;
    resource.not_done_value_set = value_set_;
    return resource;
}

}  // namespace openpcn::fhir
