// The audit log's chain: each entry's hash covers its content and the hash before it, so that a
// changed, removed, added or reordered entry breaks every link after it.
//
// Cutting off the end, or rewriting the whole log, is found only by comparing with a head that was
// kept elsewhere; `openpcn audit verify` prints the head for that. Pure: no clock, no storage.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"

namespace openpcn::audit {

// Who did what about whom. No names, no free text: identifiers and codes only.
struct AuditEvent {
    Instant at;
    std::string actor;  // user name, or "command line"
    std::string role;
    std::string organisation;  // ODS code
    std::string purpose;       // "direct care", "planning", "administration"
    std::string action;        // "patient.read", "worklist.outcome", "load", ...
    std::string subject;       // opaque id of the person, or of what was changed
    std::string detail;        // codes only, for example the worklist's id
};

struct AuditRecord {
    std::int64_t number = 0;  // from 1, without gaps
    AuditEvent event;
    std::string previous_hash;  // of record number - 1; 64 zeros before the first
    std::string hash;
};

extern const std::string genesis_hash;

std::string hash_of(const AuditRecord& record);
AuditRecord next_record(std::int64_t last_number, std::string_view last_hash, AuditEvent event);

// Feed all records in order; the first break is kept.
class ChainCheck {
public:
    void add(const AuditRecord& record);
    std::int64_t count() const { return count_; }
    const std::string& head() const { return head_; }
    // One sentence about the first broken link, or nothing.
    const std::optional<std::string>& broken() const { return broken_; }

private:
    std::int64_t count_ = 0;
    std::string head_ = genesis_hash;
    std::optional<std::string> broken_;
};

}  // namespace openpcn::audit
