// One change to a person's record, or to the day on which it is asked about.
//
// A change names one way in which it can be made (`draft`), and the range within which it may vary
// without losing its effect: any date since, any value up to. Nothing here is ever written to a
// record that is kept.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "population/records/record.h"

namespace openpcn::explanations {

// An entry as it would be.
struct DraftEntry {
    records::EntryKey key = 0;
    records::Entry entry;
    std::vector<records::Element> elements;  // sorted by path and group
};

// What of an entry can be varied.
struct Attribute {
    enum class What : std::uint8_t {
        when,
        value,
        status,
        element
    };
    What what = What::when;
    records::ElementPath path = records::ElementPath::none;  // of an element
    std::uint16_t group = 0;
    auto operator<=>(const Attribute&) const = default;
};

// As Entry and Element keep values. Kind none: there is no value.
struct AttributeValue {
    records::ValueKind kind = records::ValueKind::none;
    std::int64_t value = 0;
    TextIndex unit = 0;
    auto operator<=>(const AttributeValue&) const = default;
};

AttributeValue get(const DraftEntry& draft, const Attribute& attribute);
void set(DraftEntry& draft, const Attribute& attribute, const AttributeValue& value);

// Within which an attribute keeps the effect, where it matters. Without `low` or `high` there is
// no bound on that side; where both are equal, only this value does.
struct AttributeRange {
    Attribute attribute;
    std::optional<AttributeValue> low;
    std::optional<AttributeValue> high;
};

struct RecordChange {
    enum class Kind : std::uint8_t {
        later_date,  // nobody does anything
        add_entry,
        reach_age,
        change_entry,
        remove_entry,
        no_death,  // the record of a death is withdrawn
    };
    Kind kind = Kind::add_entry;
    DraftEntry draft;            // added or changed; its key alone of one that is removed
    std::uint32_t retrieve = 0;  // of an entry added: the index of the plan's retrieve it is for
    std::vector<AttributeRange> ranges;
    PartialDateTime birth;  // of an age reached: a birth that makes the person as old
    Date as_at;             // of a later date
};

using RecordChanges = std::vector<RecordChange>;

// The record with the changes made, as bytes.
std::vector<std::byte> changed_record(const records::PatientRecord& record,
                                      std::span<const RecordChange> changes);
// The day to ask about.
Date changed_day(Date as_at, std::span<const RecordChange> changes);

// Demographics with the changes made.
records::RecordHeader changed_header(const records::RecordHeader& header,
                                     std::span<const RecordChange> changes);

}  // namespace openpcn::explanations
