#include "population/records/record_builder.h"

#include <algorithm>
#include <cstring>
#include <tuple>

#include "base/invariant.h"

namespace openpcn::records {

RecordBuilder::RecordBuilder(PersonId person) { header_.person = person; }

RecordBuilder::RecordBuilder(const PatientRecord& record) : header_(record.header()) {
    const auto entries = record.entries();
    const auto keys = record.keys();
    items_.reserve(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        put(keys[i], entries[i], record.elements(entries[i]));
    }
}

RecordBuilder& RecordBuilder::demographics(const Demographics& demographics) {
    header_.sex = demographics.sex;
    header_.birth = demographics.birth;
    header_.deceased = demographics.deceased;
    header_.death = demographics.death;
    return *this;
}

RecordBuilder& RecordBuilder::practice(PracticeIndex practice) {
    header_.practice = practice;
    return *this;
}

void RecordBuilder::put(EntryKey key, const Entry& entry, std::span<const Element> elements) {
    const auto [place, added] = by_key_.try_emplace(key, items_.size());
    if (added) items_.push_back({});
    Item& item = items_[place->second];
    item = {key, entry, {elements.begin(), elements.end()}};
    std::stable_sort(item.elements.begin(), item.elements.end(),
                     [](const Element& a, const Element& b) {
                         return std::tie(a.path, a.group) < std::tie(b.path, b.group);
                     });
}

bool RecordBuilder::remove(EntryKey key) {
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return false;
    const std::size_t hole = found->second;
    by_key_.erase(found);
    if (hole + 1 != items_.size()) {
        items_[hole] = std::move(items_.back());
        by_key_[items_[hole].key] = hole;
    }
    items_.pop_back();
    return true;
}

void RecordBuilder::remove_if_load(std::uint32_t load) {
    std::vector<EntryKey> keys;
    for (const Item& item : items_) {
        if (item.entry.load == load) keys.push_back(item.key);
    }
    for (const EntryKey key : keys) remove(key);
}

void RecordBuilder::clear_entries() {
    items_.clear();
    by_key_.clear();
}

std::vector<std::byte> RecordBuilder::build() const {
    std::vector<const Item*> order;
    order.reserve(items_.size());
    std::size_t element_count = 0;
    for (const Item& item : items_) {
        order.push_back(&item);
        element_count += item.elements.size();
    }
    std::sort(order.begin(), order.end(), [](const Item* a, const Item* b) {
        return std::tuple(a->entry.type, a->entry.when, a->entry.code, a->key) <
               std::tuple(b->entry.type, b->entry.when, b->entry.code, b->key);
    });

    RecordHeader header = header_;
    header.entry_count = static_cast<std::uint32_t>(order.size());
    header.element_count = static_cast<std::uint32_t>(element_count);
    std::fill(std::begin(header.type_start), std::end(header.type_start), 0u);
    for (const Item* item : order)
        ++header.type_start[static_cast<std::size_t>(item->entry.type) + 1];
    for (std::size_t t = 0; t < resource_type_count; ++t) {
        header.type_start[t + 1] += header.type_start[t];
    }

    std::vector<std::byte> bytes(sizeof(RecordHeader) +
                                 order.size() * (sizeof(Entry) + sizeof(EntryKey)) +
                                 element_count * sizeof(Element));
    std::byte* entry_at = bytes.data() + sizeof(RecordHeader);
    std::byte* key_at = entry_at + order.size() * sizeof(Entry);
    std::byte* element_at = key_at + order.size() * sizeof(EntryKey);
    std::memcpy(bytes.data(), &header, sizeof header);
    std::uint32_t first_element = 0;
    for (const Item* item : order) {
        Entry entry = item->entry;
        entry.first_element = first_element;
        INVARIANT(item->elements.size() <= 0xffff);
        entry.element_count = static_cast<std::uint16_t>(item->elements.size());
        std::memcpy(entry_at, &entry, sizeof entry);
        std::memcpy(key_at, &item->key, sizeof item->key);
        if (!item->elements.empty()) {
            std::memcpy(element_at, item->elements.data(), item->elements.size() * sizeof(Element));
        }
        entry_at += sizeof entry;
        key_at += sizeof item->key;
        element_at += item->elements.size() * sizeof(Element);
        first_element += entry.element_count;
    }
    return bytes;
}

}  // namespace openpcn::records
