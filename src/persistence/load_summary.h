// What a load did, for people and machines.
//
// Counts of entries are of the feed, after duplicates within it.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "population/feeds/feed.h"

namespace openpcn::persistence {

enum class LoadChange {
    nothing,  // everything in the feed was there already
    changed
};

struct LoadSummary {
    std::uint32_t load = 0;
    LoadChange change = LoadChange::nothing;
    feeds::FeedFacts::Kind kind = feeds::FeedFacts::Kind::changes;
    std::string practice;
    PartialDateTime extracted_at;

    std::uint64_t people = 0;        // described in the feed
    std::uint64_t people_added = 0;  // new to this practice
    std::uint64_t people_changed = 0;
    std::uint64_t people_unchanged = 0;
    std::uint64_t people_removed = 0;
    std::uint64_t people_moved_here = 0;      // their list was another practice's before
    std::uint64_t people_also_elsewhere = 0;  // another practice has a current registration too
    std::uint64_t people_joined = 0;          // ids that turned out to be one person with another
    std::uint64_t registrations_implied = 0;  // the feed gave none

    std::map<std::string, std::uint64_t> entries;  // by FHIR type
    // Those of Patient and EpisodeOfCare, which hold the person and the registration, included.
    std::uint64_t entries_added = 0;
    std::uint64_t entries_changed = 0;
    std::uint64_t entries_removed = 0;
    std::map<std::string, std::uint64_t> kept;     // resources kept as they came, by type
    std::map<std::string, std::uint64_t> rejects;  // by reason
    // Codes that came without a system, or without a term while none is known.
    std::uint64_t unknown_codes = 0;
    std::uint64_t unknown_code_entries = 0;

    std::uint64_t bytes = 0;  // of input, as the reader counted
    double seconds = 0;       // from begin() to the end of finish()
};

// As text for people, and as one JSON object with the field names above.
std::string to_text(const LoadSummary& summary);
std::string to_json(const LoadSummary& summary);

}  // namespace openpcn::persistence
