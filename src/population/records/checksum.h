// A fast 64-bit checksum of stored bytes: finds damage and names content; it is no protection
// against forgery.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace openpcn::records {

// `bytes` is a multiple of 8 long. Stored in images and tables: the function never changes.
std::uint64_t checksum_of(std::span<const std::byte> bytes, std::uint64_t seed);

}  // namespace openpcn::records
