// Builds a record's bytes from entries in any order, or changes an existing record.
//
// An entry is identified by its key: adding one that is there replaces it. Building sorts by type,
// time, code and key, so the same entries give the same bytes whatever order they came in.
#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "population/records/record.h"

namespace openpcn::records {

struct Demographics {
    Sex sex = Sex::unknown;
    PartialDateTime birth;
    bool deceased = false;
    PartialDateTime death;
};

class RecordBuilder {
public:
    explicit RecordBuilder(PersonId person);
    // Starts from all entries of an existing record.
    explicit RecordBuilder(const PatientRecord& record);

    // The demographic part. Sex, birth and death also stand in the header.
    RecordBuilder& demographics(const Demographics& demographics);
    RecordBuilder& practice(PracticeIndex practice);

    // Adds, or replaces the entry of this key. `elements` in any order.
    void put(EntryKey key, const Entry& entry, std::span<const Element> elements);
    // False if there is no such entry.
    bool remove(EntryKey key);
    void remove_if_load(std::uint32_t load);
    void clear_entries();
    std::size_t size() const { return by_key_.size(); }
    bool contains(EntryKey key) const { return by_key_.contains(key); }

    // The bytes; their size is a multiple of 8. std::vector's allocation is aligned enough.
    std::vector<std::byte> build() const;

private:
    struct Item {
        EntryKey key;
        Entry entry;
        std::vector<Element> elements;
    };
    RecordHeader header_;
    std::vector<Item> items_;
    std::unordered_map<EntryKey, std::size_t> by_key_;
};

}  // namespace openpcn::records
