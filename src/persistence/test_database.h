// Databases for tests: SQLite, or PostgreSQL where OPENPCN_TEST_POSTGRES names a server, so that
// tests/postgres runs the same tests again.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "persistence/data_directory.h"
#include "persistence/migrations.h"
#include "platform/database/database.h"
#include "platform/database/migrations.h"

namespace openpcn::persistence {

// The address of an emptied PostgreSQL database, or nothing.
inline std::string emptied_postgresql() {
    const char* server = std::getenv("OPENPCN_TEST_POSTGRES");
    if (server == nullptr) return {};
    const auto database = database::Database::open(server);
    EXPECT_TRUE(database.has_value()) << (database ? "" : to_string(database.error()));
    if (!database) return {};
    const auto connection = (*database)->lease();
    EXPECT_TRUE(connection &&
                (*connection)->run_script("DROP SCHEMA public CASCADE; CREATE SCHEMA public"));
    return server;
}

// A database with all tables.
class TestDatabase : public testing::Test {
protected:
    void SetUp() override {
        file_ = std::filesystem::temp_directory_path() /
                ("openpcn_persistence_" + std::to_string(::getpid()) + ".sqlite");
        remove_files();
        const std::string server = emptied_postgresql();
        auto opened =
            database::Database::open(server.empty() ? "sqlite:" + file_.string() : server);
        ASSERT_TRUE(opened.has_value()) << to_string(opened.error());
        database_ = std::move(*opened);
        auto lease = database_->lease();
        ASSERT_TRUE(lease.has_value());
        connection_ = std::move(*lease);
        const auto migrated = database::migrate(*connection_, migrations());
        ASSERT_TRUE(migrated.has_value()) << to_string(migrated.error());
    }
    void TearDown() override {
        connection_.reset();
        database_.reset();
        remove_files();
    }
    std::int64_t run(const std::string& sql) {
        const auto changed = connection_->execute(sql);
        EXPECT_TRUE(changed.has_value()) << (changed ? "" : to_string(changed.error()));
        return changed.value_or(-1);
    }
    void remove_files() {
        for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file_.string() + end);
    }

    std::filesystem::path file_;
    std::unique_ptr<database::Database> database_;
    database::Database::Lease connection_{nullptr, database::Database::Return{nullptr}};
};

// A new data directory, by SQLite and, where a server is named, by PostgreSQL.
class TestDataDirectory : public testing::TestWithParam<database::Dialect> {
protected:
    void SetUp() override {
        DataDirectory::Settings settings{"Test network", ""};
        if (GetParam() == database::Dialect::postgresql) {
            settings.database_url = emptied_postgresql();
            if (settings.database_url.empty())
                GTEST_SKIP() << "OPENPCN_TEST_POSTGRES names no server";
        }
        folder_ = std::filesystem::temp_directory_path() /
                  ("openpcn_data_directory_" + std::to_string(::getpid()));
        std::filesystem::remove_all(folder_);
        auto created = DataDirectory::create(folder_, settings);
        ASSERT_TRUE(created.has_value()) << to_string(created.error());
        directory_.emplace(std::move(*created));
    }
    void TearDown() override {
        directory_.reset();
        std::filesystem::remove_all(folder_);
    }

    std::filesystem::path folder_;
    std::optional<DataDirectory> directory_;
};

}  // namespace openpcn::persistence
