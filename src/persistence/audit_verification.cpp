#include "persistence/audit_verification.h"

#include <algorithm>

#include "persistence/audit_log.h"

namespace openpcn::persistence {
namespace {

bool is_head(std::string_view text) {
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

}  // namespace

Result<AuditVerification> verify_audit(database::Connection& connection,
                                       std::string_view expected_head) {
    if (!expected_head.empty() && !is_head(expected_head)) {
        return failure({ErrorKind::invalid, "The expected head is not 64 hexadecimal digits.",
                        "--expect-head", "Give the head as an earlier check printed it."});
    }
    audit::ChainCheck check;
    bool expected_seen = expected_head.empty() || expected_head == audit::genesis_hash;
    TRY(read_audit(connection, [&](const audit::AuditRecord& record) {
        check.add(record);
        expected_seen = expected_seen || record.hash == expected_head;
    }));
    AuditVerification verification{check.count(), check.head(), check.broken()};
    if (!verification.broken && !expected_seen) {
        verification.broken =
            "The expected head is not in the log: its end was cut off, or it was rewritten.";
    }
    return verification;
}

}  // namespace openpcn::persistence
