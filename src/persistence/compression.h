// Stored blobs: zstd frames that know their size. One per thread; the contexts are reused.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "base/result.h"

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace openpcn::persistence {

class Compressor {
public:
    Compressor();
    // Into `frame`, which is overwritten.
    void compress(std::span<const std::byte> bytes, std::vector<std::byte>& frame);

private:
    struct Free {
        void operator()(ZSTD_CCtx_s* context) const;
    };
    std::unique_ptr<ZSTD_CCtx_s, Free> context_;
};

class Decompressor {
public:
    // No blob of ours is larger; a damaged size is not believed.
    static constexpr std::size_t size_max = std::size_t{1} << 31;

    Decompressor();
    // `internal` where the frame is damaged.
    Result<std::vector<std::byte>> decompress(std::span<const std::byte> frame);

private:
    struct Free {
        void operator()(ZSTD_DCtx_s* context) const;
    };
    std::unique_ptr<ZSTD_DCtx_s, Free> context_;
};

}  // namespace openpcn::persistence
