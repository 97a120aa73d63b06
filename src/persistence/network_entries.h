// Entries that the network's own staff record about a person: outcomes of worklists.
//
// They stand beside what practices send (practice_index -1), so no practice's next extract removes
// them, until they have been sent back to the practice. The caller's transaction covers them
// together with the action and the audit entry.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/instant.h"
#include "persistence/data_directory.h"
#include "platform/database/connection.h"
#include "population/records/record.h"
#include "population/terminology/concept_dictionary.h"

namespace openpcn::persistence {

struct NetworkEntry {
    records::ResourceType type = records::ResourceType::procedure;
    records::Status status = records::Status::completed;
    Code code;
    PartialDateTime when;
    bool has_value = false;
    std::int64_t value_units = 0;  // Decimal units
    std::string unit;              // UCUM
    std::string recorded_by_role;
    std::string note;
};

struct NetworkEntryRow {
    records::EntryKey key = 0;
    records::PersonId person = 0;
    std::string type;  // FHIR
    std::string system, code, term;
    std::string date;
    std::string value;  // with its unit
    std::string recorded_by_role;
    Instant recorded_at;
    bool sent = false;
};

struct ChangedRecord {
    std::vector<std::byte> record;        // the person's whole record, as the image holds it
    std::vector<records::EntryKey> keys;  // of the entries added
};

// Adds the entries to the person's network record. New codes and texts go into the dictionary
// tables in the same transaction; reload the dictionary (PopulationImage::open or its own call)
// where the returned record has indices that the image in memory does not know yet. `not_found`
// where there is no such person.
Result<ChangedRecord> append_network_entries(database::Connection& connection,
                                             const DataDirectory& directory,
                                             records::PersonId person,
                                             std::span<const NetworkEntry> entries, Instant at);
// Takes entries back that were not sent yet. `conflict` where one was.
Result<ChangedRecord> remove_network_entries(database::Connection& connection,
                                             const DataDirectory& directory,
                                             records::PersonId person,
                                             std::span<const records::EntryKey> keys);
// What the network recorded about a person, newest first.
Result<std::vector<NetworkEntryRow>> network_entries_of(database::Connection& connection,
                                                        records::PersonId person);

}  // namespace openpcn::persistence
