#include "platform/database/sqlite.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <unordered_map>

#include "base/invariant.h"

namespace openpcn::database {
namespace {

struct CloseDatabase {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Handle = std::unique_ptr<sqlite3, CloseDatabase>;
using StatementHandle = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

ErrorKind kind_of(int code) {
    switch (code & 0xff) {
        case SQLITE_CONSTRAINT:
            return ErrorKind::conflict;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
            return ErrorKind::unavailable;
        default:
            return ErrorKind::internal;
    }
}

Error error_of(sqlite3* handle, std::string_view sql) {
    const int code = sqlite3_extended_errcode(handle);
    // sqlite3_errmsg names tables and columns, never values.
    return {kind_of(code), fmt::format("The database says: {}.", sqlite3_errmsg(handle)),
            fmt::format("SQLite code {}, statement: {}", code, sql.substr(0, 200)),
            kind_of(code) == ErrorKind::unavailable
                ? "Check that the disk has room and no other program holds the database."
                : "Nothing was changed."};
}

void bind(sqlite3_stmt* statement, std::span<const Value> values) {
    int at = 0;
    for (const Value& value : values) {
        ++at;
        std::visit(
            [&](const auto& v) {
                using T = std::decay_t<decltype(v)>;
                if constexpr (std::is_same_v<T, std::monostate>) {
                    sqlite3_bind_null(statement, at);
                } else if constexpr (std::is_same_v<T, std::int64_t>) {
                    sqlite3_bind_int64(statement, at, v);
                } else if constexpr (std::is_same_v<T, double>) {
                    sqlite3_bind_double(statement, at, v);
                } else if constexpr (std::is_same_v<T, std::string_view>) {
                    sqlite3_bind_text64(statement, at, v.data() ? v.data() : "", v.size(),
                                        SQLITE_STATIC, SQLITE_UTF8);
                } else {
                    sqlite3_bind_blob64(statement, at, v.data() ? v.data() : nullptr, v.size(),
                                        SQLITE_STATIC);
                    if (v.empty()) sqlite3_bind_zeroblob(statement, at, 0);
                }
            },
            value.get());
    }
}

class SqliteRow final : public Row {
public:
    explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
    bool is_null(int column) const override {
        return sqlite3_column_type(statement_, column) == SQLITE_NULL;
    }
    std::int64_t integer(int column) const override {
        return sqlite3_column_int64(statement_, column);
    }
    double real(int column) const override { return sqlite3_column_double(statement_, column); }
    std::string_view text(int column) const override {
        const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
        return {data ? data : "",
                static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
    }
    Value::Blob blob(int column) const override {
        const auto* data = static_cast<const std::byte*>(sqlite3_column_blob(statement_, column));
        return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
    }

private:
    sqlite3_stmt* statement_;
};

// Resets a cached statement when its use ends, so that it holds no read transaction open.
class Use {
public:
    explicit Use(sqlite3_stmt* statement) : statement_(statement) {}
    ~Use() {
        sqlite3_reset(statement_);
        sqlite3_clear_bindings(statement_);
    }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

private:
    sqlite3_stmt* statement_;
};

class SqliteBulkInsert final : public BulkInsert {
public:
    SqliteBulkInsert(sqlite3* handle, StatementHandle statement, std::string sql)
        : handle_(handle), statement_(std::move(statement)), sql_(std::move(sql)) {}

    Result<void> add(std::span<const Value> values) override {
        bind(statement_.get(), values);
        const int code = sqlite3_step(statement_.get());
        sqlite3_reset(statement_.get());
        if (code != SQLITE_DONE) return failure(error_of(handle_, sql_));
        return {};
    }
    Result<void> finish() override { return {}; }

private:
    sqlite3* handle_;
    StatementHandle statement_;
    std::string sql_;
};

class SqliteConnection final : public Connection {
public:
    explicit SqliteConnection(Handle handle) : handle_(std::move(handle)) {}

    Dialect dialect() const override { return Dialect::sqlite; }

    Result<std::int64_t> execute(std::string_view sql, std::span<const Value> values) override {
        TRY(query(sql, values, [](const Row&) -> Result<void> { return {}; }));
        return sqlite3_changes64(handle_.get());
    }

    Result<void> query(std::string_view sql, std::span<const Value> values,
                       const RowCallback& row) override {
        TRY_ASSIGN(sqlite3_stmt * statement, prepare(sql));
        INVARIANT(sqlite3_bind_parameter_count(statement) == static_cast<int>(values.size()));
        const Use use(statement);
        bind(statement, values);
        const SqliteRow current(statement);
        for (;;) {
            const int code = sqlite3_step(statement);
            if (code == SQLITE_DONE) return {};
            if (code != SQLITE_ROW) return failure(error_of(handle_.get(), sql));
            TRY(row(current));
        }
    }

    Result<void> run_script(std::string_view sql) override {
        const std::string text(sql);
        if (sqlite3_exec(handle_.get(), text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
            return failure(error_of(handle_.get(), sql));
        }
        return {};
    }

    Result<std::unique_ptr<BulkInsert>> bulk_insert(
        std::string_view table, std::span<const std::string_view> columns) override {
        std::string sql =
            fmt::format("INSERT INTO {} ({}) VALUES (?", table, fmt::join(columns, ", "));
        for (std::size_t i = 1; i < columns.size(); ++i) sql += ", ?";
        sql += ")";
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()), 0,
                               &statement, nullptr) != SQLITE_OK) {
            return failure(error_of(handle_.get(), sql));
        }
        return std::make_unique<SqliteBulkInsert>(handle_.get(), StatementHandle(statement), sql);
    }

private:
    Result<sqlite3_stmt*> prepare(std::string_view sql) {
        std::string text(sql);
        if (const auto found = statements_.find(text); found != statements_.end()) {
            return found->second.get();
        }
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                               SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
            return failure(error_of(handle_.get(), sql));
        }
        statements_.emplace(std::move(text), StatementHandle(statement));
        return statement;
    }

    // Declared in this order so that statements go before the connection they belong to.
    Handle handle_;
    std::unordered_map<std::string, StatementHandle> statements_;
};

}  // namespace

Result<std::unique_ptr<Connection>> connect_sqlite(const std::string& path) {
    sqlite3* raw = nullptr;
    const int code =
        sqlite3_open_v2(path.c_str(), &raw,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    Handle handle(raw);
    if (code != SQLITE_OK) return failure(error_of(raw, "open"));
    sqlite3_busy_timeout(raw, 10'000);
    auto connection = std::make_unique<SqliteConnection>(std::move(handle));
    TRY(
        connection->run_script("PRAGMA page_size=16384; PRAGMA journal_mode=WAL; "
                               "PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
                               "PRAGMA cache_size=-65536; PRAGMA trusted_schema=OFF;"));
    return connection;
}

}  // namespace openpcn::database
