// Brings a database to the newest schema: numbered SQL texts, each run once, in order, each in its
// own transaction, with a checksum so that a changed old migration is noticed.
//
// One text serves both databases through tokens:
//   {{integer}}  INTEGER          BIGINT
//   {{real}}     REAL             DOUBLE PRECISION
//   {{blob}}     BLOB             BYTEA
//   {{strict}}   STRICT           (nothing)
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "platform/database/connection.h"

namespace openpcn::database {

struct Migration {
    int number;             // from 1, rising
    std::string_view name;  // file name
    std::string_view text;  // with tokens
};

// `conflict` where the database is newer than this program or an applied migration has changed.
Result<void> migrate(Connection& connection, std::span<const Migration> migrations);

std::string for_dialect(std::string_view text, Dialect dialect);

}  // namespace openpcn::database
