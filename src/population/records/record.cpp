#include "population/records/record.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace openpcn::records {
namespace {

constexpr std::uint64_t mix(std::uint64_t x) {
    x ^= x >> 33;
    x *= 0xff51afd7ed558ccdULL;
    x ^= x >> 33;
    x *= 0xc4ceb9fe1a85ec53ULL;
    return x ^ (x >> 33);
}

Error damaged(std::string what) {
    return {ErrorKind::internal, "A stored record is damaged: " + what, "",
            "Rebuild the practice's image; if that fails, load the practice again."};
}

}  // namespace

// FNV-1a, finished with a mixer. Not cryptographic: it only has to be unique within one person.
EntryKey entry_key(ResourceType type, std::string_view source_id) {
    // The type is hashed like a character of its own, or observation 3 and prescription 4 would
    // have one key: 3 ^ '3' == 4 ^ '4'.
    std::uint64_t hash = mix(0xcbf29ce484222325ULL ^ static_cast<std::uint64_t>(type));
    for (const char c : source_id) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3ULL;
    }
    return mix(hash);
}

const Element* PatientRecord::find(const Entry& entry, ElementPath path) const {
    for (const Element& element : elements(entry)) {
        if (element.path == path) return &element;
        if (element.path > path) break;
    }
    return nullptr;
}

Result<PatientRecord> PatientRecord::check(std::span<const std::byte> bytes) {
    if (bytes.size() < sizeof(RecordHeader)) return failure(damaged("it is cut short."));
    if (reinterpret_cast<std::uintptr_t>(bytes.data()) % 8 != 0) {
        return failure(damaged("it is not aligned."));
    }
    const PatientRecord record(bytes);
    const RecordHeader& header = record.header();
    if (header.format != RecordHeader::current_format) {
        return failure(damaged(
            fmt::format("its format is {}, not {}.", header.format, RecordHeader::current_format)));
    }
    const std::uint64_t expected =
        sizeof(RecordHeader) +
        std::uint64_t{header.entry_count} * (sizeof(Entry) + sizeof(EntryKey)) +
        std::uint64_t{header.element_count} * sizeof(Element);
    if (bytes.size() != expected) return failure(damaged("its size does not agree."));
    // Read as a number: a bool of any other value is undefined.
    const auto deceased = static_cast<std::uint8_t>(bytes[offsetof(RecordHeader, deceased)]);
    if (header.sex > Sex::other || deceased > 1) {
        return failure(damaged("what it says of the person is out of range."));
    }
    if (header.type_start[0] != 0 || header.type_start[resource_type_count] != header.entry_count ||
        !std::is_sorted(std::begin(header.type_start), std::end(header.type_start))) {
        return failure(damaged("its index of types does not agree."));
    }
    for (std::size_t type = 0; type < resource_type_count; ++type) {
        for (const Entry& entry : record.entries(static_cast<ResourceType>(type))) {
            if (static_cast<std::size_t>(entry.type) != type || entry.status >= Status::count ||
                entry.value_kind > ValueKind::reference ||
                std::uint64_t{entry.first_element} + entry.element_count > header.element_count) {
                return failure(damaged("an entry is out of range."));
            }
            const auto elements = record.elements(entry);
            if (!std::is_sorted(elements.begin(), elements.end(),
                                [](const Element& a, const Element& b) { return a.path < b.path; }))
                return failure(damaged("an entry's elements are not in order."));
        }
    }
    for (const Element& element : record.elements()) {
        if (element.path >= ElementPath::count || element.kind > ValueKind::reference) {
            return failure(damaged("an element is out of range."));
        }
    }
    return record;
}

}  // namespace openpcn::records
