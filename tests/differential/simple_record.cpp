// What SimpleEvaluator reads from the record: each element looked for from the first to the last.
#include <algorithm>
#include <set>

#include "population/cql/interval_operations.h"
#include "simple_evaluator.h"

namespace openpcn::differential {

using cql::Property;
using cql::TypeId;
using cql::Value;
using cql::ValueKind;
using records::ElementPath;
using Access = Property::Access;

namespace {

std::string hexadecimal(std::uint64_t key) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4) text += digits[(key >> shift) & 15];
    return text;
}

}  // namespace

Value SimpleEvaluator::text(const std::string& text) {
    return Value::of_text(arena_.copy(std::string_view(text)));
}

Value SimpleEvaluator::list(ValueKind kind, const std::vector<Value>& items) {
    return Value::of_items(kind, arena_.copy(items));
}

std::vector<records::Element> SimpleEvaluator::elements(const records::Entry& entry,
                                                        ElementPath path) const {
    std::vector<records::Element> found;
    for (std::size_t i = 0; i < entry.element_count; ++i) {
        const records::Element& element = record_->elements()[entry.first_element + i];
        if (element.path == path) found.push_back(element);
    }
    return found;
}

bool SimpleEvaluator::has_code(const records::Entry& entry, const cql::Retrieve& retrieve) const {
    if (retrieve.filter == cql::Retrieve::Filter::none) return true;
    std::vector<ConceptIndex> codes{entry.code};
    for (const records::Element& coding : elements(entry, ElementPath::coding))
        codes.push_back(static_cast<ConceptIndex>(coding.value));
    return std::any_of(codes.begin(), codes.end(), [&](ConceptIndex code) {
        if (retrieve.filter == cql::Retrieve::Filter::value_set)
            return plan_.value_sets[retrieve.value_set].contains(code);
        return std::find(retrieve.codes.begin(), retrieve.codes.end(), code) !=
               retrieve.codes.end();
    });
}

Value SimpleEvaluator::stored(records::ValueKind kind, std::int64_t value, TextIndex unit,
                              TypeId type) {
    switch (kind) {
        case records::ValueKind::none:
            return {};
        case records::ValueKind::quantity:
            return Value::of_wide(ValueKind::quantity, value, unit);
        case records::ValueKind::code: {
            const Value code = Value::of_code(static_cast<ConceptIndex>(value));
            if (plan_.types.kind(type) == cql::TypeKind::code) return code;
            return list(ValueKind::concept_, {code});
        }
        case records::ValueKind::text:
            return text(std::string(texts_.at(static_cast<TextIndex>(value))));
        case records::ValueKind::boolean:
            return Value::of_boolean(value != 0 ? 1 : 0);
        case records::ValueKind::integer:
            return Value::of_integer(value);
        case records::ValueKind::date_time:
            return Value::of_date_time(ValueKind::date_time, PartialDateTime::from_bits(value));
        case records::ValueKind::reference:
            return text(hexadecimal(static_cast<std::uint64_t>(value)));
    }
    return {};
}

Value SimpleEvaluator::concept_of(const records::Entry& entry) {
    if (entry.code == 0) return {};
    std::vector<Value> codes{Value::of_code(entry.code)};
    for (const records::Element& coding : elements(entry, ElementPath::coding))
        codes.push_back(Value::of_code(static_cast<ConceptIndex>(coding.value)));
    return list(ValueKind::concept_, codes);
}

Value SimpleEvaluator::when_of(const records::Entry& entry) {
    if (!entry.when.has_value()) return {};
    return Value::of_date_time(ValueKind::date_time, entry.when);
}

Value SimpleEvaluator::period_of(const records::Entry& entry) {
    Value end;
    const auto ends = elements(entry, ElementPath::end);
    if (!ends.empty()) {
        end = stored(ends[0].kind, ends[0].value, ends[0].unit,
                     cql::TypeTable::simple(cql::TypeKind::date_time));
    }
    return cql::make_interval(when_of(entry), end, Value::low_closed | Value::high_closed, arena_,
                              operators_.comparison());
}

Value SimpleEvaluator::property(const Property& property, const Value& of, TypeId type) {
    if (of.kind == ValueKind::patient) return of_patient(property, type);
    if (of.kind == ValueKind::component) return of_component(property, of, type);
    if (of.kind == ValueKind::entry) return of_entry(property, of.extra, type);
    return {};
}

Value SimpleEvaluator::of_component(const Property& property, const Value& component, TypeId type) {
    std::vector<Value> codes;
    for (const auto& element : elements(record_->entries()[component.extra], property.path)) {
        if (element.group != component.number) continue;
        if (element.kind != records::ValueKind::code)
            return stored(element.kind, element.value, element.unit, type);
        codes.push_back(Value::of_code(static_cast<ConceptIndex>(element.value)));
    }
    return codes.empty() ? Value{} : list(ValueKind::concept_, codes);
}

Value SimpleEvaluator::of_entry(const Property& property, std::uint32_t index, TypeId type) {
    const records::Entry& entry = record_->entries()[index];
    const auto found = elements(entry, property.path);
    switch (property.access) {
        case Access::code:
            return concept_of(entry);
        case Access::status:
            return entry.status == records::Status::none
                       ? Value{}
                       : text(std::string(fhir_code(entry.status)));
        case Access::status_code: {
            const ConceptIndex code = plan_.status_codes[static_cast<std::size_t>(entry.status)];
            return code == 0 ? Value{} : list(ValueKind::concept_, {Value::of_code(code)});
        }
        case Access::when:
            return when_of(entry);
        case Access::period:
            return period_of(entry);
        case Access::when_or_period:
            return elements(entry, ElementPath::end).empty() ? when_of(entry) : period_of(entry);
        case Access::value:
            return stored(entry.value_kind, entry.value, entry.unit, type);
        case Access::element:
            return found.empty() ? Value{}
                                 : stored(found[0].kind, found[0].value, found[0].unit, type);
        case Access::elements: {
            std::vector<Value> items;
            for (const auto& element : found)
                items.push_back(
                    stored(element.kind, element.value, element.unit, plan_.types.element(type)));
            return list(ValueKind::list, items);
        }
        case Access::components: {
            std::set<std::uint16_t> groups;
            for (const auto& element : found) groups.insert(element.group);
            std::vector<Value> items;
            for (const std::uint16_t group : groups)
                items.push_back(Value::with(ValueKind::component, group, index));
            return list(ValueKind::list, items);
        }
        case Access::type_concepts:
            return entry.code == 0 ? list(ValueKind::list, {})
                                   : list(ValueKind::list, {concept_of(entry)});
        case Access::id:
            return text(hexadecimal(record_->keys()[index]));
        case Access::part:
            return Value::of_entry(index);
        default:
            throw std::logic_error("an element that the simple evaluator does not know");
    }
}

Value SimpleEvaluator::of_patient(const Property& property, TypeId type) {
    const records::RecordHeader& header = record_->header();
    switch (property.access) {
        case Access::patient_birth_date:
            if (!header.birth.has_value()) return {};
            return Value::of_date_time(ValueKind::date, header.birth);
        case Access::patient_gender:
            switch (header.sex) {
                case records::Sex::male:
                    return text("male");
                case records::Sex::female:
                    return text("female");
                case records::Sex::other:
                    return text("other");
                case records::Sex::unknown:
                    return text("unknown");
            }
            return {};
        case Access::patient_deceased:
            if (!header.deceased) return {};
            if (!header.death.has_value()) return Value::of_boolean(1);
            return Value::of_date_time(ValueKind::date_time, header.death);
        case Access::patient_element:
            for (const records::Entry& entry : record_->entries()) {
                if (entry.type != records::ResourceType::patient) continue;
                for (const auto& element : elements(entry, property.path))
                    return stored(element.kind, element.value, element.unit, type);
            }
            return {};
        case Access::id:
            return text(hexadecimal(header.person));
        default:
            throw std::logic_error("an element that the simple evaluator does not know");
    }
}

}  // namespace openpcn::differential
