#include "platform/database/migrations.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <map>

namespace openpcn::database {
namespace {

std::string checksum(std::string_view text) {
    std::array<unsigned char, 16> hash{};
    crypto_generichash(hash.data(), hash.size(),
                       reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr,
                       0);
    return fmt::format("{:02x}", fmt::join(hash, ""));
}

Result<std::map<std::int64_t, std::string>> applied_migrations(Connection& connection) {
    TRY(connection.run_script(
        for_dialect("CREATE TABLE IF NOT EXISTS schema_migration (number {{integer}} PRIMARY KEY, "
                    "name TEXT NOT NULL, checksum TEXT NOT NULL) {{strict}}",
                    connection.dialect())));
    std::map<std::int64_t, std::string> applied;
    TRY(connection.query("SELECT number, checksum FROM schema_migration", {},
                         [&](const Row& row) -> Result<void> {
                             applied[row.integer(0)] = row.string(1);
                             return {};
                         }));
    return applied;
}

}  // namespace

std::string for_dialect(std::string_view text, Dialect dialect) {
    struct Token {
        std::string_view token;
        std::string_view sqlite;
        std::string_view postgresql;
    };
    static constexpr std::array<Token, 4> tokens{{{"{{integer}}", "INTEGER", "BIGINT"},
                                                  {"{{real}}", "REAL", "DOUBLE PRECISION"},
                                                  {"{{blob}}", "BLOB", "BYTEA"},
                                                  {"{{strict}}", "STRICT", ""}}};
    std::string sql(text);
    for (const Token& t : tokens) {
        const std::string_view with = dialect == Dialect::sqlite ? t.sqlite : t.postgresql;
        for (auto at = sql.find(t.token); at != std::string::npos; at = sql.find(t.token, at)) {
            sql.replace(at, t.token.size(), with);
        }
    }
    return sql;
}

Result<void> migrate(Connection& connection, std::span<const Migration> migrations) {
    TRY_ASSIGN(const auto applied, applied_migrations(connection));
    if (!applied.empty() &&
        (migrations.empty() || applied.rbegin()->first > migrations.back().number)) {
        return failure({ErrorKind::conflict,
                        "This database was made by a newer version of OpenPCN.",
                        fmt::format("schema version {}", applied.rbegin()->first),
                        "Use that version, or restore a backup made before the upgrade."});
    }
    for (const Migration& migration : migrations) {
        const std::string sum = checksum(migration.text);
        if (const auto found = applied.find(migration.number); found != applied.end()) {
            if (found->second == sum) continue;
            return failure(
                {ErrorKind::conflict,
                 fmt::format("Migration {} was changed after it had been applied.", migration.name),
                 "schema_migration", "Restore the file, and add a new migration instead."});
        }
        TRY_ASSIGN(Transaction transaction, Transaction::begin(connection));
        TRY(connection.run_script(for_dialect(migration.text, connection.dialect())));
        TRY(connection.execute(
            "INSERT INTO schema_migration (number, name, checksum) VALUES (?, ?, ?)",
            {migration.number, migration.name, sum}));
        TRY(transaction.commit());
    }
    return {};
}

}  // namespace openpcn::database
