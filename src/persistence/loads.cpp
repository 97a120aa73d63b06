#include "persistence/loads.h"

namespace openpcn::persistence {

using database::Row;

Result<std::optional<PastLoad>> latest_load(database::Connection& connection,
                                            std::string_view ods_code) {
    std::optional<PastLoad> found;
    TRY(connection.query(
        "SELECT id, ods_code, finished_at, extracted_at, kind, state, summary FROM load "
        "WHERE ods_code = ? ORDER BY id DESC LIMIT 1",
        {ods_code}, [&](const Row& row) -> Result<void> {
            found = PastLoad{row.integer(0), row.string(1), row.string(2), row.string(3),
                             row.string(4),  row.string(5), row.string(6)};
            return {};
        }));
    return found;
}

Result<std::int64_t> count_rejects(database::Connection& connection, std::string_view ods_code) {
    std::int64_t count = 0;
    TRY(connection.query(
        "SELECT count(*) FROM reject JOIN load ON load.id = reject.load WHERE load.ods_code = ?",
        {ods_code}, [&](const Row& row) -> Result<void> {
            count = row.integer(0);
            return {};
        }));
    return count;
}

Result<std::vector<RejectRow>> rejects_of(database::Connection& connection,
                                          std::string_view ods_code, std::int64_t offset,
                                          std::int64_t limit) {
    std::vector<RejectRow> rows;
    TRY(connection.query(
        "SELECT file, line, reject.kind, reason, original, finished_at FROM reject "
        "JOIN load ON load.id = reject.load WHERE load.ods_code = ? "
        "ORDER BY reject.load DESC, reject.number LIMIT ? OFFSET ?",
        {ods_code, limit, offset}, [&](const Row& row) -> Result<void> {
            const auto original = row.blob(4);
            rows.push_back(
                {row.string(0), row.integer(1), row.string(2), row.string(3),
                 std::string(reinterpret_cast<const char*>(original.data()), original.size()),
                 row.string(5)});
            return {};
        }));
    return rows;
}

}  // namespace openpcn::persistence
