// A zip archive in memory: its members by name, inflated when asked for.
//
// Reads what spreadsheet programs and statistics offices write: stored and deflated members, one
// disk, no encryption, below 4 GB. Sizes in the archive are checked against what is there, and a
// member that inflates beyond a limit is refused, so that damaged or hostile bytes cost no memory.
// Views borrow the archive's bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace openpcn::organisations {

class ZipArchive {
public:
    static constexpr std::size_t member_bytes_max = std::size_t{512} << 20;
    static constexpr std::size_t members_max = 4096;

    struct Member {
        std::string name;
        std::size_t header_at = 0;  // of its local header
        std::size_t packed_bytes = 0;
        std::size_t bytes = 0;
        int method = 0;  // 0 stored, 8 deflated
    };

    static bool is_zip(std::string_view bytes) { return bytes.starts_with("PK\x03\x04"); }
    // `bytes` must outlive the archive. `name` is for errors. `invalid` where it is damaged.
    static Result<ZipArchive> open(std::string_view bytes, std::string name);

    const std::vector<Member>& members() const { return members_; }
    const Member* find(std::string_view name) const;
    // `invalid` where the member is damaged, `unsupported` for another method than deflate.
    Result<std::string> read(const Member& member) const;

private:
    ZipArchive(std::string_view bytes, std::string name) : bytes_(bytes), name_(std::move(name)) {}
    Result<void> read_directory();
    Error damaged(std::string_view how) const;

    std::string_view bytes_;
    std::string name_;
    std::vector<Member> members_;
};

}  // namespace openpcn::organisations
