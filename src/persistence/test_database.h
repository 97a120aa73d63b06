// A database with all tables for the tests of this folder: SQLite in a file of its own.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>

#include "persistence/migrations.h"
#include "platform/database/database.h"
#include "platform/database/migrations.h"

namespace openpcn::persistence {

class TestDatabase : public testing::Test {
protected:
    void SetUp() override {
        file_ = std::filesystem::temp_directory_path() /
                ("openpcn_persistence_" + std::to_string(::getpid()) + ".sqlite");
        remove_files();
        auto opened = database::Database::open("sqlite:" + file_.string());
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

}  // namespace openpcn::persistence
