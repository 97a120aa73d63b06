// Checking the audit log as a whole: every link, and the end against a head that was kept
// elsewhere.
//
// The chain alone cannot show that its end was cut off or that all of it was rewritten by whoever
// owns the disk; the head that an earlier check printed, kept on another machine, can.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/database/connection.h"

namespace openpcn::persistence {

struct AuditVerification {
    std::int64_t entries = 0;
    std::string head;  // 64 hexadecimal digits; keep it elsewhere
    // One sentence about the first thing that is wrong, or nothing.
    std::optional<std::string> broken;
};

// `expected_head`: printed by an earlier check, or empty. The log may have grown since: the head
// must still be the hash of one of its entries. `invalid` where it is not a head.
Result<AuditVerification> verify_audit(database::Connection& connection,
                                       std::string_view expected_head);

}  // namespace openpcn::persistence
