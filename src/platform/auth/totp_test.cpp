#include "platform/auth/totp.h"

#include <gtest/gtest.h>

#include "platform/auth/password.h"
#include "platform/auth/secret_text.h"

namespace openpcn::auth {
namespace {

// RFC 6238, appendix B, SHA-1, cut to six digits; the secret is "12345678901234567890".
TEST(Totp, GivesTheCodesOfTheStandard) {
    const std::string secret = to_base32("12345678901234567890");
    struct Case {
        std::int64_t seconds;
        const char* code;
    };
    for (const auto& [seconds, code] : {Case{59, "287082"}, Case{1111111109, "081804"},
                                        Case{1234567890, "005924"}, Case{20000000000, "353130"}}) {
        EXPECT_EQ(totp_code(secret, Instant::from_unix_ms(seconds * 1000)).value(), code);
        EXPECT_EQ(totp_step(secret, code, Instant::from_unix_ms((seconds + 30) * 1000)),
                  seconds / 30);
        EXPECT_EQ(totp_step(secret, code, Instant::from_unix_ms((seconds + 90) * 1000)),
                  std::nullopt);
    }
    EXPECT_EQ(totp_step(secret, "", Instant::from_unix_ms(0)), std::nullopt);
}

TEST(SecretText, ReadsBase32AsItWritesIt) {
    for (std::size_t size = 0; size < 20; ++size) {
        const std::string bytes(size, static_cast<char>(200 + size));
        EXPECT_EQ(from_base32(to_base32(bytes)).value(), bytes);
    }
    EXPECT_FALSE(from_base32("A1!").has_value());
    EXPECT_NE(random_token(), random_token());
    EXPECT_EQ(hash_token("a").size(), 64u);
}

TEST(Password, IsAcceptedOnlyWhenItAgreesAndIsNoCommonOne) {
    const auto hash = hash_password("seven green kettles");
    ASSERT_TRUE(hash.has_value());
    EXPECT_EQ(check_password("seven green kettles", *hash), PasswordCheck::agrees);
    EXPECT_EQ(check_password("seven green kettle", *hash), PasswordCheck::differs);
    for (const char* weak : {"short", "aaaaaaaaaaaaaa", "Password1234", ""}) {
        EXPECT_FALSE(hash_password(weak).has_value()) << weak;
    }
}

}  // namespace
}  // namespace openpcn::auth
