// The audit log in SQL. Writing belongs to the transaction of what is audited, so neither stands
// without the other.
#pragma once

#include <functional>

#include "platform/audit/audit_chain.h"
#include "platform/database/connection.h"

namespace openpcn::persistence {

// Appends inside the caller's transaction, which must be a writing one.
Result<void> append_audit(database::Connection& connection, audit::AuditEvent event);

// All records in order.
Result<void> read_audit(database::Connection& connection,
                        const std::function<void(const audit::AuditRecord&)>& record);

// Those from `from` on and before `before`, the latest first.
Result<void> read_audit_between(database::Connection& connection, Instant from, Instant before,
                                const std::function<void(const audit::AuditRecord&)>& record);

}  // namespace openpcn::persistence
