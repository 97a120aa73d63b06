#include "api/account_setup.h"

#include <gmock/gmock.h>

#include <set>

#include "api/access_policy.h"
#include "api/sign_in.h"
#include "persistence/audit_verification.h"
#include "persistence/test_database.h"
#include "platform/auth/totp.h"

namespace openpcn::api {
namespace {

using testing::HasSubstr;

const Instant morning = Instant::parse("2026-11-23T08:00:00Z").value();

class AccountSetup : public persistence::TestDatabase {
protected:
    NewAccount pharmacist() const {
        return {"p.smith", "P. Smith", "clinical_pharmacist", "U00001", "network", ""};
    }
    Result<std::string> sign_in(const Credentials& credentials, Instant now) {
        SignIn door(*database_);
        TRY_ASSIGN(const std::string first,
                   door.give_password(credentials.username, credentials.password, now));
        TRY_ASSIGN(const std::string code, auth::totp_code(credentials.totp_secret, now));
        return door.give_code(first, code, now);
    }
    std::int64_t count(const std::string& sql) {
        std::int64_t number = -1;
        EXPECT_TRUE(connection_
                        ->query(sql, {},
                                [&](const database::Row& row) -> Result<void> {
                                    number = row.integer(0);
                                    return {};
                                })
                        .has_value());
        return number;
    }
};

TEST_F(AccountSetup, MakesAnAccountThatCanSignIn) {
    const auto made = create_account(*connection_, pharmacist(), "command line", morning);
    ASSERT_TRUE(made.has_value()) << to_string(made.error());
    EXPECT_EQ(made->password.size(), 23u);
    EXPECT_THAT(made->totp_address, HasSubstr("otpauth://totp/OpenPCN:p.smith"));
    EXPECT_TRUE(sign_in(*made, morning).has_value());
    EXPECT_EQ(count("SELECT count(*) FROM audit WHERE action = 'account.add'"), 1);
    EXPECT_EQ(count("SELECT count(*) FROM account WHERE password_hash LIKE '$argon2id$%'"), 1);
}

TEST_F(AccountSetup, NamesTheFieldThatIsWrongAndWritesNothing) {
    struct Case {
        std::function<void(NewAccount&)> change;
        const char* what;
    };
    const Case cases[] = {
        {[](NewAccount& a) { a.username = "P Smith"; }, "\"P Smith\" is not a user name."},
        {[](NewAccount& a) { a.role = "surgeon"; }, "There is no role \"surgeon\"."},
        {[](NewAccount& a) { a.organisation_kind = "firm"; },
         "\"firm\" is no kind of organisation."},
        {[](NewAccount& a) { a.password = "short"; }, "A password has 12 to 1000 characters."},
    };
    for (const auto& [change, what] : cases) {
        NewAccount account = pharmacist();
        change(account);
        const auto made = create_account(*connection_, account, "command line", morning);
        ASSERT_FALSE(made.has_value()) << what;
        EXPECT_EQ(made.error().what, what);
        EXPECT_EQ(made.error().kind, ErrorKind::invalid);
    }
    EXPECT_EQ(count("SELECT count(*) FROM account"), 0);
    EXPECT_EQ(count("SELECT count(*) FROM audit"), 0);
}

TEST_F(AccountSetup, RefusesANameThatIsTaken) {
    ASSERT_TRUE(create_account(*connection_, pharmacist(), "command line", morning).has_value());
    const auto again = create_account(*connection_, pharmacist(), "command line", morning);
    ASSERT_FALSE(again.has_value());
    EXPECT_EQ(again.error().kind, ErrorKind::conflict);
    EXPECT_EQ(count("SELECT count(*) FROM audit"), 1) << "no audit entry without the account";
}

TEST_F(AccountSetup, ResetsPasswordAndSecondFactorAndEndsTheSessions) {
    const auto made = create_account(*connection_, pharmacist(), "command line", morning);
    ASSERT_TRUE(made.has_value());
    const auto session = sign_in(*made, morning);
    ASSERT_TRUE(session.has_value());
    const auto reset = reset_account(*connection_, "p.smith", "", "command line", morning);
    ASSERT_TRUE(reset.has_value());
    EXPECT_FALSE(SignIn(*database_).session(*session, morning)->has_value());
    EXPECT_FALSE(sign_in(*made, morning.plus_seconds(60)).has_value());
    EXPECT_TRUE(sign_in(*reset, morning.plus_seconds(60)).has_value());
    EXPECT_EQ(reset_account(*connection_, "nobody", "", "command line", morning).error().kind,
              ErrorKind::not_found);
}

TEST_F(AccountSetup, MakesOneDemonstrationLoginPerRoleThatCanSignIn) {
    ASSERT_TRUE(mark_as_demonstration(*connection_).has_value());
    const DemonstrationPlaces places{"U00001", "A81001", "QE1"};
    const auto logins = add_demonstration_accounts(*connection_, places, morning);
    ASSERT_TRUE(logins.has_value()) << to_string(logins.error());
    EXPECT_EQ(logins->size(), roles().size());
    std::set<std::string> seen;
    for (const DemonstrationLogin& login : *logins) {
        EXPECT_TRUE(seen.insert(login.account.role).second);
        EXPECT_EQ(demonstration_code(*connection_, login.account.username, morning).value(),
                  login.code);
    }
    const DemonstrationLogin& first = logins->front();
    EXPECT_TRUE(
        sign_in({first.account.username, first.password, first.account.totp_secret, ""}, morning)
            .has_value());
    // The next start finds them.
    EXPECT_EQ(add_demonstration_accounts(*connection_, places, morning)->size(), logins->size());
    EXPECT_FALSE(persistence::verify_audit(*connection_, "")->broken.has_value());
}

TEST_F(AccountSetup, NeverMakesKnownLoginsInARealNetwork) {
    const auto refused =
        add_demonstration_accounts(*connection_, {"U00001", "A81001", "QE1"}, morning);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().kind, ErrorKind::forbidden);
    ASSERT_TRUE(create_account(*connection_, pharmacist(), "command line", morning).has_value());
    EXPECT_EQ(demonstration_code(*connection_, "p.smith", morning).error().kind,
              ErrorKind::forbidden);
    EXPECT_EQ(mark_as_demonstration(*connection_).error().kind, ErrorKind::conflict);
}

}  // namespace
}  // namespace openpcn::api
