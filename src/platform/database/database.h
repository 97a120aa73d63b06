// A database by its address, and a pool of connections to it. Threads may share a Database; each
// borrows a connection for as long as it works.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "platform/database/connection.h"

namespace openpcn::database {

class Database {
public:
    // "sqlite:PATH" (made if it is not there) or a "postgresql://..." address. Opens one connection
    // to see that it works. SQLite runs in WAL mode with synchronous=NORMAL, 16 KB pages, foreign
    // keys on and a busy timeout of 10 seconds.
    static Result<std::unique_ptr<Database>> open(std::string url);

    // A connection that goes back to the pool when the pointer goes.
    struct Return {
        Database* database;
        void operator()(Connection* connection) const { database->give_back(connection); }
    };
    using Lease = std::unique_ptr<Connection, Return>;
    Result<Lease> lease();

    Dialect dialect() const { return dialect_; }

private:
    explicit Database(std::string url, Dialect dialect) : url_(std::move(url)), dialect_(dialect) {}
    Result<std::unique_ptr<Connection>> connect() const;
    void give_back(Connection* connection);

    std::string url_;
    Dialect dialect_;
    std::mutex mutex_;  // guards idle_
    std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace openpcn::database
