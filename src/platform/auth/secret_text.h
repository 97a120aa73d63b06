// Random tokens and their text forms. Randomness comes from the system (libsodium).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace openpcn::auth {

// `bytes` random bytes as URL-safe text.
std::string random_token(std::size_t bytes = 32);
// 64 bits as 13 letters and digits, for identifiers that appear in addresses.
std::string random_id();
// What is stored of a token: whoever reads the database cannot use it.
std::string hash_token(std::string_view token);

std::string to_base32(std::string_view bytes);
Result<std::string> from_base32(std::string_view text);

// Compares in the same time whatever differs.
bool same_secret(std::string_view a, std::string_view b);

}  // namespace openpcn::auth
