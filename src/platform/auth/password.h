// Passwords: argon2id, as libsodium makes and checks it.
//
// Each check takes 64 MiB and some 70 ms on purpose, so at most two run at once: others wait.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace openpcn::auth {

inline constexpr std::size_t password_length_min = 12;
inline constexpr std::size_t password_length_max = 1000;

// `invalid` for a password that is too short, too long or among the commonest.
Result<std::string> hash_password(std::string_view password);

enum class PasswordCheck {
    agrees,
    differs
};
PasswordCheck check_password(std::string_view password, const std::string& hash);

// Takes as long as a real check, so that an unknown name cannot be told from a wrong password.
void pretend_to_check(std::string_view password);

}  // namespace openpcn::auth
