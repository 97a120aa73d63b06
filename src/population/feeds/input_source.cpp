#include "population/feeds/input_source.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

namespace openpcn::feeds {

namespace {

class TextSource final : public InputSource {
public:
    TextSource(std::string text, std::size_t chunk_bytes)
        : text_(std::move(text)), chunk_bytes_(chunk_bytes) {}

    Result<std::size_t> read(std::span<char> buffer) override {
        const auto size = std::min({buffer.size(), chunk_bytes_, text_.size() - position_});
        std::memcpy(buffer.data(), text_.data() + position_, size);
        position_ += size;
        return size;
    }

private:
    std::string text_;
    std::size_t chunk_bytes_;
    std::size_t position_ = 0;
};

// Gives the bytes that were read to find out the kind of file, then the rest of the source.
class PrefixedSource final : public InputSource {
public:
    PrefixedSource(std::vector<char> prefix, std::unique_ptr<InputSource> rest)
        : prefix_(std::move(prefix)), rest_(std::move(rest)) {}

    Result<std::size_t> read(std::span<char> buffer) override {
        if (position_ == prefix_.size()) return rest_->read(buffer);
        const auto size = std::min(buffer.size(), prefix_.size() - position_);
        std::memcpy(buffer.data(), prefix_.data() + position_, size);
        position_ += size;
        return size;
    }

private:
    std::vector<char> prefix_;
    std::size_t position_ = 0;
    std::unique_ptr<InputSource> rest_;
};

class GzipSource final : public InputSource {
public:
    GzipSource(std::unique_ptr<InputSource> packed, std::string name)
        : packed_(std::move(packed)), name_(std::move(name)), buffer_(std::size_t{1} << 18) {}

    ~GzipSource() override {
        if (is_open_) inflateEnd(&stream_);
    }

    Result<std::size_t> read(std::span<char> buffer) override {
        if (!is_open_) TRY(begin());
        stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());
        stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(buffer.size(), 1U << 30));
        const auto wanted = stream_.avail_out;
        while (stream_.avail_out == wanted) {
            if (stream_.avail_in == 0) {
                TRY(refill());
                if (stream_.avail_in == 0) {
                    if (within_member_) return failure(damaged("ends in the middle"));
                    return std::size_t{0};
                }
            }
            if (!within_member_) {
                if (inflateReset(&stream_) != Z_OK) return failure(damaged("cannot be inflated"));
                within_member_ = true;
            }
            const int status = inflate(&stream_, Z_NO_FLUSH);
            if (status == Z_STREAM_END) {
                within_member_ = false;
            } else if (status != Z_OK && status != Z_BUF_ERROR) {
                return failure(damaged("is damaged"));
            }
        }
        return std::size_t{wanted - stream_.avail_out};
    }

private:
    Result<void> begin() {
        constexpr int gzip_window = 15 + 16;
        if (inflateInit2(&stream_, gzip_window) != Z_OK) {
            return failure({ErrorKind::unavailable, "There is no memory to inflate gzip.",
                            "In " + name_ + ".", "Try again when other work has finished."});
        }
        is_open_ = true;
        return {};
    }

    Result<void> refill() {
        TRY_ASSIGN(const auto size, packed_->read(buffer_));
        stream_.next_in = reinterpret_cast<Bytef*>(buffer_.data());
        stream_.avail_in = static_cast<uInt>(size);
        return {};
    }

    Error damaged(const char* how) const {
        return {ErrorKind::invalid, "The gzip file " + std::string(how) + ".", "In " + name_ + ".",
                "Fetch the file again; nothing of it was kept."};
    }

    std::unique_ptr<InputSource> packed_;
    std::string name_;
    std::vector<char> buffer_;
    z_stream stream_{};
    bool is_open_ = false;
    bool within_member_ = true;
};

}  // namespace

std::unique_ptr<InputSource> text_source(std::string text, std::size_t chunk_bytes) {
    return std::make_unique<TextSource>(std::move(text), chunk_bytes);
}

InputFile text_file(std::string name, std::string text, std::size_t chunk_bytes) {
    return {std::move(name),
            [text = std::move(text), chunk_bytes]() -> Result<std::unique_ptr<InputSource>> {
                return text_source(text, chunk_bytes);
            }};
}

Result<std::unique_ptr<InputSource>> inflate_if_gzip(std::unique_ptr<InputSource> source,
                                                     const std::string& name) {
    std::vector<char> start(2);
    std::size_t size = 0;
    while (size < start.size()) {
        TRY_ASSIGN(const auto got, source->read(std::span(start).subspan(size)));
        if (got == 0) break;
        size += got;
    }
    start.resize(size);
    const bool is_gzip = size == 2 && start[0] == '\x1f' && start[1] == '\x8b';
    std::unique_ptr<InputSource> whole =
        std::make_unique<PrefixedSource>(std::move(start), std::move(source));
    if (!is_gzip) return whole;
    std::unique_ptr<InputSource> inflated = std::make_unique<GzipSource>(std::move(whole), name);
    return inflated;
}

}  // namespace openpcn::feeds
