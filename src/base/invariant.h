// INVARIANT(condition): states what a programmer guarantees, and stays on in release, because a
// stopped job is better than a wrong worklist. Never used on input.
#pragma once

namespace openpcn {

[[noreturn]] void invariant_failed(const char* condition, const char* file, int line);

}  // namespace openpcn

#define INVARIANT(condition) \
    ((condition) ? void(0) : ::openpcn::invariant_failed(#condition, __FILE__, __LINE__))
