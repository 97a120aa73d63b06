// Changed copies of one record, made quickly one after another: for questions of the kind "and if
// this entry were not there?".
//
// The copy is as good as a built record for reading, but not for storing: elements of entries that
// were left out stay in its bytes. One copy lives at a time, until the next is made.
#pragma once

#include <span>
#include <vector>

#include "population/records/record_encoder.h"

namespace openpcn::records {

class RecordVariant {
public:
    // `base` must outlive this.
    explicit RecordVariant(const PatientRecord& base) : base_(base) {}

    // `left_out`: by index of the entry, not 0 for those that the copy lacks; empty for none.
    // `put_in`: with keys that the rest does not have; sorted here as builders sort.
    // `header`: demographics of the copy.
    PatientRecord make(std::span<const std::uint8_t> left_out, std::span<RecordItem> put_in,
                       const RecordHeader& header);

    const PatientRecord& base() const { return base_; }

private:
    PatientRecord base_;
    std::vector<std::byte> bytes_;
};

}  // namespace openpcn::records
