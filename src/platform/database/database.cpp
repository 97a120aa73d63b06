#include "platform/database/database.h"

#include "platform/database/postgresql.h"
#include "platform/database/sqlite.h"

namespace openpcn::database {

Result<std::unique_ptr<Database>> Database::open(std::string url) {
    Dialect dialect = Dialect::sqlite;
    if (url.starts_with("postgresql://") || url.starts_with("postgres://")) {
        dialect = Dialect::postgresql;
    } else if (!url.starts_with("sqlite:")) {
        return failure({ErrorKind::invalid, "This is not the address of a database.",
                        "database_url", "Write sqlite:PATH or postgresql://USER@HOST/NAME."});
    }
    std::unique_ptr<Database> database(new Database(std::move(url), dialect));
    TRY(database->lease());
    return database;
}

Result<std::unique_ptr<Connection>> Database::connect() const {
    if (dialect_ == Dialect::postgresql) return connect_postgresql(url_);
    return connect_sqlite(url_.substr(std::string_view("sqlite:").size()));
}

Result<Database::Lease> Database::lease() {
    {
        const std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            Connection* connection = idle_.back().release();
            idle_.pop_back();
            return Lease(connection, Return{this});
        }
    }
    TRY_ASSIGN(auto connection, connect());
    return Lease(connection.release(), Return{this});
}

void Database::give_back(Connection* connection) {
    const std::lock_guard lock(mutex_);
    idle_.emplace_back(connection);
}

Result<Transaction> Transaction::begin(Connection& connection) {
    TRY(connection.execute(connection.dialect() == Dialect::sqlite ? "BEGIN IMMEDIATE" : "BEGIN"));
    return Transaction(connection);
}

Result<void> Transaction::commit() {
    TRY(connection_->execute("COMMIT"));
    connection_ = nullptr;
    return {};
}

Transaction::~Transaction() {
    if (connection_ != nullptr) {
        // Nothing to do if this fails: the connection is broken and the server rolls back.
        const auto ignored = connection_->execute("ROLLBACK");
        static_cast<void>(ignored);
    }
}

}  // namespace openpcn::database
