// Randomness from the operating system's generator: the only place that asks for it.
//
// Good enough for identifiers nobody may guess. Safe from any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace openpcn::io {

void fill_random(std::span<std::byte> into);
// Two lower-case hexadecimal digits per byte.
std::string random_hex(std::size_t bytes);

}  // namespace openpcn::io
