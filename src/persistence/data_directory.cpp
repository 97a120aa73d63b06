#include "persistence/data_directory.h"

#include <fmt/format.h>
#include <sodium.h>

#include <toml++/toml.h>

#include <algorithm>
#include <sstream>

#include "persistence/migrations.h"
#include "platform/io/file.h"

namespace openpcn::persistence {
namespace {

namespace fs = std::filesystem;

constexpr const char* settings_file = "openpcn.toml";
constexpr const char* key_file = "secret.key";

Error folder_error(const fs::path& path, const std::error_code& code) {
    return {code == std::errc::permission_denied ? ErrorKind::forbidden : ErrorKind::unavailable,
            fmt::format("Cannot use the folder: {}.", code.message()), path.string(),
            "Check the path, the disk and the rights of this user."};
}

// Ours, from an init that was cut short.
bool is_ours(const fs::path& file) {
    const std::string name = file.filename().string();
    return name == key_file || name == "images" || name == "load.lock" ||
           name.starts_with("openpcn.") || name.ends_with(".new");
}

Result<void> check_is_free(const fs::path& path) {
    std::error_code code;
    if (fs::exists(path / settings_file, code)) {
        return failure({ErrorKind::conflict, "There is a data directory already.", path.string(),
                        "Use it, or choose another folder."});
    }
    if (!fs::exists(path, code)) return {};
    const auto files = fs::directory_iterator(path, code);
    if (code) return failure(folder_error(path, code));
    if (!std::all_of(begin(files), end(files), [](const auto& f) { return is_ours(f.path()); })) {
        return failure({ErrorKind::conflict, "The folder has other files in it.", path.string(),
                        "Choose an empty folder, or one that does not exist yet."});
    }
    return {};
}

Result<DataDirectory::SecretKey> read_key(const fs::path& path) {
    TRY_ASSIGN(const std::string content, io::read_file(path));
    DataDirectory::SecretKey key{};
    if (content.size() != key.size()) {
        return failure({ErrorKind::internal, "The secret key of the data directory is damaged.",
                        path.string(), "Restore it from a backup."});
    }
    std::copy(content.begin(), content.end(), key.begin());
    return key;
}

Result<void> make_key(const fs::path& path) {
    if (fs::exists(path)) return {};
    std::string content(sizeof(DataDirectory::SecretKey), '\0');
    randombytes_buf(content.data(), content.size());
    return io::replace_file(path, content, io::Access::owner_only);
}

Result<DataDirectory::Settings> read_settings(const fs::path& path) {
    const auto content = io::read_file(path);
    if (!content && content.error().kind == ErrorKind::not_found) {
        return failure({ErrorKind::not_found, "There is no data directory.",
                        path.parent_path().string(),
                        "Make one with `openpcn init --data DIR`, or check the path."});
    }
    if (!content) return failure(content.error());
    const toml::parse_result table = toml::parse(*content, path.string());
    if (!table) {
        return failure(
            {ErrorKind::invalid,
             fmt::format("The settings cannot be read: {}.", table.error().description()),
             fmt::format("{}, line {}", path.string(), table.error().source().begin.line),
             "Correct that line."});
    }
    return DataDirectory::Settings{table["network_name"].value_or(std::string()),
                                   table["database_url"].value_or(std::string())};
}

Result<void> write_settings(const fs::path& path, const DataDirectory::Settings& settings) {
    toml::table table;
    table.insert("network_name", settings.network_name);
    if (!settings.database_url.empty()) table.insert("database_url", settings.database_url);
    std::ostringstream text;
    text << table << '\n';
    // It may hold the database's password.
    return io::replace_file(path, text.str(), io::Access::owner_only);
}

}  // namespace

Result<void> DataDirectory::open_database() {
    const std::string url = settings_.database_url.empty()
                                ? "sqlite:" + (path_ / "openpcn.sqlite").string()
                                : settings_.database_url;
    TRY_ASSIGN(database_, database::Database::open(url));
    TRY_ASSIGN(const auto connection, database_->lease());
    return database::migrate(*connection, migrations());
}

Result<DataDirectory> DataDirectory::create(const fs::path& path, const Settings& settings) {
    TRY(check_is_free(path));
    std::error_code code;
    fs::create_directories(path / "images", code);
    if (!code) fs::permissions(path, fs::perms::owner_all, code);
    if (code) return failure(folder_error(path, code));
    DataDirectory directory;
    directory.path_ = path;
    directory.settings_ = settings;
    TRY(make_key(path / key_file));
    TRY_ASSIGN(directory.secret_key_, read_key(path / key_file));
    TRY(directory.open_database());
    // Last: with it the directory is whole.
    TRY(write_settings(path / settings_file, settings));
    return directory;
}

Result<DataDirectory> DataDirectory::open(const fs::path& path) {
    DataDirectory directory;
    directory.path_ = path;
    TRY_ASSIGN(directory.settings_, read_settings(path / settings_file));
    TRY_ASSIGN(directory.secret_key_, read_key(path / key_file));
    TRY(directory.open_database());
    return directory;
}

fs::path DataDirectory::image_path(std::string_view ods_code) const {
    return path_ / "images" / fmt::format("{}.shard", ods_code);
}

}  // namespace openpcn::persistence
