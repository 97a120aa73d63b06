#include "platform/io/output_file.h"

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

namespace openpcn::io {

namespace {

constexpr std::size_t chunk_bytes = std::size_t{1} << 18;
constexpr int gzip_window = 15 + 16;  // zlib's way to ask for gzip's header

Error write_failed(const std::filesystem::path& path, int code) {
    return {code == ENOSPC ? ErrorKind::unavailable : ErrorKind::forbidden,
            "The file could not be written: " + std::string(std::strerror(code)) + ".",
            "In " + path.string() + ".",
            "Check that the folder exists, may be written and has room on its disk."};
}

}  // namespace

struct OutputFile::Stream {
    std::filesystem::path path;
    int descriptor = -1;
    Compression compression = Compression::none;
    z_stream deflater{};
    std::vector<unsigned char> compressed;

    ~Stream() {
        if (compression == Compression::gzip) deflateEnd(&deflater);
        if (descriptor >= 0) ::close(descriptor);
    }

    Result<void> write_all(const char* bytes, std::size_t size) {
        while (size > 0) {
            const ssize_t written = ::write(descriptor, bytes, size);
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) return failure(write_failed(path, errno));
            bytes += written;
            size -= static_cast<std::size_t>(written);
        }
        return {};
    }

    Result<void> deflate_all(std::string_view bytes, int flush) {
        deflater.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        deflater.avail_in = static_cast<uInt>(bytes.size());
        do {
            deflater.next_out = compressed.data();
            deflater.avail_out = static_cast<uInt>(compressed.size());
            deflate(&deflater, flush);
            const std::size_t made = compressed.size() - deflater.avail_out;
            TRY(write_all(reinterpret_cast<const char*>(compressed.data()), made));
        } while (deflater.avail_out == 0);
        return {};
    }
};

OutputFile::OutputFile(std::unique_ptr<Stream> stream) : stream_(std::move(stream)) {}
OutputFile::OutputFile(OutputFile&&) noexcept = default;
OutputFile& OutputFile::operator=(OutputFile&&) noexcept = default;
OutputFile::~OutputFile() = default;

Result<OutputFile> OutputFile::create(const std::filesystem::path& path, Compression compression) {
    auto stream = std::make_unique<Stream>();
    stream->path = path;
    stream->descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (stream->descriptor < 0) return failure(write_failed(path, errno));
    if (compression == Compression::gzip) {
        if (deflateInit2(&stream->deflater, Z_BEST_SPEED, Z_DEFLATED, gzip_window, 8,
                         Z_DEFAULT_STRATEGY) != Z_OK)
            return failure(write_failed(path, ENOMEM));
        stream->compression = compression;
        stream->compressed.resize(chunk_bytes);
    }
    return OutputFile(std::move(stream));
}

Result<void> OutputFile::write(std::string_view bytes) {
    if (stream_->compression == Compression::none)
        return stream_->write_all(bytes.data(), bytes.size());
    while (!bytes.empty()) {
        const std::string_view part = bytes.substr(0, std::size_t{1} << 30);
        TRY(stream_->deflate_all(part, Z_NO_FLUSH));
        bytes.remove_prefix(part.size());
    }
    return {};
}

Result<void> OutputFile::finish() {
    if (stream_->compression == Compression::gzip) TRY(stream_->deflate_all({}, Z_FINISH));
    const int descriptor = std::exchange(stream_->descriptor, -1);
    if (::close(descriptor) != 0) return failure(write_failed(stream_->path, errno));
    return {};
}

}  // namespace openpcn::io
