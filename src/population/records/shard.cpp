#include "population/records/shard.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/invariant.h"
#include "population/records/checksum.h"

namespace openpcn::records {
namespace {

constexpr std::array<char, 8> shard_magic{'O', 'P', 'C', 'N', 'S', 'H', 'R', 'D'};

// frame | records | offsets
struct Frame {
    std::array<char, 8> magic = shard_magic;
    std::uint32_t format = 1;
    std::uint32_t record_format = RecordHeader::current_format;
    std::array<char, 16> practice{};  // ODS code, padded with zeros
    std::uint64_t record_count = 0;
    std::uint64_t record_bytes = 0;
    std::uint64_t checksum = 0;  // of everything after the frame, and of the fields above
};
static_assert(sizeof(Frame) == 56 && std::is_trivially_copyable_v<Frame>);

std::uint64_t frame_checksum(const Frame& frame, std::span<const std::byte> body) {
    Frame fields = frame;
    fields.checksum = 0;
    return checksum_of(body, checksum_of(std::as_bytes(std::span(&fields, 1)), 0));
}

Error damaged(std::string_view what) {
    return {ErrorKind::internal, fmt::format("A practice image is damaged: {}.", what), "",
            "It is rebuilt from the database; if that fails, load the practice again."};
}

}  // namespace

Result<Shard> Shard::open(std::span<const std::byte> bytes) {
    if (bytes.size() < sizeof(Frame)) return failure(damaged("it is cut short"));
    if (reinterpret_cast<std::uintptr_t>(bytes.data()) % 8 != 0) {
        return failure(damaged("it is not aligned"));
    }
    Frame frame;
    std::memcpy(&frame, bytes.data(), sizeof frame);
    if (frame.magic != shard_magic) return failure(damaged("it does not begin as one"));
    if (frame.format != 1 || frame.record_format != RecordHeader::current_format) {
        return failure(damaged("another version of the program wrote it"));
    }
    const std::span<const std::byte> body = bytes.subspan(sizeof(Frame));
    if (frame.record_bytes % 8 != 0 || frame.record_bytes > body.size() ||
        (body.size() - frame.record_bytes) % 8 != 0 || frame.record_count >= body.size() ||
        (body.size() - frame.record_bytes) / 8 != frame.record_count + 1 ||
        frame.practice.back() != '\0') {
        return failure(damaged("its sizes do not agree"));
    }
    if (frame.checksum != frame_checksum(frame, body)) {
        return failure(damaged("its checksum does not agree"));
    }
    Shard shard;
    shard.practice_ =
        std::string_view(reinterpret_cast<const char*>(bytes.data()) + offsetof(Frame, practice));
    shard.records_ = body.first(frame.record_bytes);
    shard.offsets_ = {
        reinterpret_cast<const std::uint64_t*>(body.subspan(frame.record_bytes).data()),
        frame.record_count + 1};
    shard.content_hash_ = frame.checksum;
    if (shard.offsets_.front() != 0 || shard.offsets_.back() != frame.record_bytes) {
        return failure(damaged("its offsets do not agree"));
    }
    PersonId last = 0;
    for (std::size_t i = 0; i < shard.size(); ++i) {
        const std::uint64_t from = shard.offsets_[i];
        const std::uint64_t to = shard.offsets_[i + 1];
        if (from > to || to > frame.record_bytes)
            return failure(damaged("its offsets do not rise"));
        const auto record = PatientRecord::check(shard.records_.subspan(from, to - from));
        if (!record) return failure(record.error());
        const PersonId person = record->header().person;
        if (i > 0 && person <= last) return failure(damaged("its people are not in order"));
        last = person;
    }
    return shard;
}

std::string_view Shard::practice() const { return practice_; }

std::optional<std::size_t> Shard::find(PersonId person) const {
    std::size_t low = 0;
    std::size_t high = size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (at(middle).header().person < person) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == size() || at(low).header().person != person) return std::nullopt;
    return low;
}

std::vector<std::byte> write_shard(std::string_view practice,
                                   std::span<const std::vector<std::byte>> records) {
    Frame frame;
    INVARIANT(practice.size() < frame.practice.size());
    std::copy(practice.begin(), practice.end(), frame.practice.begin());
    std::vector<std::uint64_t> offsets{0};
    offsets.reserve(records.size() + 1);
    for (const auto& record : records) {
        INVARIANT(record.size() % 8 == 0);
        offsets.push_back(offsets.back() + record.size());
    }
    frame.record_count = records.size();
    frame.record_bytes = offsets.back();
    std::vector<std::byte> bytes(sizeof(Frame) + frame.record_bytes + offsets.size() * 8);
    std::byte* at = bytes.data() + sizeof(Frame);
    for (const auto& record : records) {
        at = std::copy(record.begin(), record.end(), at);
    }
    std::memcpy(at, offsets.data(), offsets.size() * 8);
    frame.checksum = frame_checksum(frame, std::span(bytes).subspan(sizeof(Frame)));
    std::memcpy(bytes.data(), &frame, sizeof frame);
    return bytes;
}

}  // namespace openpcn::records
