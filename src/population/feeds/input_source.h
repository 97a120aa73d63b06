// Where the bytes of an input come from: a file, a member of a folder, standard input, an upload.
//
// The domain does no file I/O, so whoever starts a read (persistence, the command line, the API)
// supplies these. Names are what the user sees in rejects and errors. Used by one thread.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "base/result.h"

namespace openpcn::feeds {

class InputSource {
public:
    virtual ~InputSource() = default;
    // Fills the front of `buffer` and returns how much; 0 means the end. Fewer bytes than asked for
    // are no sign of the end. An error (disk, connection) stops the whole read.
    virtual Result<std::size_t> read(std::span<char> buffer) = 0;
};

// One file of an input. It is opened when its turn comes and closed before the next one.
struct InputFile {
    std::string name;  // as the user named it, with the folder: "day1/patients.csv.gz"; "<stdin>"
    std::function<Result<std::unique_ptr<InputSource>>()> open;
};

// Text in memory as a source: small uploads and tests. `text` is copied. Each read() gives at most
// `chunk_bytes`.
std::unique_ptr<InputSource> text_source(std::string text,
                                         std::size_t chunk_bytes = std::size_t{1} << 20);
InputFile text_file(std::string name, std::string text,
                    std::size_t chunk_bytes = std::size_t{1} << 20);

// The same bytes, inflated if they begin as gzip does (several members in a row count as one file).
// Damaged or truncated gzip is an error of read(): `invalid`.
Result<std::unique_ptr<InputSource>> inflate_if_gzip(std::unique_ptr<InputSource> source,
                                                     const std::string& name);

}  // namespace openpcn::feeds
