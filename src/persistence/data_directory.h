// Everything one network keeps: DIR.
//
//   DIR/openpcn.toml     the network's name; database_url where the database is PostgreSQL
//   DIR/openpcn.sqlite   records and operations, unless database_url says otherwise
//   DIR/images/          one practice image each, a cache that is rebuilt when it does not fit
//   DIR/secret.key       what person ids are derived with; losing it makes later loads unable to
//                        recognise people, so it belongs in the backup
//   DIR/load.lock        held by the one load that may run
//
// Immutable after open(), so threads may share it; each borrows a connection from database().
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/database/database.h"

namespace openpcn::persistence {

class DataDirectory {
public:
    using SecretKey = std::array<unsigned char, 32>;
    struct Settings {
        std::string network_name;
        std::string database_url;  // empty: SQLite in the directory
    };

    // Makes the directory and the tables. `conflict` where there is a data directory already, or a
    // directory with other files in it. Cut short, it can be run again.
    static Result<DataDirectory> create(const std::filesystem::path& path,
                                        const Settings& settings);
    // Brings the tables up to this version of the program. `not_found` where there is none.
    static Result<DataDirectory> open(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return path_; }
    const Settings& settings() const { return settings_; }
    const SecretKey& secret_key() const { return secret_key_; }
    database::Database& database() const { return *database_; }
    std::filesystem::path image_path(std::string_view ods_code) const;
    std::filesystem::path lock_path() const { return path_ / "load.lock"; }

private:
    DataDirectory() = default;
    Result<void> open_database();
    std::filesystem::path path_;
    Settings settings_;
    SecretKey secret_key_{};
    std::unique_ptr<database::Database> database_;
};

}  // namespace openpcn::persistence
