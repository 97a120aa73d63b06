// One connection to a database, SQLite or PostgreSQL, for one thread at a time.
//
// SQL is one text for both: `?` marks a parameter (renumbered to $1, $2, ... for PostgreSQL), and
// only what both understand is used (see migrations/README.md in persistence). Statements are
// prepared once per connection and text. Errors: `conflict` for a broken unique or foreign key,
// `unavailable` when busy, locked, full or disconnected, `internal` for the rest; their text names
// the statement, never the values.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "platform/database/value.h"

namespace openpcn::database {

enum class Dialect {
    sqlite,
    postgresql
};

using RowCallback = std::function<Result<void>(const Row&)>;

// Many rows into one table, fast: COPY on PostgreSQL, a prepared insert on SQLite. Use inside a
// transaction. Rows may be written before finish() returns, or only then.
class BulkInsert {
public:
    virtual ~BulkInsert() = default;
    virtual Result<void> add(std::span<const Value> values) = 0;
    Result<void> add(std::initializer_list<Value> values) {
        return add(std::span<const Value>(values.begin(), values.size()));
    }
    virtual Result<void> finish() = 0;
};

class Connection {
public:
    virtual ~Connection() = default;

    virtual Dialect dialect() const = 0;
    // Runs one statement; the number of rows it changed.
    virtual Result<std::int64_t> execute(std::string_view sql, std::span<const Value> values) = 0;
    Result<std::int64_t> execute(std::string_view sql, std::initializer_list<Value> values = {}) {
        return execute(sql, std::span<const Value>(values.begin(), values.size()));
    }
    // Calls back for each row, in order; an error of the callback ends the query. The callback must
    // not use this connection.
    virtual Result<void> query(std::string_view sql, std::span<const Value> values,
                               const RowCallback& row) = 0;
    Result<void> query(std::string_view sql, std::initializer_list<Value> values,
                       const RowCallback& row) {
        return query(sql, std::span<const Value>(values.begin(), values.size()), row);
    }
    // Several statements in one text, without parameters: migrations.
    virtual Result<void> run_script(std::string_view sql) = 0;
    virtual Result<std::unique_ptr<BulkInsert>> bulk_insert(
        std::string_view table, std::span<const std::string_view> columns) = 0;
};

// A transaction that is rolled back unless committed; commit() fails where an earlier error spoilt
// it. Starts as a writer: SQLite's BEGIN IMMEDIATE, so that two writers wait for each other instead
// of failing half way.
class Transaction {
public:
    static Result<Transaction> begin(Connection& connection);
    Transaction(Transaction&& other) noexcept : connection_(other.connection_) {
        other.connection_ = nullptr;
    }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    Result<void> commit();

private:
    explicit Transaction(Connection& connection) : connection_(&connection) {}
    Connection* connection_;
};

}  // namespace openpcn::database
