// Signing in: name and password, then the six digits of the second factor; then a session.
//
// An unknown name, a wrong password and a blocked account look alike and take as long. Five wrong
// passwords or codes block an account for 15 minutes, whichever they are and however they come: a
// right password does not begin the count anew. A session ends after 30 minutes without use and
// after 12 hours in any case. Every refusal and every beginning is audited.
#pragma once

#include <optional>
#include <string>

#include "api/access_policy.h"
#include "base/instant.h"
#include "persistence/accounts.h"
#include "platform/database/database.h"

namespace openpcn::api {

inline constexpr int session_idle_seconds = 30 * 60;
inline constexpr int session_seconds_max = 12 * 3600;

struct SignedIn {
    Asker asker;
    std::string token_hash;
    std::string csrf_token;
    Instant expires_at;
    std::string last_signed_in_at;  // the time before this one; may be empty
};

class SignIn {
public:
    explicit SignIn(database::Database& database) : database_(database) {}

    // The token for the cookie of the second step. Never says whether name or password was wrong:
    // a wrong one gets a token too, whose code never agrees.
    Result<std::string> give_password(std::string_view username, std::string_view password,
                                      Instant now);
    // A new token for the session; `forbidden` where the code does not agree.
    Result<std::string> give_code(std::string_view token, std::string_view code, Instant now);
    // Nothing where the token is no session, or its time is over.
    Result<std::optional<SignedIn>> session(std::string_view token, Instant now);
    // Whether a session still stands, for streams that outlive a request; not a use of it.
    Result<bool> still_stands(std::string_view token_hash, Instant now);
    Result<void> end(const SignedIn& session, Instant now);

private:
    database::Database& database_;
};

}  // namespace openpcn::api
