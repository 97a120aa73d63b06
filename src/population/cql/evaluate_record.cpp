// What Evaluator reads from the record.
#include <algorithm>

#include "population/cql/copy_memory.h"
#include "population/cql/interval_operations.h"

namespace openpcn::cql {

using records::ElementPath;
using Access = Property::Access;

Value Evaluator::retrieve(const Retrieve& retrieve, std::uint32_t index) {
    if (document_ != nullptr) return retrieve_resources(retrieve, index);
    if (retrieve.filter == Retrieve::Filter::none && copies_ == nullptr) {
        const auto t = static_cast<std::size_t>(retrieve.type);
        const std::uint32_t start = record_->header().type_start[t];
        const std::uint32_t end = record_->header().type_start[t + 1];
        const auto items = arena_.values(end - start);
        for (std::uint32_t i = start; i < end; ++i) items[i - start] = Value::of_entry(i);
        return Value::of_items(ValueKind::list, items);
    }
    const auto items = arena_.values(hits_.count(index));
    std::size_t next = 0;
    hits_.for_each(index, [&](std::uint32_t entry) { items[next++] = Value::of_entry(entry); });
    return Value::of_items(ValueKind::list, items);
}

Value Evaluator::key_text(records::EntryKey key) {
    static constexpr char digits[] = "0123456789abcdef";
    char text[16];
    for (int i = 15; i >= 0; --i, key >>= 4) text[i] = digits[key & 15];
    return Value::of_text(arena_.copy(std::string_view(text, 16)));
}

// Codes come wrapped as the type of the element asks: Concept or Code.
Value Evaluator::stored_value(records::ValueKind kind, std::int64_t value, std::uint32_t unit,
                              TypeId type) {
    switch (kind) {
        case records::ValueKind::none:
            return {};
        case records::ValueKind::quantity:
            return Value::of_wide(ValueKind::quantity, value, unit);
        case records::ValueKind::code: {
            const Value code = Value::of_code(static_cast<ConceptIndex>(value));
            if (plan_.types.kind(type) == TypeKind::code) return code;
            return Value::of_items(ValueKind::concept_, arena_.copy(std::span(&code, 1)));
        }
        case records::ValueKind::text:
            return Value::of_text(texts_.at(static_cast<TextIndex>(value)));
        case records::ValueKind::boolean:
            return Value::of_boolean(value != 0 ? 1 : 0);
        case records::ValueKind::integer:
            return Value::of_integer(value);
        case records::ValueKind::date_time:
            return Value::of_date_time(ValueKind::date_time, PartialDateTime::from_bits(value));
        case records::ValueKind::reference:
            return key_text(static_cast<records::EntryKey>(value));
    }
    return {};
}

Value Evaluator::element_value(const records::Element& element, TypeId type) {
    return stored_value(element.kind, element.value, element.unit, type);
}

Value Evaluator::entry_value(const records::Entry& entry, TypeId type) {
    return stored_value(entry.value_kind, entry.value, entry.unit, type);
}

Value Evaluator::concept_of(const records::Entry& entry) {
    if (entry.code == 0) return {};
    const auto elements = record_->elements(entry);
    std::size_t further = 0;
    while (further < elements.size() && elements[further].path == ElementPath::coding) ++further;
    const auto codes = arena_.values(1 + further);
    codes[0] = Value::of_code(entry.code);
    for (std::size_t i = 0; i < further; ++i) {
        codes[i + 1] = Value::of_code(static_cast<ConceptIndex>(elements[i].value));
    }
    return Value::of_items(ValueKind::concept_, codes);
}

Value Evaluator::period_of(const records::Entry& entry) {
    const records::Element* end = record_->find(entry, ElementPath::end);
    const Value low =
        entry.when.has_value() ? Value::of_date_time(ValueKind::date_time, entry.when) : Value{};
    const Value high =
        end != nullptr ? element_value(*end, TypeTable::simple(TypeKind::date_time)) : Value{};
    return make_interval(low, high, Value::low_closed | Value::high_closed, arena_, comparison_);
}

Value Evaluator::property(const Property& property, const Value& target, TypeId type) {
    if (target.kind == ValueKind::element)
        return element_property(property, element_of(target), type);
    if (target.kind == ValueKind::patient) return patient_property(property, type);
    if (target.kind == ValueKind::component) {
        // All elements of this path in the component's group; several codes are one Concept.
        const records::Entry& entry = record_->entries()[target.extra];
        std::vector<Value> codes;
        for (const records::Element& element : record_->elements(entry)) {
            if (element.path != property.path || element.group != target.number) continue;
            if (element.kind != records::ValueKind::code) return element_value(element, type);
            codes.push_back(Value::of_code(static_cast<ConceptIndex>(element.value)));
        }
        return codes.empty() ? Value{} : Value::of_items(ValueKind::concept_, arena_.copy(codes));
    }
    if (target.kind != ValueKind::entry) return {};
    return entry_property(property, record_->entries()[target.extra], target.extra, type);
}

Value Evaluator::entry_property(const Property& property, const records::Entry& entry,
                                std::uint32_t index, TypeId type) {
    switch (property.access) {
        case Access::code:
            return concept_of(entry);
        case Access::status: {
            const auto code = fhir_code(entry.status);
            return code.empty() ? Value{} : Value::of_text(code);
        }
        case Access::status_code: {
            const ConceptIndex code = plan_.status_codes[static_cast<std::size_t>(entry.status)];
            const Value value = Value::of_code(code);
            return code == 0
                       ? Value{}
                       : Value::of_items(ValueKind::concept_, arena_.copy(std::span(&value, 1)));
        }
        case Access::when:
            return entry.when.has_value() ? Value::of_date_time(ValueKind::date_time, entry.when)
                                          : Value{};
        case Access::period:
            return period_of(entry);
        case Access::when_or_period:
            if (record_->find(entry, ElementPath::end) != nullptr) return period_of(entry);
            return entry.when.has_value() ? Value::of_date_time(ValueKind::date_time, entry.when)
                                          : Value{};
        case Access::value:
            return entry_value(entry, type);
        case Access::element: {
            const records::Element* element = record_->find(entry, property.path);
            return element == nullptr ? Value{} : element_value(*element, type);
        }
        case Access::elements: {
            std::vector<Value> items;
            for (const records::Element& element : record_->elements(entry)) {
                if (element.path == property.path)
                    items.push_back(element_value(element, plan_.types.element(type)));
            }
            return Value::of_items(ValueKind::list, arena_.copy(items));
        }
        case Access::components: {
            std::vector<Value> items;
            for (const records::Element& element : record_->elements(entry)) {
                if (element.path != property.path) continue;
                if (!items.empty() && items.back().number == element.group) continue;
                items.push_back(Value::with(ValueKind::component, element.group, index));
            }
            return Value::of_items(ValueKind::list, arena_.copy(items));
        }
        case Access::type_concepts: {
            const Value value = concept_of(entry);
            return Value::of_items(ValueKind::list, value.is_null()
                                                        ? std::span<const Value>{}
                                                        : arena_.copy(std::span(&value, 1)));
        }
        case Access::id:
            return key_text(record_->keys()[index]);
        case Access::part:
            return Value::of_entry(index);
        default:
            return {};
    }
}

Value Evaluator::patient_property(const Property& property, TypeId type) {
    const records::RecordHeader& header = record_->header();
    switch (property.access) {
        case Access::patient_birth_date:
            return header.birth.has_value() ? Value::of_date_time(ValueKind::date, header.birth)
                                            : Value{};
        case Access::patient_gender: {
            static constexpr std::string_view names[] = {"unknown", "male", "female", "other"};
            return Value::of_text(names[static_cast<std::size_t>(header.sex)]);
        }
        case Access::patient_deceased:
            if (!header.deceased) return {};
            return header.death.has_value()
                       ? Value::of_date_time(ValueKind::date_time, header.death)
                       : Value::of_boolean(1);
        case Access::patient_element: {
            const auto all = record_->entries();
            if (copies_ != nullptr) {
                for (const std::uint32_t index : copies_->patient_entries()) {
                    const records::Element* element = record_->find(all[index], property.path);
                    if (element != nullptr) return element_value(*element, type);
                }
                return {};
            }
            for (const records::Entry& entry : record_->entries(records::ResourceType::patient)) {
                const records::Element* element = record_->find(entry, property.path);
                if (element != nullptr) return element_value(*element, type);
            }
            return {};
        }
        case Access::id:
            return key_text(header.person);
        default:
            return {};
    }
}

}  // namespace openpcn::cql
