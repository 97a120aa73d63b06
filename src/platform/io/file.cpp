#include "platform/io/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace openpcn::io {
namespace {

Error system_error(int number, std::string_view verb, const std::filesystem::path& path) {
    ErrorKind kind = ErrorKind::internal;
    std::string remedy = "See what the system says.";
    switch (number) {
        case ENOENT:
        case ENOTDIR:
            kind = ErrorKind::not_found;
            remedy = "Check the path.";
            break;
        case EACCES:
        case EPERM:
        case EROFS:
            kind = ErrorKind::forbidden;
            remedy = "Give this user leave to it, or run as its owner.";
            break;
        case EEXIST:
            kind = ErrorKind::conflict;
            remedy = "Choose another path, or move what is there.";
            break;
        case ENOSPC:
        case EDQUOT:
        case EMFILE:
        case ENFILE:
        case EIO:
            kind = ErrorKind::unavailable;
            remedy = "Make room or mend the disk, then try again.";
            break;
        default:
            break;
    }
    return {kind, fmt::format("Cannot {} the file: {}.", verb, std::strerror(number)),
            path.string(), remedy};
}

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return number_; }
    int release() { return std::exchange(number_, -1); }

private:
    int number_;
};

bool write_all(int descriptor, std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) return failure(system_error(errno, "open", path));
    std::string content;
    std::string block(1 << 16, '\0');
    for (;;) {
        const ssize_t got = ::read(file.get(), block.data(), block.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failure(system_error(errno, "read", path));
        if (got == 0) return content;
        content.append(block, 0, static_cast<std::size_t>(got));
    }
}

Result<void> replace_file(const std::filesystem::path& path,
                          std::span<const std::span<const std::byte>> parts, Access access) {
    // One writer per path: callers hold a lock, or write a file that only they write.
    const std::filesystem::path temporary = path.string() + ".new";
    const mode_t mode = access == Access::owner_only ? 0600 : 0666;
    ::unlink(temporary.c_str());
    const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (file.get() < 0) return failure(system_error(errno, "make", temporary));
    for (const auto part : parts) {
        if (!write_all(file.get(), part)) return failure(system_error(errno, "write", temporary));
    }
    if (::fsync(file.get()) != 0) return failure(system_error(errno, "write", temporary));
    if (::rename(temporary.c_str(), path.c_str()) != 0) {
        return failure(system_error(errno, "replace", path));
    }
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
    const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.get() < 0 || ::fsync(directory.get()) != 0) {
        return failure(system_error(errno, "sync the folder of", path));
    }
    return {};
}

Result<void> replace_file(const std::filesystem::path& path, std::string_view content,
                          Access access) {
    const std::span<const std::byte> bytes = std::as_bytes(std::span(content));
    return replace_file(path, std::span(&bytes, 1), access);
}

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) return failure(system_error(errno, "open", path));
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) return failure(system_error(errno, "read", path));
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size == 0) return MappedFile({});
    void* const at = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0);
    if (at == MAP_FAILED) return failure(system_error(errno, "map", path));
    return MappedFile({static_cast<const std::byte*>(at), size});
}

MappedFile::MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
}

MappedFile::~MappedFile() {
    if (!bytes_.empty()) ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

Result<std::optional<FileLock>> FileLock::try_lock(const std::filesystem::path& path) {
    Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (file.get() < 0) return failure(system_error(errno, "open", path));
    while (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EINTR) continue;
        if (errno == EWOULDBLOCK) return std::nullopt;
        return failure(system_error(errno, "lock", path));
    }
    return FileLock(file.release());
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock::~FileLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace openpcn::io
