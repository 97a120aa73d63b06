// Which of the libraries at hand a library needs: itself, what it includes, what those include.
#pragma once

#include <span>
#include <vector>

#include "population/cql/diagnostic.h"

namespace openpcn::cql {

// `main` first, then those of `others` that it includes directly or through another, each name
// once: the first of a name wins, and `main` stands for its own. An include that nobody offers is
// left to the compiler, which reports it with its place.
std::vector<LibrarySource> choose_libraries(const LibrarySource& main,
                                            std::span<const LibrarySource> others);

}  // namespace openpcn::cql
