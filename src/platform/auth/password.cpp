#include "platform/auth/password.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <semaphore>

#include "base/invariant.h"

namespace openpcn::auth {
namespace {

std::counting_semaphore<2>& hashing_slots() {
    static std::counting_semaphore<2> slots(2);
    return slots;
}

class Slot {
public:
    Slot() { hashing_slots().acquire(); }
    ~Slot() { hashing_slots().release(); }
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;
};

// The commonest passwords of twelve and more characters are repetitions and keyboard runs.
bool is_common(std::string_view password) {
    static constexpr std::array<std::string_view, 8> common{
        "123456789012", "1234567890123", "qwertyuiop12",   "passwordpassword",
        "password1234", "passw0rd1234",  "letmeinletmein", "adminadminadmin"};
    std::string lower(password);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    if (std::find(common.begin(), common.end(), lower) != common.end()) return true;
    return std::all_of(lower.begin(), lower.end(), [&](char c) { return c == lower[0]; });
}

}  // namespace

Result<std::string> hash_password(std::string_view password) {
    if (password.size() < password_length_min || password.size() > password_length_max) {
        return failure({ErrorKind::invalid,
                        fmt::format("A password has {} to {} characters.", password_length_min,
                                    password_length_max),
                        "password", "Use a few words that do not belong together."});
    }
    if (is_common(password)) {
        return failure({ErrorKind::invalid, "This password is among those that are tried first.",
                        "password", "Use a few words that do not belong together."});
    }
    INVARIANT(sodium_init() >= 0);
    const Slot slot;
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str(hash.data(), password.data(), password.size(),
                          crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
        return failure({ErrorKind::unavailable, "There is not enough memory to hash a password.",
                        "", "Try again in a moment."});
    }
    return std::string(hash.data());
}

PasswordCheck check_password(std::string_view password, const std::string& hash) {
    INVARIANT(sodium_init() >= 0);
    if (password.size() > password_length_max) return PasswordCheck::differs;
    const Slot slot;
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0
               ? PasswordCheck::agrees
               : PasswordCheck::differs;
}

void pretend_to_check(std::string_view password) {
    static const std::string hash = hash_password("correct horse battery staple").value();
    check_password(password, hash);
}

}  // namespace openpcn::auth
