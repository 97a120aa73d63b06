// A person's record as it stood on a day, from the record as it is now: entries dated later are
// left out, and for comparisons the person can be made younger.
//
// Goes by the clinical date of an entry, to its own precision: an entry of "2026" stands from 1
// January 2026. When an entry was typed in is not known here, and statuses, end dates and death
// stay as they are recorded now. Entries without a date always stand.
#pragma once

#include <cstdint>
#include <vector>

#include "base/date.h"
#include "population/records/record.h"

namespace openpcn::cohorts {

// Whether a record has an entry dated after `day`. Microseconds: entries stand in order of date.
bool has_later_entries(const records::PatientRecord& record, Date day);

// The space for one changed record at a time; one per thread.
class RecordAsAt {
public:
    // The record itself where nothing is to be left out. Else a copy that lives until the next
    // call.
    records::PatientRecord until(const records::PatientRecord& record, Date day);
    // Always a copy: without entries dated after `day`, of a person born `days` later.
    records::PatientRecord born_later(const records::PatientRecord& record, Date day,
                                      std::int32_t days);

private:
    records::PatientRecord copied(const records::PatientRecord& record, Date day);
    std::vector<std::uint64_t> words_;  // aligned as records are
};

}  // namespace openpcn::cohorts
