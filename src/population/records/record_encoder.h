// Writes a record's bytes from a list of items. RecordBuilder is the convenient way to make one
// record; this is the fast way to make millions, because nothing is copied or allocated per entry.
#pragma once

#include <span>
#include <vector>

#include "population/records/record.h"

namespace openpcn::records {

// An entry to write. `entry` and `elements` (entry->element_count of them, sorted by path and
// group) belong to the caller; entry->first_element is not used.
struct RecordItem {
    EntryKey key = 0;
    const Entry* entry = nullptr;
    const Element* elements = nullptr;
};

// The order of entries in a record: type, time, code, key.
bool comes_before(const RecordItem& a, const RecordItem& b);

// Items of an existing record, appended to `items`; they live as long as the record's bytes.
void append_items(const PatientRecord& record, std::vector<RecordItem>& items);

// Sorts the items (by type, time, code and key, so that equal entries give equal bytes in whatever
// order they came) and writes them. Keys must differ. Counts and type index of `header` are set
// here. The size is a multiple of 8.
std::vector<std::byte> encode_record(const RecordHeader& header, std::span<RecordItem> items);

}  // namespace openpcn::records
