// Resources that rules do not read, kept as they came: all of one practice, person and type in one
// compressed block.
//
// A block is a list, in ascending order of source id: length of id (u32), id, length of JSON (u32),
// JSON. Little-endian.
#pragma once

#include <map>
#include <string>

#include "persistence/compression.h"

namespace openpcn::persistence {

// JSON by the feed's own id.
using KeptResources = std::map<std::string, std::string, std::less<>>;

std::vector<std::byte> encode_kept(const KeptResources& resources);
// `internal` where the block is damaged.
Result<KeptResources> decode_kept(std::span<const std::byte> block);

}  // namespace openpcn::persistence
