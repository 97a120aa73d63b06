#include "organisations/zip_archive.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>

namespace openpcn::organisations {
namespace {

// Little-endian numbers, as APPNOTE.TXT 4.4 lays them out. The caller has checked the length.
std::uint32_t number_at(std::string_view bytes, std::size_t at, int size) {
    std::uint32_t value = 0;
    for (int i = size - 1; i >= 0; --i)
        value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
    return value;
}

constexpr std::size_t end_record_bytes = 22;      // 4.3.16
constexpr std::size_t central_header_bytes = 46;  // 4.3.12
constexpr std::size_t local_header_bytes = 30;    // 4.3.7

Result<std::string> inflate_member(std::string_view packed, std::size_t bytes) {
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return failure({ErrorKind::unavailable, "There is no memory to inflate it.", "", ""});
    std::string text(bytes, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(text.data());
    stream.avail_out = static_cast<uInt>(text.size());
    const int status = inflate(&stream, Z_FINISH);
    const bool whole = status == Z_STREAM_END && stream.avail_out == 0;
    inflateEnd(&stream);
    if (!whole) return failure({ErrorKind::invalid, "It does not inflate.", "", ""});
    return text;
}

}  // namespace

Error ZipArchive::damaged(std::string_view how) const {
    return {ErrorKind::invalid, fmt::format("The archive {}.", how), fmt::format("In {}.", name_),
            "Fetch the file again; nothing of it was kept."};
}

Result<ZipArchive> ZipArchive::open(std::string_view bytes, std::string name) {
    ZipArchive archive(bytes, std::move(name));
    TRY(archive.read_directory());
    return archive;
}

Result<void> ZipArchive::read_directory() {
    const auto end = bytes_.rfind("PK\x05\x06");
    if (end == std::string_view::npos || bytes_.size() - end < end_record_bytes)
        return failure(damaged("has no directory at its end"));
    const std::size_t count = number_at(bytes_, end + 10, 2);
    std::size_t at = number_at(bytes_, end + 16, 4);
    if (count > members_max) return failure(damaged("has too many members"));
    for (std::size_t i = 0; i < count; ++i) {
        if (at > end || end - at < central_header_bytes || bytes_.substr(at, 4) != "PK\x01\x02") {
            return failure(damaged("has a directory that is cut short"));
        }
        const std::size_t name_bytes = number_at(bytes_, at + 28, 2);
        const std::size_t extra_bytes =
            number_at(bytes_, at + 30, 2) + number_at(bytes_, at + 32, 2);
        if (end - at - central_header_bytes < name_bytes + extra_bytes)
            return failure(damaged("has a directory that is cut short"));
        members_.push_back({std::string(bytes_.substr(at + central_header_bytes, name_bytes)),
                            number_at(bytes_, at + 42, 4), number_at(bytes_, at + 20, 4),
                            number_at(bytes_, at + 24, 4),
                            static_cast<int>(number_at(bytes_, at + 10, 2))});
        at += central_header_bytes + name_bytes + extra_bytes;
    }
    return {};
}

const ZipArchive::Member* ZipArchive::find(std::string_view name) const {
    const auto found = std::find_if(members_.begin(), members_.end(),
                                    [&](const Member& m) { return m.name == name; });
    return found == members_.end() ? nullptr : &*found;
}

Result<std::string> ZipArchive::read(const Member& member) const {
    const std::size_t at = member.header_at;
    if (at > bytes_.size() || bytes_.size() - at < local_header_bytes ||
        bytes_.substr(at, 4) != "PK\x03\x04") {
        return failure(damaged("has a member whose header is not where it should be"));
    }
    const std::size_t skip =
        local_header_bytes + number_at(bytes_, at + 26, 2) + number_at(bytes_, at + 28, 2);
    if (bytes_.size() - at < skip || bytes_.size() - at - skip < member.packed_bytes)
        return failure(damaged("has a member that is cut short"));
    const std::string_view packed = bytes_.substr(at + skip, member.packed_bytes);
    if (member.method == 0) return std::string(packed);
    if (member.method != 8) {
        return failure({ErrorKind::unsupported, "The archive is packed in an unusual way.",
                        fmt::format("In {}, member {}.", name_, member.name),
                        "Unpack it and load the files inside."});
    }
    // Deflate packs a byte into no less than a thousandth, so a larger claim is a lie.
    if (member.bytes > member_bytes_max || member.bytes / 1100 > member.packed_bytes)
        return failure(damaged("has a member that says it is larger than it can be"));
    auto text = inflate_member(packed, member.bytes);
    if (!text) return failure(damaged("has a member that is damaged"));
    return text;
}

}  // namespace openpcn::organisations
