#include "persistence/audit_log.h"

namespace openpcn::persistence {

using database::Row;

Result<void> append_audit(database::Connection& connection, audit::AuditEvent event) {
    std::int64_t number = 0;
    std::string hash = audit::genesis_hash;
    TRY(connection.query("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1", {},
                         [&](const Row& row) -> Result<void> {
                             number = row.integer(0);
                             hash = row.string(1);
                             return {};
                         }));
    const audit::AuditRecord record = audit::next_record(number, hash, std::move(event));
    const audit::AuditEvent& e = record.event;
    TRY(connection.execute(
        "INSERT INTO audit (number, at, actor, role, organisation, purpose, action, subject, "
        "detail, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {record.number, e.at.to_string(), e.actor, e.role, e.organisation, e.purpose, e.action,
         e.subject, e.detail, record.previous_hash, record.hash}));
    return {};
}

namespace {

constexpr std::string_view select_audit =
    "SELECT number, at, actor, role, organisation, purpose, action, subject, detail, "
    "previous_hash, hash FROM audit ";

audit::AuditRecord record_of(const Row& row) {
    // A time that cannot be read any more hashes differently, which is what it should do.
    const auto at = Instant::parse(row.text(1)).value_or(Instant());
    return {row.integer(0),
            {at, row.string(2), row.string(3), row.string(4), row.string(5), row.string(6),
             row.string(7), row.string(8)},
            row.string(9),
            row.string(10)};
}

}  // namespace

Result<void> read_audit(database::Connection& connection,
                        const std::function<void(const audit::AuditRecord&)>& record) {
    return connection.query(std::string(select_audit) + "ORDER BY number", {},
                            [&](const Row& row) -> Result<void> {
                                record(record_of(row));
                                return {};
                            });
}

Result<void> read_audit_between(database::Connection& connection, Instant from, Instant before,
                                const std::function<void(const audit::AuditRecord&)>& record) {
    return connection.query(
        std::string(select_audit) + "WHERE at >= ? AND at < ? ORDER BY number DESC",
        {from.to_string(), before.to_string()}, [&](const Row& row) -> Result<void> {
            record(record_of(row));
            return {};
        });
}

}  // namespace openpcn::persistence
