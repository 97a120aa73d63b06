// Accounts and sessions in SQL. The rules of signing in are in api/sign_in.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "platform/database/connection.h"

namespace openpcn::persistence {

struct Account {
    std::string username;
    std::string display_name;
    std::string role;
    std::string organisation;       // ODS code; the network's own for network staff
    std::string organisation_kind;  // network, practice, commissioner
    std::string password_hash;
    std::string totp_secret;
    std::int64_t totp_last_step = 0;
    bool active = true;
    int failures = 0;
    std::string blocked_until;          // instant, or empty
    std::string previous_signed_in_at;  // instant, or empty
};

struct Session {
    std::string token_hash;
    std::string username;
    std::string stage;  // password, signed_in
    std::string csrf_token;
    Instant created_at;
    Instant used_at;
};

// `conflict` where the name is taken.
Result<void> add_account(database::Connection& connection, const Account& account);
Result<std::vector<Account>> all_accounts(database::Connection& connection);
Result<std::optional<Account>> find_account(database::Connection& connection,
                                            std::string_view username);
// New password and second factor; ends all sessions of the account.
Result<void> reset_account(database::Connection& connection, const Account& account);
// After so many failures the account is blocked, and counting begins again.
struct FailureLimit {
    int failures_max = 5;
    int block_seconds = 15 * 60;
};
// One statement, so that guesses made at once all count. Does nothing where there is no such
// account or it is blocked already.
Result<void> count_failure(database::Connection& connection, std::string_view username,
                           const FailureLimit& limit, Instant now);
// `conflict` where this step's code was used already.
Result<void> accept_code(database::Connection& connection, std::string_view username,
                         std::int64_t step, Instant at);

Result<void> add_session(database::Connection& connection, const Session& session);
Result<std::optional<Session>> find_session(database::Connection& connection,
                                            std::string_view token_hash);
Result<void> touch_session(database::Connection& connection, std::string_view token_hash,
                           Instant at);
Result<void> end_session(database::Connection& connection, std::string_view token_hash);
Result<void> end_sessions_before(database::Connection& connection, Instant used_before);

}  // namespace openpcn::persistence
