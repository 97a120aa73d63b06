#include "platform/auth/totp.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <array>

#include "base/invariant.h"
#include "platform/auth/secret_text.h"

namespace openpcn::auth {
namespace {

constexpr std::int64_t step_seconds = 30;

std::string code_of_step(std::string_view key, std::int64_t step) {
    std::array<unsigned char, 8> counter{};
    for (int i = 7; i >= 0; --i, step >>= 8)
        counter[static_cast<std::size_t>(i)] = static_cast<unsigned char>(step & 255);
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned size = 0;
    HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), counter.data(), counter.size(),
         hash.data(), &size);
    const std::size_t offset = hash[size - 1] & 15;
    const std::uint32_t number = (hash[offset] & 127u) << 24 | hash[offset + 1] << 16 |
                                 hash[offset + 2] << 8 | hash[offset + 3];
    return fmt::format("{:06}", number % 1'000'000);
}

}  // namespace

std::string new_totp_secret() {
    INVARIANT(sodium_init() >= 0);
    std::string bytes(20, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return to_base32(bytes);
}

std::string totp_address(std::string_view secret, std::string_view username) {
    return fmt::format("otpauth://totp/OpenPCN:{}?secret={}&issuer=OpenPCN", username, secret);
}

Result<std::string> totp_code(std::string_view secret, Instant at) {
    TRY_ASSIGN(const std::string key, from_base32(secret));
    return code_of_step(key, at.unix_seconds() / step_seconds);
}

std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code, Instant at) {
    const auto key = from_base32(secret);
    if (!key) return std::nullopt;
    std::string digits;
    for (const char c : code) {
        if (c != ' ') digits += c;
    }
    const std::int64_t now = at.unix_seconds() / step_seconds;
    for (const std::int64_t step : {now, now - 1, now + 1}) {
        if (same_secret(code_of_step(*key, step), digits)) return step;
    }
    return std::nullopt;
}

}  // namespace openpcn::auth
