#include "platform/database/database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "platform/database/migrations.h"
#include "platform/database/postgresql.h"

namespace openpcn::database {
namespace {

// Runs each test on SQLite, and on PostgreSQL where OPENPCN_TEST_POSTGRES names a server.
class DatabaseTest : public testing::TestWithParam<Dialect> {
protected:
    void SetUp() override {
        std::string url;
        if (GetParam() == Dialect::sqlite) {
            file_ = std::filesystem::temp_directory_path() /
                    ("openpcn_database_test_" + std::to_string(::getpid()) + ".sqlite");
            remove_files();
            url = "sqlite:" + file_.string();
        } else {
            const char* server = std::getenv("OPENPCN_TEST_POSTGRES");
            if (server == nullptr) GTEST_SKIP() << "OPENPCN_TEST_POSTGRES names no server";
            url = server;
        }
        auto opened = Database::open(url);
        ASSERT_TRUE(opened.has_value()) << to_string(opened.error());
        database_ = std::move(*opened);
        auto connection = database_->lease();
        ASSERT_TRUE(connection.has_value());
        connection_ = std::move(*connection);
        run("DROP TABLE IF EXISTS schema_migration");
        run("DROP TABLE IF EXISTS thing");
        run("CREATE TABLE thing (id {{integer}} PRIMARY KEY, name TEXT UNIQUE, size {{real}}, "
            "bytes {{blob}}) {{strict}}");
    }
    void TearDown() override {
        connection_.reset();
        database_.reset();
        if (!file_.empty()) remove_files();
    }
    void run(const char* sql) {
        const auto done = connection_->run_script(for_dialect(sql, GetParam()));
        ASSERT_TRUE(done.has_value()) << to_string(done.error());
    }
    void remove_files() {
        for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file_.string() + end);
    }
    std::int64_t count() {
        std::int64_t n = -1;
        EXPECT_TRUE(connection_->query("SELECT count(*) FROM thing", {},
                                       [&](const Row& row) -> Result<void> {
                                           n = row.integer(0);
                                           return {};
                                       }));
        return n;
    }
    std::filesystem::path file_;
    std::unique_ptr<Database> database_;
    Database::Lease connection_;
};

constexpr std::byte bytes[] = {std::byte{0}, std::byte{255}, std::byte{'\\'}, std::byte{10}};

TEST_P(DatabaseTest, KeepsEveryKindOfValue) {
    ASSERT_EQ(connection_
                  ->execute("INSERT INTO thing (id, name, size, bytes) VALUES (?, ?, ?, ?)",
                            {Value::id(0xffffffffffffffffULL), "why? \"O'Brien\"\t\\n", 0.1,
                             Value::Blob(bytes)})
                  .value(),
              1);
    ASSERT_TRUE(
        connection_->execute("INSERT INTO thing (id, name, size, bytes) VALUES (?, ?, ?, ?)",
                             {1, nullptr, nullptr, Value::Blob()}));
    std::vector<std::string> seen;
    const auto done = connection_->query(
        "SELECT id, name, size, bytes FROM thing WHERE name IS NULL OR name <> 'a?' ORDER BY id",
        {}, [&](const Row& row) -> Result<void> {
            if (row.is_null(1)) {
                EXPECT_EQ(row.integer(0), 1);
                EXPECT_TRUE(row.blob(3).empty());
            } else {
                EXPECT_EQ(row.id(0), 0xffffffffffffffffULL);
                EXPECT_EQ(row.text(1), "why? \"O'Brien\"\t\\n");
                EXPECT_EQ(row.real(2), 0.1);
                EXPECT_THAT(row.blob(3), testing::ElementsAreArray(bytes));
            }
            seen.push_back(row.string(0));
            return {};
        });
    ASSERT_TRUE(done.has_value()) << to_string(done.error());
    EXPECT_THAT(seen, testing::ElementsAre("-1", "1"));
}

TEST_P(DatabaseTest, InsertsInBulkWhatItReadsBack) {
    auto transaction = Transaction::begin(*connection_);
    ASSERT_TRUE(transaction.has_value());
    const std::string_view columns[] = {"id", "name", "size", "bytes"};
    auto bulk = connection_->bulk_insert("thing", columns);
    ASSERT_TRUE(bulk.has_value()) << to_string(bulk.error());
    for (int i = 0; i < 5000; ++i) {
        ASSERT_TRUE(
            (*bulk)->add({i, "tab\there \\ " + std::to_string(i), i / 4.0, Value::Blob(bytes)}));
    }
    const auto finished = (*bulk)->finish();
    ASSERT_TRUE(finished.has_value()) << to_string(finished.error());
    bulk->reset();
    ASSERT_TRUE(transaction->commit());
    EXPECT_EQ(count(), 5000);
    int found = 0;
    ASSERT_TRUE(connection_->query("SELECT name, bytes FROM thing WHERE id = ?", {4999},
                                   [&](const Row& row) -> Result<void> {
                                       EXPECT_EQ(row.text(0), "tab\there \\ 4999");
                                       EXPECT_THAT(row.blob(1), testing::ElementsAreArray(bytes));
                                       ++found;
                                       return {};
                                   }));
    EXPECT_EQ(found, 1);
}

TEST_P(DatabaseTest, RollsBackWhatIsNotCommitted) {
    {
        auto transaction = Transaction::begin(*connection_);
        ASSERT_TRUE(connection_->execute("INSERT INTO thing (id) VALUES (?)", {1}));
    }
    EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseTest, NeverCallsCommittedWhatTheServerRolledBack) {
    auto transaction = Transaction::begin(*connection_);
    ASSERT_TRUE(connection_->execute("INSERT INTO thing (id) VALUES (?)", {1}));
    ASSERT_FALSE(connection_->execute("INSERT INTO thing (id) VALUES (?)", {1}));
    const auto committed = transaction->commit();
    EXPECT_EQ(count(), committed.has_value() ? 1 : 0);
    EXPECT_EQ(committed.has_value(), GetParam() == Dialect::sqlite)
        << "an error spoils the whole transaction on PostgreSQL only";
}

TEST_P(DatabaseTest, NeverCutsATextAtANul) {
    const std::string_view text("a\0b", 3);
    const auto done = connection_->execute("INSERT INTO thing (id, name) VALUES (1, ?)", {text});
    if (!done) {
        EXPECT_EQ(done.error().kind, ErrorKind::invalid);
        EXPECT_EQ(done.error().what, "A text has a NUL character in it.");
        return;
    }
    ASSERT_TRUE(connection_->query("SELECT name FROM thing", {}, [&](const Row& row) {
        EXPECT_EQ(row.text(0), text);
        return Result<void>{};
    }));
}

TEST_P(DatabaseTest, NamesABrokenUniqueKeyAConflictWithoutItsValue) {
    ASSERT_TRUE(
        connection_->execute("INSERT INTO thing (id, name) VALUES (1, ?)", {"Ada Lovelace"}));
    const auto again =
        connection_->execute("INSERT INTO thing (id, name) VALUES (2, ?)", {"Ada Lovelace"});
    ASSERT_FALSE(again.has_value());
    EXPECT_EQ(again.error().kind, ErrorKind::conflict);
    EXPECT_EQ(to_string(again.error()).find("Ada"), std::string::npos) << to_string(again.error());
    EXPECT_EQ(count(), 1);
}

TEST_P(DatabaseTest, LosesNoUpdateOfTwoThreads) {
    ASSERT_TRUE(connection_->execute("INSERT INTO thing (id, size) VALUES (1, 0)"));
    std::atomic<int> updated = 0;
    const auto work = [&] {
        const auto lease = database_->lease();
        for (int i = 0; i < 100; ++i) {
            auto transaction = Transaction::begin(**lease);
            if (!transaction) continue;
            const auto done =
                (*lease)->execute("UPDATE thing SET size = size + 1 WHERE id = ?", {1});
            if (done && transaction->commit()) ++updated;
        }
    };
    std::thread other(work);
    work();
    other.join();
    EXPECT_EQ(updated, 200);
    ASSERT_TRUE(
        connection_->query("SELECT size FROM thing", {}, [&](const Row& row) -> Result<void> {
            EXPECT_EQ(row.real(0), 200.0);
            return {};
        }));
}

TEST_P(DatabaseTest, MigratesOnceAndNoticesAChangedMigration) {
    const Migration first{1, "0001_a.sql",
                          "CREATE TABLE IF NOT EXISTS extra (a {{integer}}) {{strict}};"};
    run("DROP TABLE IF EXISTS extra");
    ASSERT_TRUE(migrate(*connection_, std::span(&first, 1)));
    ASSERT_TRUE(migrate(*connection_, std::span(&first, 1)));
    const Migration changed{1, "0001_a.sql", "CREATE TABLE other (a {{integer}}) {{strict}};"};
    const auto refused = migrate(*connection_, std::span(&changed, 1));
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
    const auto newer = migrate(*connection_, {});
    ASSERT_FALSE(newer.has_value());
    EXPECT_NE(newer.error().what.find("newer version"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Both, DatabaseTest, testing::Values(Dialect::sqlite, Dialect::postgresql),
                         [](const auto& which) {
                             return which.param == Dialect::sqlite ? "Sqlite" : "Postgresql";
                         });

TEST(Database, RefusesAnAddressItDoesNotKnow) {
    const auto opened = Database::open("mysql://x");
    ASSERT_FALSE(opened.has_value());
    EXPECT_NE(opened.error().remedy.find("sqlite:PATH"), std::string::npos);
}

TEST(Postgresql, NumbersParametersOutsideQuotes) {
    EXPECT_EQ(numbered_parameters("SELECT '?', \"a?\" FROM t WHERE a = ? AND b = ?"),
              "SELECT '?', \"a?\" FROM t WHERE a = $1 AND b = $2");
}

}  // namespace
}  // namespace openpcn::database
