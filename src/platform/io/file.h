// Files, as far as the program reads and writes them itself.
//
// Errors name the path and say what the system said: `not_found`, `forbidden`, `conflict` (is there
// already), `unavailable` (disk full, busy) or `internal`.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace openpcn::io {

enum class Access {
    owner_only,  // 0600
    normal       // as the umask says
};

Result<std::string> read_file(const std::filesystem::path& path);

// Writes a temporary file beside it, syncs it, and renames it over `path`: readers see the old or
// the new content, whatever happens. The parts are written one after another.
Result<void> replace_file(const std::filesystem::path& path,
                          std::span<const std::span<const std::byte>> parts, Access access);
Result<void> replace_file(const std::filesystem::path& path, std::string_view content,
                          Access access);

// A file's bytes, mapped for reading. Aligned to a page. The file must be replaced, never written
// in place, while it is mapped.
class MappedFile {
public:
    static Result<MappedFile> open(const std::filesystem::path& path);
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;
    ~MappedFile();

    std::span<const std::byte> bytes() const { return bytes_; }

private:
    explicit MappedFile(std::span<const std::byte> bytes) : bytes_(bytes) {}
    std::span<const std::byte> bytes_;
};

// An exclusive lock between processes, and between holders in one process. Held until destroyed,
// and given up by the system when the process dies.
class FileLock {
public:
    // Without value while somebody else holds it. Makes the file if it is not there.
    static Result<std::optional<FileLock>> try_lock(const std::filesystem::path& path);
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&&) = delete;
    ~FileLock();

private:
    explicit FileLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

}  // namespace openpcn::io
