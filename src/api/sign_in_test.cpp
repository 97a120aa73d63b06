#include "api/sign_in.h"

#include <gtest/gtest.h>

#include <thread>

#include "api/account_setup.h"
#include "persistence/test_database.h"
#include "platform/auth/totp.h"

namespace openpcn::api {
namespace {

const Instant morning = Instant::parse("2026-11-23T08:00:00Z").value();
constexpr int minute = 60;

class SigningIn : public persistence::TestDatabase {
protected:
    void SetUp() override {
        TestDatabase::SetUp();
        auto made = create_account(
            *connection_, {"p.smith", "P. Smith", "clinical_pharmacist", "U00001", "network", ""},
            "command line", morning);
        ASSERT_TRUE(made.has_value()) << to_string(made.error());
        credentials_ = *made;
        door_ = std::make_unique<SignIn>(*database_);
    }
    std::string code_at(Instant at) {
        return auth::totp_code(credentials_.totp_secret, at).value();
    }
    Result<std::string> sign_in(const std::string& password, const std::string& code, Instant at) {
        const auto first = door_->give_password("p.smith", password, at);
        return first ? door_->give_code(*first, code, at) : failure(first.error());
    }
    Result<std::string> sign_in(Instant at) {
        return sign_in(credentials_.password, code_at(at), at);
    }
    bool stands(const std::string& token, Instant at) {
        return door_->session(token, at).value().has_value();
    }
    std::int64_t audited(const std::string& action) {
        std::int64_t number = -1;
        EXPECT_TRUE(connection_
                        ->query("SELECT count(*) FROM audit WHERE action = ?", {action},
                                [&](const database::Row& row) -> Result<void> {
                                    number = row.integer(0);
                                    return {};
                                })
                        .has_value());
        return number;
    }

    Credentials credentials_;
    std::unique_ptr<SignIn> door_;
};

TEST_F(SigningIn, NeedsPasswordAndCodeAndAnswersAlikeWhicheverIsWrong) {
    const auto wrong_password = sign_in("not the password", code_at(morning), morning);
    const auto wrong_code = sign_in(credentials_.password, "000000", morning);
    const auto first = door_->give_password("nobody", "not the password", morning);
    ASSERT_TRUE(first.has_value());
    const auto unknown_name = door_->give_code(*first, code_at(morning), morning);
    for (const auto* refused : {&wrong_password, &wrong_code, &unknown_name}) {
        ASSERT_FALSE(refused->has_value());
        EXPECT_EQ(to_string(refused->error()), to_string(wrong_password.error()));
    }
    EXPECT_TRUE(sign_in(morning).has_value());
    EXPECT_EQ(audited("session.begin"), 1);
    EXPECT_EQ(audited("session.refuse"), 3);
}

TEST_F(SigningIn, TakesACodeOnlyOnce) {
    ASSERT_TRUE(sign_in(morning).has_value());
    EXPECT_FALSE(sign_in(morning).has_value());
    EXPECT_TRUE(sign_in(morning.plus_seconds(30)).has_value());
}

TEST_F(SigningIn, BlocksAnAccountAfterFiveWrongPasswords) {
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(sign_in("wrong password", "000000", morning));
    EXPECT_FALSE(sign_in(morning).has_value());
    EXPECT_FALSE(sign_in(morning.plus_seconds(14 * minute)).has_value());
    EXPECT_TRUE(sign_in(morning.plus_seconds(16 * minute)).has_value());
}

TEST_F(SigningIn, BlocksWhoeverKnowsThePasswordAndGuessesCodes) {
    for (int i = 0; i < 5; ++i)
        EXPECT_FALSE(sign_in(credentials_.password, "000000", morning)) << "a new attempt each";
    EXPECT_FALSE(sign_in(morning).has_value());
    EXPECT_TRUE(sign_in(morning.plus_seconds(16 * minute)).has_value());
}

TEST_F(SigningIn, CountsGuessesThatAreMadeAtOnce) {
    std::vector<std::jthread> guesses;
    for (int i = 0; i < 5; ++i)
        guesses.emplace_back([&] { EXPECT_TRUE(door_->give_password("p.smith", "x", morning)); });
    guesses.clear();
    EXPECT_FALSE(sign_in(morning).has_value());
}

TEST_F(SigningIn, EndsASessionAfterHalfAnHourWithoutUseOrTwelveHours) {
    const auto idle = sign_in(morning);
    ASSERT_TRUE(idle.has_value());
    EXPECT_TRUE(stands(*idle, morning.plus_seconds(29 * minute)));
    EXPECT_TRUE(stands(*idle, morning.plus_seconds(58 * minute))) << "a use begins the half hour";
    EXPECT_FALSE(stands(*idle, morning.plus_seconds(89 * minute)));

    const Instant noon = morning.plus_seconds(4 * 60 * minute);
    const auto busy = sign_in(noon);
    ASSERT_TRUE(busy.has_value());
    for (int minutes = 0; minutes <= 12 * 60; minutes += 20)
        EXPECT_TRUE(stands(*busy, noon.plus_seconds(minutes * minute))) << minutes;
    EXPECT_FALSE(stands(*busy, noon.plus_seconds(12 * 60 * minute + 1)));
}

TEST_F(SigningIn, EndsTheSessionOnSigningOut) {
    const auto token = sign_in(morning);
    ASSERT_TRUE(token.has_value());
    const auto session = door_->session(*token, morning);
    ASSERT_TRUE(session.has_value() && session->has_value());
    EXPECT_EQ((*session)->asker.role, "clinical_pharmacist");
    EXPECT_TRUE(door_->still_stands((*session)->token_hash, morning).value());
    ASSERT_TRUE(door_->end(**session, morning).has_value());
    EXPECT_FALSE(stands(*token, morning));
    EXPECT_FALSE(door_->still_stands((*session)->token_hash, morning).value());
    EXPECT_EQ(audited("session.end"), 1);
}

TEST_F(SigningIn, DoesNotTakeAListeningPageForUse) {
    const auto token = sign_in(morning);
    ASSERT_TRUE(token.has_value());
    const std::string hash = door_->session(*token, morning).value()->token_hash;
    EXPECT_TRUE(door_->still_stands(hash, morning.plus_seconds(29 * minute)).value());
    EXPECT_FALSE(stands(*token, morning.plus_seconds(31 * minute)));
}

TEST_F(SigningIn, NeverTakesTheTokenOfTheFirstStepForASession) {
    const auto first = door_->give_password("p.smith", credentials_.password, morning);
    ASSERT_TRUE(first.has_value());
    EXPECT_FALSE(stands(*first, morning));
    EXPECT_FALSE(door_->give_code(*first, code_at(morning), morning.plus_seconds(6 * minute)));
}

}  // namespace
}  // namespace openpcn::api
