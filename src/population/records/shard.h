// One practice's patients in one block of bytes: what evaluation reads.
//
// The block is the content of a practice image (a file that persistence maps and can always
// rebuild from SQL). A Shard is a view of it. Records stand in ascending order of person, each
// aligned to 8 bytes. Immutable, so threads may share it.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "population/records/record.h"

namespace openpcn::records {

class Shard {
public:
    // Checks the frame (magic, version, sizes, checksum) and every record.
    static Result<Shard> open(std::span<const std::byte> bytes);

    std::string_view practice() const;  // ODS code
    std::size_t size() const { return offsets_.size() - 1; }
    PatientRecord at(std::size_t i) const {
        return PatientRecord(records_.subspan(offsets_[i], offsets_[i + 1] - offsets_[i]));
    }
    std::optional<std::size_t> find(PersonId person) const;
    std::size_t byte_count() const { return records_.size(); }
    // Identifies the content: the checksum in the frame.
    std::uint64_t content_hash() const { return content_hash_; }

private:
    Shard() = default;
    std::string_view practice_;
    std::span<const std::byte> records_;
    std::span<const std::uint64_t> offsets_;  // size() + 1, into records_
    std::uint64_t content_hash_ = 0;
};

// The bytes of a shard from records already in ascending order of person.
std::vector<std::byte> write_shard(std::string_view practice,
                                   std::span<const std::vector<std::byte>> records);

}  // namespace openpcn::records
