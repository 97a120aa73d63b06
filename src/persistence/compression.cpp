#include "persistence/compression.h"

#include <zstd.h>

#include "base/invariant.h"

namespace openpcn::persistence {
namespace {

// Level 1 compresses records about five times at 400 MB/s; higher levels gain a tenth and take
// several times as long.
constexpr int level = 1;

Error damaged() {
    return {ErrorKind::internal, "A stored block does not decompress.", "",
            "Restore the database from a backup."};
}

}  // namespace

void Compressor::Free::operator()(ZSTD_CCtx_s* context) const { ZSTD_freeCCtx(context); }
void Decompressor::Free::operator()(ZSTD_DCtx_s* context) const { ZSTD_freeDCtx(context); }

Compressor::Compressor() : context_(ZSTD_createCCtx()) { INVARIANT(context_ != nullptr); }
Decompressor::Decompressor() : context_(ZSTD_createDCtx()) { INVARIANT(context_ != nullptr); }

void Compressor::compress(std::span<const std::byte> bytes, std::vector<std::byte>& frame) {
    frame.resize(ZSTD_compressBound(bytes.size()));
    const std::size_t size = ZSTD_compressCCtx(context_.get(), frame.data(), frame.size(),
                                               bytes.data(), bytes.size(), level);
    INVARIANT(!ZSTD_isError(size));
    frame.resize(size);
}

Result<std::vector<std::byte>> Decompressor::decompress(std::span<const std::byte> frame) {
    const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
    if (size > size_max) return failure(damaged());  // the error codes are the largest numbers
    std::vector<std::byte> bytes(size);
    const std::size_t got =
        ZSTD_decompressDCtx(context_.get(), bytes.data(), bytes.size(), frame.data(), frame.size());
    if (ZSTD_isError(got) || got != size) return failure(damaged());
    return bytes;
}

}  // namespace openpcn::persistence
