#include "population/records/record_builder.h"

#include <algorithm>
#include <tuple>

#include "base/invariant.h"
#include "population/records/record_encoder.h"

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
    INVARIANT(elements.size() <= 0xffff);
    item = {key, entry, {elements.begin(), elements.end()}};
    item.entry.element_count = static_cast<std::uint16_t>(elements.size());
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
    std::vector<RecordItem> items;
    items.reserve(items_.size());
    for (const Item& item : items_) items.push_back({item.key, &item.entry, item.elements.data()});
    return encode_record(header_, items);
}

}  // namespace openpcn::records
