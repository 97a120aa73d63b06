// One person's record: typed entries, sorted by type and date, in one block of bytes.
//
// The same bytes are stored in SQL, stand in the practice image, and are read by evaluation:
// nothing is parsed in between. A PatientRecord is a view and as long-lived as its bytes. It holds
// no name, address or NHS number; those are in the people table of persistence.
//
//   header | entries | keys | elements
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

#include "base/partial_date_time.h"
#include "base/result.h"
#include "population/records/model.h"
#include "population/terminology/concept_dictionary.h"
#include "population/terminology/text_pool.h"

namespace openpcn::records {

// Opaque, not derived from anything a person could be recognised by. Safe in addresses and logs.
using PersonId = std::uint64_t;
// Index of a practice in the data directory's practice list.
using PracticeIndex = std::uint16_t;
// 64-bit hash of (resource type, the feed's own identifier of the entry). Unique within a person.
using EntryKey = std::uint64_t;

EntryKey entry_key(ResourceType type, std::string_view source_id);

struct Entry {
    ConceptIndex code = 0;  // main coding: what was diagnosed, measured, prescribed, done
    ResourceType type = ResourceType::patient;
    Status status = Status::none;
    PracticeIndex practice = 0;  // where it was recorded
    // The clinical time: onset, effective, authoredOn, performed, occurrence; start of a period.
    PartialDateTime when;
    std::int64_t value = 0;  // by value_kind
    TextIndex unit = 0;      // of a quantity
    std::uint32_t first_element = 0;
    std::uint16_t element_count = 0;
    ValueKind value_kind = ValueKind::none;
    std::uint8_t reserved = 0;
    std::uint32_t load = 0;  // which load brought it (provenance)
};
static_assert(sizeof(Entry) == 40 && std::is_trivially_copyable_v<Entry>);

struct Element {
    ElementPath path = ElementPath::none;
    std::uint16_t group = 0;  // number of the repetition this belongs to, where elements repeat
    ValueKind kind = ValueKind::none;
    std::uint8_t reserved[3] = {};
    TextIndex unit = 0;
    std::uint32_t reserved2 = 0;
    std::int64_t value = 0;
};
static_assert(sizeof(Element) == 24 && std::is_trivially_copyable_v<Element>);

enum class Sex : std::uint8_t {
    unknown,
    male,
    female,
    other
};

struct RecordHeader {
    static constexpr std::uint32_t current_format = 1;
    std::uint32_t format = current_format;
    std::uint32_t entry_count = 0;
    std::uint32_t element_count = 0;
    Sex sex = Sex::unknown;
    bool deceased = false;
    PracticeIndex practice = 0;  // whose list the person is on now, or was on last
    PersonId person = 0;
    PartialDateTime birth;
    PartialDateTime death;  // without value where only the fact of death is known
    // Entries of type t are [type_start[t], type_start[t + 1]).
    std::uint32_t type_start[resource_type_count + 1] = {};
};
static_assert(std::is_trivially_copyable_v<RecordHeader> && sizeof(RecordHeader) % 8 == 0);

class PatientRecord {
public:
    // `bytes` must come from RecordBuilder::build and be aligned to 8. Bytes from disk go through
    // check() first.
    explicit PatientRecord(std::span<const std::byte> bytes) : bytes_(bytes) {}

    // Sizes, sort order, offsets and enum values of bytes read back from storage. `internal` with
    // what is wrong.
    static Result<PatientRecord> check(std::span<const std::byte> bytes);

    const RecordHeader& header() const {
        return *reinterpret_cast<const RecordHeader*>(bytes_.data());
    }
    std::span<const Entry> entries() const {
        return {reinterpret_cast<const Entry*>(bytes_.data() + sizeof(RecordHeader)),
                header().entry_count};
    }
    std::span<const Entry> entries(ResourceType type) const {
        const auto t = static_cast<std::size_t>(type);
        return entries().subspan(header().type_start[t],
                                 header().type_start[t + 1] - header().type_start[t]);
    }
    std::span<const EntryKey> keys() const {
        return {reinterpret_cast<const EntryKey*>(bytes_.data() + sizeof(RecordHeader) +
                                                  header().entry_count * sizeof(Entry)),
                header().entry_count};
    }
    std::span<const Element> elements() const {
        return {reinterpret_cast<const Element*>(bytes_.data() + sizeof(RecordHeader) +
                                                 header().entry_count *
                                                     (sizeof(Entry) + sizeof(EntryKey))),
                header().element_count};
    }
    std::span<const Element> elements(const Entry& entry) const {
        return elements().subspan(entry.first_element, entry.element_count);
    }
    // The first element of this path, or null. Elements of an entry are sorted by path, then group.
    const Element* find(const Entry& entry, ElementPath path) const;

    std::span<const std::byte> bytes() const { return bytes_; }

private:
    std::span<const std::byte> bytes_;
};

}  // namespace openpcn::records
