// Reads one library's text into its syntax tree, by recursive descent after the grammar of CQL 1.5.
//
// After an error the parser goes on with the next declaration, so that all errors of a library are
// reported. Nesting is limited, because text comes from outside.
#pragma once

#include "population/cql/syntax.h"

namespace openpcn::cql {

inline constexpr int nesting_depth_max = 200;
inline constexpr std::size_t library_bytes_max = 4 << 20;

syntax::Library parse_library(const LibrarySource& source, std::uint16_t source_index,
                              std::vector<Diagnostic>& diagnostics);

}  // namespace openpcn::cql
