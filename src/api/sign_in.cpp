#include "api/sign_in.h"

#include <algorithm>

#include "persistence/audit_log.h"
#include "platform/auth/password.h"
#include "platform/auth/secret_text.h"
#include "platform/auth/totp.h"

namespace openpcn::api {
namespace {

constexpr persistence::FailureLimit failure_limit;
constexpr int second_step_seconds = 5 * 60;

Error wrong() {
    return {ErrorKind::forbidden, "The name, the password or the code is not right.", "code",
            "Begin again; after five wrong ones the account is blocked for 15 minutes."};
}

OrganisationKind kind_of(std::string_view text) {
    if (text == "practice") return OrganisationKind::practice;
    return text == "network" ? OrganisationKind::network : OrganisationKind::commissioner;
}

audit::AuditEvent event_of(const persistence::Account& account, std::string action, Instant now) {
    return {now,
            account.username,
            account.role,
            account.organisation,
            "administration",
            std::move(action),
            "",
            ""};
}

// An unknown name is written nowhere: people type passwords into the wrong field. The same
// statements run for known and unknown names, so that they take as long.
Result<void> refuse(database::Connection& connection,
                    const std::optional<persistence::Account>& account, std::string_view username,
                    Instant now) {
    TRY_ASSIGN(auto transaction, database::Transaction::begin(connection));
    TRY(persistence::count_failure(connection, username, failure_limit, now));
    persistence::Account unknown;
    unknown.username = "unknown";
    TRY(persistence::append_audit(connection,
                                  event_of(account ? *account : unknown, "session.refuse", now)));
    return transaction.commit();
}

bool may_try(const std::optional<persistence::Account>& account, Instant now) {
    return account && account->active && account->blocked_until <= now.to_string();
}

Instant end_of(const persistence::Session& session) {
    return std::min(session.created_at.plus_seconds(session_seconds_max),
                    session.used_at.plus_seconds(session_idle_seconds));
}

}  // namespace

Result<std::string> SignIn::give_password(std::string_view username, std::string_view password,
                                          Instant now) {
    TRY_ASSIGN(const auto connection, database_.lease());
    TRY_ASSIGN(const auto account, persistence::find_account(*connection, username));
    bool agrees = false;
    if (may_try(account, now)) {
        agrees =
            auth::check_password(password, account->password_hash) == auth::PasswordCheck::agrees;
    } else {
        auth::pretend_to_check(password);
    }
    const std::string token = auth::random_token();
    if (agrees) {
        TRY(persistence::end_sessions_before(*connection, now.plus_seconds(-session_seconds_max)));
        TRY(persistence::add_session(*connection, {auth::hash_token(token), account->username,
                                                   "password", auth::random_token(), now, now}));
    } else {
        TRY(refuse(*connection, account, username, now));
    }
    return token;
}

Result<std::string> SignIn::give_code(std::string_view token, std::string_view code, Instant now) {
    TRY_ASSIGN(const auto connection, database_.lease());
    const std::string hash = auth::hash_token(token);
    TRY_ASSIGN(const auto first, persistence::find_session(*connection, hash));
    if (!first || first->stage != "password" ||
        first->created_at.plus_seconds(second_step_seconds) < now) {
        return failure(wrong());
    }
    TRY_ASSIGN(const auto account, persistence::find_account(*connection, first->username));
    if (!may_try(account, now)) return failure(wrong());
    const auto step = auth::totp_step(account->totp_secret, code, now);
    if (!step || *step <= account->totp_last_step) {
        TRY(refuse(*connection, account, account->username, now));
        return failure(wrong());
    }
    TRY_ASSIGN(auto transaction, database::Transaction::begin(*connection));
    TRY(persistence::accept_code(*connection, account->username, *step, now));
    TRY(persistence::end_session(*connection, hash));
    const std::string session = auth::random_token();
    TRY(persistence::add_session(*connection, {auth::hash_token(session), account->username,
                                               "signed_in", auth::random_token(), now, now}));
    TRY(persistence::append_audit(*connection, event_of(*account, "session.begin", now)));
    TRY(transaction.commit());
    return session;
}

Result<std::optional<SignedIn>> SignIn::session(std::string_view token, Instant now) {
    TRY_ASSIGN(const auto connection, database_.lease());
    const std::string hash = auth::hash_token(token);
    TRY_ASSIGN(const auto session, persistence::find_session(*connection, hash));
    if (!session || session->stage != "signed_in") return std::nullopt;
    if (end_of(*session) < now) {
        TRY(persistence::end_session(*connection, hash));
        return std::nullopt;
    }
    TRY_ASSIGN(const auto account, persistence::find_account(*connection, session->username));
    if (!account || !account->active) return std::nullopt;
    // Once a minute is often enough, and spares a write for every request.
    if (session->used_at.plus_seconds(60) < now)
        TRY(persistence::touch_session(*connection, hash, now));
    SignedIn signed_in;
    signed_in.asker = {account->username, account->display_name, account->role,
                       account->organisation, kind_of(account->organisation_kind)};
    signed_in.token_hash = hash;
    signed_in.csrf_token = session->csrf_token;
    signed_in.expires_at = std::min(session->created_at.plus_seconds(session_seconds_max),
                                    now.plus_seconds(session_idle_seconds));
    signed_in.last_signed_in_at = account->previous_signed_in_at;
    return signed_in;
}

Result<bool> SignIn::still_stands(std::string_view token_hash, Instant now) {
    TRY_ASSIGN(const auto connection, database_.lease());
    TRY_ASSIGN(const auto session, persistence::find_session(*connection, token_hash));
    if (!session || session->stage != "signed_in" || end_of(*session) < now) return false;
    TRY_ASSIGN(const auto account, persistence::find_account(*connection, session->username));
    return account && account->active;
}

Result<void> SignIn::end(const SignedIn& session, Instant now) {
    TRY_ASSIGN(const auto connection, database_.lease());
    TRY_ASSIGN(auto transaction, database::Transaction::begin(*connection));
    TRY(persistence::end_session(*connection, session.token_hash));
    persistence::Account account;
    account.username = session.asker.username;
    account.role = session.asker.role;
    account.organisation = session.asker.organisation;
    TRY(persistence::append_audit(*connection, event_of(account, "session.end", now)));
    return transaction.commit();
}

}  // namespace openpcn::api
