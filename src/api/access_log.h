// Who looked at what of which practice: the audit log as those who watch over data read it.
//
// An entry of the log concerns a practice where it names one of its patients, or the practice
// itself (what it sent, the lines that were rejected, this page). A patient counts for the practice
// that the records hold the patient at now.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "api/access_policy.h"
#include "persistence/population_image.h"
#include "platform/audit/audit_chain.h"

namespace openpcn::api {

// The parts of one entry that somebody may read.
struct AccessEntry {
    std::int64_t number = 0;
    audit::AuditEvent event;  // its subject is empty: it may name people of others
    std::map<records::PracticeIndex, std::vector<records::PersonId>> patients;  // by practice
    std::size_t patient_count() const;
};

struct AccessQuestion {
    std::optional<records::PracticeIndex> practice;  // all within reach where there is none
    std::optional<records::PersonId> patient;
};

// Whether the entry concerns a practice whose audit entries `reach` lets the asker have, and what
// is asked for. For counting: it looks no further than the first that does.
bool is_seen_in_log(const audit::AuditRecord& record, const persistence::PopulationImage& image,
                    const Reach& reach, const AccessQuestion& question);
AccessEntry seen_in_log(const audit::AuditRecord& record, const persistence::PopulationImage& image,
                        const Reach& reach, const AccessQuestion& question);

// "Read a record", of the log's "patient.read"; the log's own word where it has no other.
std::string_view words_of_action(std::string_view action);

}  // namespace openpcn::api
