// Changed copies of one record, made quickly one after another: for questions of the kind "and if
// this entry were not there?".
//
// Entries of the base keep their index in every copy, so that what was found out of one can be
// used in the next. A copy is therefore no record as it is stored: entries that were left out are
// still in its bytes, those put in stand behind the base's, places that are free behind these, and
// entries(type) finds none. Whoever reads it asks is_left_out() and put_in(). One copy lives at a
// time, until the next is made.
#pragma once

#include <span>
#include <vector>

#include "population/records/record_encoder.h"

namespace openpcn::records {

class RecordVariant {
public:
    // `base` must outlive this. Begins as the base unchanged.
    explicit RecordVariant(const PatientRecord& base);

    // `left_out`: by index of the entry, not 0 for those that the copy lacks; empty for none.
    // `put_in`: with keys that the rest does not have; sorted here as builders sort.
    // `header`: demographics of the copy.
    void make(std::span<const std::uint8_t> left_out, std::span<RecordItem> put_in,
              const RecordHeader& header);

    const PatientRecord& base() const { return base_; }
    PatientRecord record() const { return PatientRecord(std::span<const std::byte>(bytes_)); }
    bool is_left_out(std::uint32_t entry) const { return left_out_[entry] != 0; }
    // Indexes from first_put_in() on, in the order in which builders sort.
    std::uint32_t first_put_in() const { return static_cast<std::uint32_t>(left_out_.size()); }
    std::uint32_t put_in_count() const { return put_in_count_; }
    // Of entries of the copy, by index.
    bool comes_before(std::uint32_t a, std::uint32_t b) const;

private:
    void lay_out(std::size_t more_entries, std::size_t more_elements);

    PatientRecord base_;
    std::vector<std::byte> bytes_;
    std::vector<std::uint8_t> left_out_;
    std::uint32_t put_in_count_ = 0;
    std::size_t entry_room_ = 0;  // for what is put in
    std::size_t element_room_ = 0;
};

}  // namespace openpcn::records
