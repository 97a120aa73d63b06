// Makes one practice's record of one person from what a feed said and what was there before.
//
// Within a feed the last line about an entry wins. A person for whom neither says how they are
// registered gets one registration of type R without a start, with a note that the feed implied it:
// somebody in a practice's feed is on that practice's list, and a date is never invented.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "persistence/staged_feed.h"

namespace openpcn::persistence {

// The texts that assembly writes into records.
struct AssemblyTexts {
    TextIndex regular = 0;       // "R"
    TextIndex implied_note = 0;  // note of an implied registration
    static AssemblyTexts intern(TextPool& texts);
};

struct AssemblyRequest {
    records::PersonId person = 0;
    records::PracticeIndex practice = 0;
    const StagedPerson* description = nullptr;   // null: not described in this feed
    std::span<const std::uint32_t> staged;       // indices into the feed's entries, in order
    std::optional<records::PatientRecord> base;  // what stays unless the feed says otherwise
};

struct Assembled {
    std::vector<std::byte> bytes;    // no entry has a load yet: see set_loads
    std::uint64_t content_hash = 0;  // of these bytes
    bool registration_implied = false;
    std::array<std::uint32_t, records::resource_type_count> from_feed{};  // entries by type
};

// Pure; threads may share the feed.
Assembled assemble_record(const StagedFeed& feed, const AssemblyTexts& texts,
                          const AssemblyRequest& request);

struct LoadedChanges {
    std::uint64_t added = 0;
    std::uint64_t changed = 0;
    std::uint64_t removed = 0;
};

// Writes into every entry of `bytes` which load brought it: that of `before` where the same entry
// was there with the same content, or else `load`.
LoadedChanges set_loads(std::span<std::byte> bytes,
                        const std::optional<records::PatientRecord>& before, std::uint32_t load);

}  // namespace openpcn::persistence
