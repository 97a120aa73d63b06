// Practice images come from disk: any bytes open as an error or as records that can be walked from
// end to end. The frame's checksum hides most of the checks behind it, so the same bytes are also
// framed properly as records of an image.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "base/invariant.h"
#include "population/records/shard.h"

namespace {

using namespace openpcn::records;

// Aligned as a mapped file is.
std::vector<std::byte> aligned_copy(const std::uint8_t* bytes, std::size_t size) {
    std::vector<std::byte> copy(size);
    if (size > 0) std::memcpy(copy.data(), bytes, size);
    return copy;
}

void walk(const PatientRecord& record) {
    std::uint64_t seen = 0;  // so that every byte is read
    for (const Entry& entry : record.entries()) {
        for (const Element& element : record.elements(entry)) {
            INVARIANT(record.find(entry, element.path) != nullptr);
            seen += static_cast<std::uint64_t>(element.value);
        }
    }
    for (std::size_t type = 0; type < resource_type_count; ++type) {
        for (const Entry& entry : record.entries(static_cast<ResourceType>(type)))
            INVARIANT(static_cast<std::size_t>(entry.type) == type);
    }
    for (const EntryKey key : record.keys()) seen += key;
    [[maybe_unused]] const volatile std::uint64_t sink = seen;
}

void walk(std::span<const std::byte> image) {
    const auto shard = Shard::open(image);
    if (!shard) return;
    for (std::size_t i = 0; i < shard->size(); ++i) {
        walk(shard->at(i));
        INVARIANT(shard->find(shard->at(i).header().person) == i);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::vector<std::byte> copy = aligned_copy(bytes, size);
    walk(copy);
    if (const auto record = PatientRecord::check(copy)) walk(*record);
    if (size % 8 == 0 && size >= sizeof(RecordHeader)) walk(write_shard("A81001", {{copy}}));
    return 0;
}
