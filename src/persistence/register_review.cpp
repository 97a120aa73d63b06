// Accepting and refusing what files would alter.
#include "persistence/register_review.h"

#include <fmt/format.h>

#include <map>
#include <tuple>

#include "persistence/audit_log.h"
#include "platform/io/clock.h"

namespace openpcn::persistence {
namespace {

using database::Connection;
using database::Row;
using organisations::ChangeKind;
using organisations::SubjectKind;

constexpr std::size_t reason_bytes_max = 2'000;

// What a change states, apart from what stood before it.
using Statement = std::tuple<SubjectKind, OdsCode, ChangeKind, std::string>;
Statement statement_of(const organisations::RegisterChange& change) {
    return {change.subject_kind, change.subject, change.kind, change.after};
}

Result<std::vector<ReviewedChange>> read_changes(Connection& connection,
                                                 std::string_view condition) {
    std::vector<ReviewedChange> changes;
    TRY(connection.query(
        fmt::format("SELECT c.id, c.file, f.name, f.dated, c.kind, c.subject_kind, c.subject, "
                    "c.name, c.before, c.after, c.decided_at, c.decided_by, c.refused_because FROM "
                    "register_change c JOIN register_file f ON f.id = c.file WHERE {} ORDER BY "
                    "c.id",
                    condition),
        {}, [&](const Row& row) -> Result<void> {
            TRY_ASSIGN(OdsCode subject, OdsCode::parse(row.text(6)));
            changes.push_back(
                {row.integer(0),
                 row.integer(1),
                 row.string(2),
                 row.string(3),
                 {static_cast<ChangeKind>(row.integer(4)), static_cast<SubjectKind>(row.integer(5)),
                  std::move(subject), row.string(7), row.string(8), row.string(9)},
                 row.string(10),
                 row.string(11),
                 row.string(12)});
            return {};
        }));
    return changes;
}

// A file all of whose changes are decided holds.
Result<void> settle_files(Connection& connection) {
    TRY(connection.execute(
        "UPDATE register_file SET review = 'accepted' WHERE review = 'waiting' AND NOT EXISTS "
        "(SELECT 1 FROM register_change c WHERE c.file = register_file.id AND c.decided_at = '')"));
    return {};
}

tl::unexpected<Error> none_waits(std::int64_t id) {
    return failure({ErrorKind::not_found, fmt::format("No change {} waits for review.", id),
                    "the register", "List those that wait with `openpcn register changes`."});
}

Result<void> audit(Connection& connection, const RegisterActor& actor, Instant now,
                   std::string action, std::string detail) {
    return append_audit(connection,
                        {now, actor.name, actor.role, actor.organisation, "administration",
                         std::move(action), "register", std::move(detail)});
}

// A commissioner is there while practices and networks name it.
Result<void> check_refusable(Connection& connection, std::int64_t id) {
    bool follows = false;
    TRY(connection.query(
        "SELECT subject_kind, kind FROM register_change WHERE id = ?", {id},
        [&](const Row& row) -> Result<void> {
            follows = static_cast<SubjectKind>(row.integer(0)) == SubjectKind::commissioner &&
                      static_cast<ChangeKind>(row.integer(1)) != ChangeKind::renamed;
            return {};
        }));
    if (!follows) return {};
    return failure({ErrorKind::invalid,
                    "That a commissioner comes or goes follows from its practices and networks.",
                    fmt::format("change {}", id), "Refuse the changes of those instead."});
}

}  // namespace

Result<std::vector<ReviewedChange>> register_changes(Connection& connection, WhichChanges which) {
    TRY_ASSIGN(auto changes,
               read_changes(connection, which == WhichChanges::waiting   ? "c.decided_at = ''"
                                        : which == WhichChanges::refused ? "c.refused_because <> ''"
                                                                         : "1 = 1"));
    TRY_ASSIGN(const auto refused, read_changes(connection, "c.refused_because <> ''"));
    std::map<Statement, const ReviewedChange*> newest;
    for (const ReviewedChange& one : refused) newest[statement_of(one.change)] = &one;
    for (ReviewedChange& change : changes) {
        const auto found = newest.find(statement_of(change.change));
        if (found == newest.end() || found->second->id >= change.id) continue;
        const ReviewedChange& earlier = *found->second;
        change.earlier = EarlierRefusal{earlier.file_name, earlier.dated, earlier.decided_at,
                                        earlier.refused_because};
    }
    return changes;
}

Result<std::int64_t> accept_register_changes(Connection& connection,
                                             std::optional<std::vector<std::int64_t>> ids,
                                             const RegisterActor& actor) {
    TRY_ASSIGN(auto transaction, database::Transaction::begin(connection));
    const Instant now = io::now();
    std::int64_t count = 0;
    if (ids) {
        for (const std::int64_t id : *ids) {
            TRY_ASSIGN(
                const auto changed,
                connection.execute("UPDATE register_change SET decided_at = ?, decided_by = ?, "
                                   "refused_because = '' WHERE id = ? AND (decided_at = '' OR "
                                   "refused_because <> '')",
                                   {now.to_string(), actor.name, id}));
            if (changed == 0) return none_waits(id);
            count += changed;
        }
    } else {
        TRY_ASSIGN(count, connection.execute("UPDATE register_change SET decided_at = ?, "
                                             "decided_by = ? WHERE decided_at = ''",
                                             {now.to_string(), actor.name}));
    }
    TRY(settle_files(connection));
    TRY(audit(connection, actor, now, "register.accept", fmt::format("{} changes", count)));
    TRY(transaction.commit());
    return count;
}

Result<std::int64_t> refuse_register_changes(Connection& connection,
                                             const std::vector<std::int64_t>& ids,
                                             const std::string& because,
                                             const RegisterActor& actor) {
    if (because.empty() || because.size() > reason_bytes_max)
        return failure(
            {ErrorKind::invalid,
             fmt::format("A refusal needs a reason of at most {} bytes.", reason_bytes_max),
             "reason", "Say why the change does not hold here."});
    TRY_ASSIGN(auto transaction, database::Transaction::begin(connection));
    const Instant now = io::now();
    for (const std::int64_t id : ids) {
        TRY(check_refusable(connection, id));
        TRY_ASSIGN(const auto changed,
                   connection.execute("UPDATE register_change SET decided_at = ?, decided_by = ?, "
                                      "refused_because = ? WHERE id = ? AND decided_at = ''",
                                      {now.to_string(), actor.name, because, id}));
        if (changed == 0) return none_waits(id);
    }
    TRY(settle_files(connection));
    TRY(audit(connection, actor, now, "register.refuse", fmt::format("{} changes", ids.size())));
    TRY(transaction.commit());
    return static_cast<std::int64_t>(ids.size());
}

}  // namespace openpcn::persistence
