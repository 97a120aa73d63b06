// The second factor: time-based one-time passwords (RFC 6238), six digits, 30 seconds, SHA-1, as
// every authenticator app makes them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"

namespace openpcn::auth {

// A new secret, in base 32.
std::string new_totp_secret();
// "otpauth://totp/..." for enrolment by QR code.
std::string totp_address(std::string_view secret, std::string_view username);

// The six digits at a moment. `secret` in base 32.
Result<std::string> totp_code(std::string_view secret, Instant at);

// The step whose code this is, within one step of clock difference; nothing if none. A caller keeps
// the step and refuses it and earlier ones, so that a code works once.
std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code, Instant at);

}  // namespace openpcn::auth
