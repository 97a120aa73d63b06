#include "persistence/input_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace openpcn::persistence {
namespace {

namespace fs = std::filesystem;

class DescriptorSource final : public feeds::InputSource {
public:
    DescriptorSource(int descriptor, std::string name)
        : descriptor_(descriptor), name_(std::move(name)) {}
    ~DescriptorSource() override {
        if (descriptor_ > STDIN_FILENO) close(descriptor_);
    }
    DescriptorSource(const DescriptorSource&) = delete;
    DescriptorSource& operator=(const DescriptorSource&) = delete;

    Result<std::size_t> read(std::span<char> buffer) override {
        for (;;) {
            const ssize_t got = ::read(descriptor_, buffer.data(), buffer.size());
            if (got >= 0) return static_cast<std::size_t>(got);
            if (errno != EINTR) {
                return failure({ErrorKind::unavailable,
                                fmt::format("Reading failed: {}.", std::strerror(errno)), name_,
                                "Check the disk or the connection, and load again."});
            }
        }
    }

private:
    int descriptor_;
    std::string name_;
};

feeds::InputFile file_at(const std::string& path) {
    return {
        path, [path]() -> Result<std::unique_ptr<feeds::InputSource>> {
            const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
            if (descriptor < 0) {
                return failure({ErrorKind::not_found,
                                fmt::format("The file cannot be opened: {}.", std::strerror(errno)),
                                path, "Check its name and that it may be read."});
            }
            posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
            return std::make_unique<DescriptorSource>(descriptor, path);
        }};
}

bool is_data(const fs::path& path) {
    const std::string name = path.filename().string();
    return !name.starts_with(".") && !name.starts_with("README");
}

std::vector<std::string> files_of(const fs::path& folder) {
    std::vector<std::string> files;
    std::error_code ignored;
    for (const auto& entry : fs::recursive_directory_iterator(folder, ignored)) {
        if (entry.is_regular_file() && is_data(entry.path()))
            files.push_back(entry.path().string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

Result<std::vector<feeds::InputFile>> input_files(std::span<const std::string> paths) {
    std::vector<feeds::InputFile> files;
    for (const std::string& path : paths) {
        if (path == "-") {
            files.push_back({"<stdin>", []() -> Result<std::unique_ptr<feeds::InputSource>> {
                                 return std::make_unique<DescriptorSource>(STDIN_FILENO, "<stdin>");
                             }});
            continue;
        }
        std::error_code error;
        const bool folder = fs::is_directory(path, error);
        const auto found = folder ? files_of(path) : std::vector<std::string>{path};
        if (!fs::exists(path, error) || found.empty()) {
            return failure(
                {ErrorKind::not_found,
                 folder ? "The folder has no files." : "There is no such file or folder.", path,
                 "Name a file, a folder, or - for standard input."});
        }
        for (const std::string& file : found) files.push_back(file_at(file));
    }
    return files;
}

std::uint64_t byte_count(std::span<const std::string> paths) {
    std::uint64_t bytes = 0;
    std::error_code error;
    for (const std::string& path : paths) {
        const auto found =
            fs::is_directory(path, error) ? files_of(path) : std::vector<std::string>{path};
        for (const std::string& file : found) {
            const auto size = fs::file_size(file, error);
            if (!error) bytes += size;
        }
    }
    return bytes;
}

}  // namespace openpcn::persistence
