#include "persistence/kept_resources.h"

#include <bit>
#include <cstring>

namespace openpcn::persistence {
namespace {

static_assert(std::endian::native == std::endian::little, "blocks are little-endian");

void append(std::vector<std::byte>& block, std::string_view text) {
    const auto size = static_cast<std::uint32_t>(text.size());
    const std::size_t at = block.size();
    block.resize(at + sizeof size + text.size());
    std::memcpy(block.data() + at, &size, sizeof size);
    std::memcpy(block.data() + at + sizeof size, text.data(), text.size());
}

Error damaged() {
    return {ErrorKind::internal, "A block of kept resources is damaged.", "",
            "Restore the database from a backup."};
}

Result<std::string> take(std::span<const std::byte>& block) {
    std::uint32_t size = 0;
    if (block.size() < sizeof size) return failure(damaged());
    std::memcpy(&size, block.data(), sizeof size);
    block = block.subspan(sizeof size);
    if (block.size() < size) return failure(damaged());
    std::string text(reinterpret_cast<const char*>(block.data()), size);
    block = block.subspan(size);
    return text;
}

}  // namespace

std::vector<std::byte> encode_kept(const KeptResources& resources) {
    std::vector<std::byte> block;
    for (const auto& [id, json] : resources) {
        append(block, id);
        append(block, json);
    }
    return block;
}

Result<KeptResources> decode_kept(std::span<const std::byte> block) {
    KeptResources resources;
    while (!block.empty()) {
        TRY_ASSIGN(std::string id, take(block));
        TRY_ASSIGN(std::string json, take(block));
        resources.insert_or_assign(std::move(id), std::move(json));
    }
    return resources;
}

}  // namespace openpcn::persistence
