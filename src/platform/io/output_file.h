// A new file written from start to end, plain or compressed with gzip.
//
// Nothing promises that the file is complete before finish() has returned well: it is meant for
// files that can be made again. Used by one thread.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "base/result.h"

namespace openpcn::io {

enum class Compression {
    none,
    gzip  // fastest level
};

class OutputFile {
public:
    // Replaces what was there.
    static Result<OutputFile> create(const std::filesystem::path& path, Compression compression);
    OutputFile(OutputFile&&) noexcept;
    OutputFile& operator=(OutputFile&&) noexcept;
    ~OutputFile();

    Result<void> write(std::string_view bytes);
    Result<void> finish();

private:
    struct Stream;
    explicit OutputFile(std::unique_ptr<Stream> stream);
    std::unique_ptr<Stream> stream_;
};

}  // namespace openpcn::io
