#include "base/invariant.h"

#include <cstdio>
#include <cstdlib>

namespace openpcn {

void invariant_failed(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "openpcn: invariant broken: %s (%s:%d)\n", condition, file, line);
    std::abort();
}

}  // namespace openpcn
