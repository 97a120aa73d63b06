#include "population/explanations/record_change.h"

#include <algorithm>
#include <tuple>

#include "population/records/record_builder.h"

namespace openpcn::explanations {

using records::Element;
using records::ValueKind;

namespace {

std::vector<Element>::iterator find(std::vector<Element>& elements, const Attribute& attribute) {
    return std::find_if(elements.begin(), elements.end(), [&](const Element& element) {
        return element.path == attribute.path && element.group == attribute.group;
    });
}

}  // namespace

AttributeValue get(const DraftEntry& draft, const Attribute& attribute) {
    switch (attribute.what) {
        case Attribute::What::when:
            if (!draft.entry.when.has_value()) return {};
            return {ValueKind::date_time, draft.entry.when.bits(), 0};
        case Attribute::What::value:
            return {draft.entry.value_kind, draft.entry.value, draft.entry.unit};
        case Attribute::What::status:
            return {ValueKind::integer, static_cast<std::int64_t>(draft.entry.status), 0};
        case Attribute::What::element:
            break;
    }
    for (const Element& element : draft.elements) {
        if (element.path == attribute.path && element.group == attribute.group)
            return {element.kind, element.value, element.unit};
    }
    return {};
}

void set(DraftEntry& draft, const Attribute& attribute, const AttributeValue& value) {
    switch (attribute.what) {
        case Attribute::What::when:
            draft.entry.when = value.kind == ValueKind::none
                                   ? PartialDateTime()
                                   : PartialDateTime::from_bits(value.value);
            return;
        case Attribute::What::value:
            draft.entry.value_kind = value.kind;
            draft.entry.value = value.value;
            draft.entry.unit = value.unit;
            return;
        case Attribute::What::status:
            draft.entry.status = static_cast<records::Status>(value.value);
            return;
        case Attribute::What::element:
            break;
    }
    auto& elements = draft.elements;
    const auto found = find(elements, attribute);
    if (value.kind == ValueKind::none) {
        if (found != elements.end()) elements.erase(found);
    } else if (found != elements.end()) {
        found->kind = value.kind;
        found->value = value.value;
        found->unit = value.unit;
    } else {
        Element element;
        element.path = attribute.path;
        element.group = attribute.group;
        element.kind = value.kind;
        element.value = value.value;
        element.unit = value.unit;
        const auto after = std::upper_bound(
            elements.begin(), elements.end(), element, [](const Element& a, const Element& b) {
                return std::tie(a.path, a.group) < std::tie(b.path, b.group);
            });
        elements.insert(after, element);
    }
    draft.entry.element_count = static_cast<std::uint16_t>(elements.size());
}

records::RecordHeader changed_header(const records::RecordHeader& header,
                                     std::span<const RecordChange> changes) {
    records::RecordHeader changed = header;
    for (const RecordChange& change : changes) {
        if (change.kind == RecordChange::Kind::reach_age) changed.birth = change.birth;
        if (change.kind != RecordChange::Kind::no_death) continue;
        changed.deceased = false;
        changed.death = PartialDateTime();
    }
    return changed;
}

std::vector<std::byte> changed_record(const records::PatientRecord& record,
                                      std::span<const RecordChange> changes) {
    records::RecordBuilder builder(record);
    const records::RecordHeader header = changed_header(record.header(), changes);
    builder.demographics({header.sex, header.birth, header.deceased, header.death});
    for (const RecordChange& change : changes) {
        const DraftEntry& draft = change.draft;
        if (change.kind == RecordChange::Kind::remove_entry) builder.remove(draft.key);
        if (change.kind == RecordChange::Kind::add_entry ||
            change.kind == RecordChange::Kind::change_entry)
            builder.put(draft.key, draft.entry, draft.elements);
    }
    return builder.build();
}

Date changed_day(Date as_at, std::span<const RecordChange> changes) {
    for (const RecordChange& change : changes) {
        if (change.kind == RecordChange::Kind::later_date) return change.as_at;
    }
    return as_at;
}

}  // namespace openpcn::explanations
