#include "persistence/loads.h"

#include <fmt/format.h>

namespace openpcn::persistence {
namespace {

// A full load starts anew; a line that came twice since then is one line.
constexpr std::string_view standing_rejects =
    "FROM reject JOIN load ON load.id = reject.load WHERE load.ods_code = ? AND load.id >= "
    "COALESCE((SELECT max(id) FROM load f WHERE f.ods_code = ? AND f.kind = 'full' "
    "AND f.state = 'done'), 0) GROUP BY file, line, original";

}  // namespace

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
    TRY(connection.query(fmt::format("SELECT count(*) FROM (SELECT file, line, original {}) lines",
                                     standing_rejects),
                         {ods_code, ods_code}, [&](const Row& row) -> Result<void> {
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
        fmt::format("SELECT file, line, max(reject.kind), max(reason), original, max(finished_at) "
                    "{} ORDER BY max(reject.load) DESC, min(reject.number) LIMIT ? OFFSET ?",
                    standing_rejects),
        {ods_code, ods_code, limit, offset}, [&](const Row& row) -> Result<void> {
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
