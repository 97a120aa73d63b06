#include "population/records/record_variant.h"

#include <algorithm>
#include <cstring>

namespace openpcn::records {

PatientRecord RecordVariant::make(std::span<const std::uint8_t> left_out,
                                  std::span<RecordItem> put_in, const RecordHeader& header) {
    const auto entries = base_.entries();
    const auto keys = base_.keys();
    const auto elements = base_.elements();
    std::sort(put_in.begin(), put_in.end(), comes_before);
    std::size_t count = entries.size() + put_in.size();
    for (const std::uint8_t out : left_out) count -= out != 0 ? 1 : 0;
    std::size_t element_count = elements.size();
    for (const RecordItem& item : put_in) element_count += item.entry->element_count;

    const std::size_t size = sizeof(RecordHeader) + count * (sizeof(Entry) + sizeof(EntryKey)) +
                             element_count * sizeof(Element);
    if (bytes_.size() < size) bytes_.resize(size * 2);
    auto& head = *reinterpret_cast<RecordHeader*>(bytes_.data());
    head = header;
    head.entry_count = static_cast<std::uint32_t>(count);
    head.element_count = static_cast<std::uint32_t>(element_count);
    std::fill(std::begin(head.type_start), std::end(head.type_start), 0u);
    auto* entry_at = reinterpret_cast<Entry*>(bytes_.data() + sizeof(RecordHeader));
    auto* key_at = reinterpret_cast<EntryKey*>(entry_at + count);
    auto* element_at = reinterpret_cast<Element*>(key_at + count);
    if (!elements.empty()) std::memcpy(element_at, elements.data(), elements.size_bytes());
    std::size_t next_element = elements.size();

    const auto write = [&](const Entry& entry, EntryKey key) {
        *entry_at++ = entry;
        *key_at++ = key;
        ++head.type_start[static_cast<std::size_t>(entry.type) + 1];
    };
    const auto write_new = [&](const RecordItem& item) {
        Entry entry = *item.entry;
        entry.first_element = static_cast<std::uint32_t>(next_element);
        for (std::size_t i = 0; i < entry.element_count; ++i)
            element_at[next_element++] = item.elements[i];
        write(entry, item.key);
    };
    std::size_t next = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (i < left_out.size() && left_out[i] != 0) continue;
        const RecordItem own{keys[i], &entries[i], nullptr};
        while (next < put_in.size() && comes_before(put_in[next], own)) write_new(put_in[next++]);
        write(entries[i], keys[i]);
    }
    while (next < put_in.size()) write_new(put_in[next++]);
    for (std::size_t t = 0; t < resource_type_count; ++t)
        head.type_start[t + 1] += head.type_start[t];
    return PatientRecord(std::span<const std::byte>(bytes_.data(), size));
}

}  // namespace openpcn::records
