// An error found while compiling CQL: where it stands, what was expected, and near names.
//
// All errors of all libraries are collected; the first does not stop the compiler.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace openpcn::cql {

// A CQL library as text. `file` names it in messages; its own name stands in its first line.
struct LibrarySource {
    std::string file;
    std::string text;
};

// A stretch of a library's text.
struct Span {
    std::uint32_t begin = 0;  // byte offsets
    std::uint32_t end = 0;
    std::uint16_t source = 0;  // index of the LibrarySource
    auto operator<=>(const Span&) const = default;
};

struct Diagnostic {
    std::string file;
    int line = 0;    // from 1
    int column = 0;  // from 1, in bytes
    std::string message;
    std::string source_line;
    int end_line = 0;    // of the place after the last character
    int end_column = 0;  // as column

    // "file:line:column: message", the line, and a caret below the place.
    std::string render() const;
};

// Looks up line and column of `span` in `source`.
Diagnostic diagnostic_at(const LibrarySource& source, Span span, std::string message);

// All of them as one Error: the first as `what`, all rendered in `where`.
Error to_error(const std::vector<Diagnostic>& diagnostics);

// The candidates most like `name`, for "Did you mean", nearest first; at most three.
std::vector<std::string> nearest_names(std::string_view name,
                                       const std::vector<std::string>& candidates);
// " Did you mean \"a\" or \"b\"?", or nothing.
std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates);
// The names that did_you_mean() put at the end of a message.
std::vector<std::string> names_meant(std::string_view message);

}  // namespace openpcn::cql
