#include "population/records/record_encoder.h"

#include <algorithm>
#include <cstring>
#include <tuple>

namespace openpcn::records {

bool comes_before(const RecordItem& a, const RecordItem& b) {
    if (a.entry->type != b.entry->type) return a.entry->type < b.entry->type;
    if (a.entry->when != b.entry->when) return a.entry->when < b.entry->when;
    return std::tie(a.entry->code, a.key) < std::tie(b.entry->code, b.key);
}

void append_items(const PatientRecord& record, std::vector<RecordItem>& items) {
    const auto entries = record.entries();
    const auto keys = record.keys();
    const Element* const elements = record.elements().data();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        items.push_back({keys[i], &entries[i], elements + entries[i].first_element});
    }
}

std::vector<std::byte> encode_record(const RecordHeader& header, std::span<RecordItem> items) {
    std::sort(items.begin(), items.end(), comes_before);
    RecordHeader head = header;
    head.entry_count = static_cast<std::uint32_t>(items.size());
    head.element_count = 0;
    std::fill(std::begin(head.type_start), std::end(head.type_start), 0u);
    for (const RecordItem& item : items) {
        head.element_count += item.entry->element_count;
        ++head.type_start[static_cast<std::size_t>(item.entry->type) + 1];
    }
    for (std::size_t t = 0; t < resource_type_count; ++t) {
        head.type_start[t + 1] += head.type_start[t];
    }
    std::vector<std::byte> bytes(sizeof(RecordHeader) +
                                 items.size() * (sizeof(Entry) + sizeof(EntryKey)) +
                                 std::size_t{head.element_count} * sizeof(Element));
    std::byte* entry_at = bytes.data() + sizeof(RecordHeader);
    std::byte* key_at = entry_at + items.size() * sizeof(Entry);
    std::byte* element_at = key_at + items.size() * sizeof(EntryKey);
    std::memcpy(bytes.data(), &head, sizeof head);
    std::uint32_t first_element = 0;
    for (const RecordItem& item : items) {
        Entry entry = *item.entry;
        entry.first_element = first_element;
        std::memcpy(entry_at, &entry, sizeof entry);
        std::memcpy(key_at, &item.key, sizeof item.key);
        if (entry.element_count > 0) {
            std::memcpy(element_at, item.elements, entry.element_count * sizeof(Element));
        }
        entry_at += sizeof entry;
        key_at += sizeof item.key;
        element_at += entry.element_count * sizeof(Element);
        first_element += entry.element_count;
    }
    return bytes;
}

}  // namespace openpcn::records
