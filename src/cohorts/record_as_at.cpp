#include "cohorts/record_as_at.h"

#include <algorithm>
#include <cstring>

namespace openpcn::cohorts {
namespace {

using records::Entry;
using records::PatientRecord;

// Local time at which the day after `day` begins, as PartialDateTime counts it.
std::int64_t end_of(Date day) {
    return (std::int64_t{day.days()} + 1 + PartialDateTime::days_to_1970) *
           PartialDateTime::ms_per_day;
}

// Entries of a type stand in order of date: how many of them are not later.
std::size_t count_until(std::span<const Entry> entries, std::int64_t end) {
    if (entries.empty() || entries.back().when.local_ms() < end) return entries.size();
    const auto later =
        std::partition_point(entries.begin(), entries.end(),
                             [end](const Entry& entry) { return entry.when.local_ms() < end; });
    return static_cast<std::size_t>(later - entries.begin());
}

}  // namespace

bool has_later_entries(const PatientRecord& record, Date day) {
    const std::int64_t end = end_of(day);
    for (std::size_t t = 0; t < records::resource_type_count; ++t) {
        const auto entries = record.entries(static_cast<records::ResourceType>(t));
        if (!entries.empty() && entries.back().when.local_ms() >= end) return true;
    }
    return false;
}

PatientRecord RecordAsAt::until(const PatientRecord& record, Date day) {
    return has_later_entries(record, day) ? copied(record, day) : record;
}

PatientRecord RecordAsAt::born_later(const PatientRecord& record, Date day, std::int32_t days) {
    const PatientRecord copy = copied(record, day);
    auto& header = *reinterpret_cast<records::RecordHeader*>(words_.data());
    if (header.birth.has_value())
        header.birth = PartialDateTime::from_local(
            header.birth.local_ms() + std::int64_t{days} * PartialDateTime::ms_per_day,
            header.birth.precision(), header.birth.offset_minutes());
    return copy;
}

// Elements stay where they are: entries point at them by index.
PatientRecord RecordAsAt::copied(const PatientRecord& record, Date day) {
    const std::int64_t end = end_of(day);
    words_.resize((record.bytes().size() + sizeof(std::uint64_t) - 1) / sizeof(std::uint64_t));
    auto* const bytes = reinterpret_cast<std::byte*>(words_.data());
    records::RecordHeader header = record.header();
    std::byte* to = bytes + sizeof(header);
    const auto append = [&to](const void* from, std::size_t size) {
        if (size > 0) std::memcpy(to, from, size);
        to += size;
    };
    std::size_t kept[records::resource_type_count];
    header.entry_count = 0;
    for (std::size_t t = 0; t < records::resource_type_count; ++t) {
        const auto entries = record.entries(static_cast<records::ResourceType>(t));
        kept[t] = count_until(entries, end);
        append(entries.data(), kept[t] * sizeof(Entry));
        header.type_start[t] = header.entry_count;
        header.entry_count += static_cast<std::uint32_t>(kept[t]);
    }
    header.type_start[records::resource_type_count] = header.entry_count;
    for (std::size_t t = 0; t < records::resource_type_count; ++t)
        append(record.keys().data() + record.header().type_start[t],
               kept[t] * sizeof(records::EntryKey));
    append(record.elements().data(), record.elements().size_bytes());
    std::memcpy(bytes, &header, sizeof(header));
    return PatientRecord(std::span(bytes, static_cast<std::size_t>(to - bytes)));
}

}  // namespace openpcn::cohorts
