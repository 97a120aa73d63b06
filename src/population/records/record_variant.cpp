#include "population/records/record_variant.h"

#include <algorithm>
#include <cstring>

namespace openpcn::records {

namespace {

constexpr std::size_t entry_room_least = 16;
constexpr std::size_t element_room_least = 64;

}  // namespace

RecordVariant::RecordVariant(const PatientRecord& base)
    : base_(base), left_out_(base.entries().size()) {
    lay_out(entry_room_least, element_room_least);
}

// The base's entries, keys and elements, each with room behind them.
void RecordVariant::lay_out(std::size_t more_entries, std::size_t more_elements) {
    entry_room_ = more_entries;
    element_room_ = more_elements;
    const auto entries = base_.entries();
    const auto elements = base_.elements();
    const std::size_t entry_count = entries.size() + more_entries;
    const std::size_t element_count = elements.size() + more_elements;
    bytes_.assign(sizeof(RecordHeader) + entry_count * (sizeof(Entry) + sizeof(EntryKey)) +
                      element_count * sizeof(Element),
                  std::byte{0});
    RecordHeader header = base_.header();
    header.entry_count = static_cast<std::uint32_t>(entry_count);
    header.element_count = static_cast<std::uint32_t>(element_count);
    std::fill(std::begin(header.type_start), std::end(header.type_start), 0u);
    std::byte* at = bytes_.data();
    std::memcpy(at, &header, sizeof header);
    at += sizeof header;
    if (!entries.empty()) std::memcpy(at, entries.data(), entries.size_bytes());
    at += entry_count * sizeof(Entry);
    if (!entries.empty()) std::memcpy(at, base_.keys().data(), base_.keys().size_bytes());
    at += entry_count * sizeof(EntryKey);
    if (!elements.empty()) std::memcpy(at, elements.data(), elements.size_bytes());
}

void RecordVariant::make(std::span<const std::uint8_t> left_out, std::span<RecordItem> put_in,
                         const RecordHeader& header) {
    std::size_t element_count = 0;
    for (const RecordItem& item : put_in) element_count += item.entry->element_count;
    if (put_in.size() > entry_room_ || element_count > element_room_)
        lay_out(std::max(entry_room_, 2 * put_in.size()),
                std::max(element_room_, 2 * element_count));
    if (left_out.empty()) {
        std::fill(left_out_.begin(), left_out_.end(), std::uint8_t{0});
    } else {
        std::copy(left_out.begin(), left_out.end(), left_out_.begin());
    }
    auto& head = *reinterpret_cast<RecordHeader*>(bytes_.data());
    head.sex = header.sex;
    head.deceased = header.deceased;
    head.birth = header.birth;
    head.death = header.death;

    std::sort(put_in.begin(), put_in.end(), records::comes_before);
    put_in_count_ = static_cast<std::uint32_t>(put_in.size());
    auto* const entries = reinterpret_cast<Entry*>(bytes_.data() + sizeof(RecordHeader));
    auto* const keys = reinterpret_cast<EntryKey*>(entries + head.entry_count);
    auto* const elements = reinterpret_cast<Element*>(keys + head.entry_count);
    std::size_t next_element = base_.elements().size();
    for (std::size_t i = 0; i < put_in.size(); ++i) {
        Entry& entry = entries[left_out_.size() + i];
        entry = *put_in[i].entry;
        entry.first_element = static_cast<std::uint32_t>(next_element);
        keys[left_out_.size() + i] = put_in[i].key;
        std::copy_n(put_in[i].elements, entry.element_count, elements + next_element);
        next_element += entry.element_count;
    }
}

bool RecordVariant::comes_before(std::uint32_t a, std::uint32_t b) const {
    const PatientRecord copy = record();
    const RecordItem first{copy.keys()[a], &copy.entries()[a], nullptr};
    const RecordItem second{copy.keys()[b], &copy.entries()[b], nullptr};
    return records::comes_before(first, second);
}

}  // namespace openpcn::records
