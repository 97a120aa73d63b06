#include "platform/auth/secret_text.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <cctype>

#include "base/invariant.h"

namespace openpcn::auth {
namespace {

constexpr std::string_view base32_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

}  // namespace

std::string random_token(std::size_t bytes) {
    INVARIANT(sodium_init() >= 0);
    std::vector<unsigned char> random(bytes);
    randombytes_buf(random.data(), random.size());
    std::string text(sodium_base64_ENCODED_LEN(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING),
                     '\0');
    sodium_bin2base64(text.data(), text.size(), random.data(), random.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.pop_back();  // the terminating NUL
    return text;
}

std::string random_id() {
    INVARIANT(sodium_init() >= 0);
    std::string bytes(8, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return to_base32(bytes);
}

std::string hash_token(std::string_view token) {
    std::array<unsigned char, 32> hash{};
    crypto_generichash(hash.data(), hash.size(),
                       reinterpret_cast<const unsigned char*>(token.data()), token.size(), nullptr,
                       0);
    return fmt::format("{:02x}", fmt::join(hash, ""));
}

std::string to_base32(std::string_view bytes) {
    std::string text;
    unsigned buffer = 0;
    int bits = 0;
    for (const char c : bytes) {
        buffer = (buffer << 8) | static_cast<unsigned char>(c);
        bits += 8;
        while (bits >= 5) {
            text += base32_letters[(buffer >> (bits - 5)) & 31];
            bits -= 5;
        }
        buffer &= (1u << bits) - 1;
    }
    if (bits > 0) text += base32_letters[(buffer << (5 - bits)) & 31];
    return text;
}

Result<std::string> from_base32(std::string_view text) {
    std::string bytes;
    unsigned buffer = 0;
    int bits = 0;
    for (const char c : text) {
        if (c == ' ' || c == '=') continue;
        const auto at =
            base32_letters.find(static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
        if (at == std::string_view::npos) {
            return failure({ErrorKind::invalid, "This is not a secret in base 32.", "secret",
                            "Use the letters A to Z and the digits 2 to 7."});
        }
        buffer = (buffer << 5) | static_cast<unsigned>(at);
        bits += 5;
        if (bits >= 8) {
            bytes += static_cast<char>((buffer >> (bits - 8)) & 255);
            bits -= 8;
            buffer &= (1u << bits) - 1;
        }
    }
    return bytes;
}

bool same_secret(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace openpcn::auth
