#include "persistence/accounts.h"

#include <fmt/format.h>

namespace openpcn::persistence {
namespace {

using database::Row;

constexpr std::string_view account_columns =
    "username, display_name, role, organisation, organisation_kind, password_hash, totp_secret, "
    "totp_last_step, "
    "active, failures, blocked_until, previous_signed_in_at";

Account account_of(const Row& row) {
    Account account;
    account.username = row.string(0);
    account.display_name = row.string(1);
    account.role = row.string(2);
    account.organisation = row.string(3);
    account.organisation_kind = row.string(4);
    account.password_hash = row.string(5);
    account.totp_secret = row.string(6);
    account.totp_last_step = row.integer(7);
    account.active = row.integer(8) != 0;
    account.failures = static_cast<int>(row.integer(9));
    account.blocked_until = row.string(10);
    account.previous_signed_in_at = row.string(11);
    return account;
}

Result<void> only_done(Result<std::int64_t> changed) {
    if (!changed) return failure(std::move(changed.error()));
    return {};
}

}  // namespace

Result<void> add_account(database::Connection& connection, const Account& account) {
    auto added = connection.execute(
        "INSERT INTO account (username, display_name, role, organisation, organisation_kind, "
        "password_hash, "
        "totp_secret) VALUES (?, ?, ?, ?, ?, ?, ?)",
        {account.username, account.display_name, account.role, account.organisation,
         account.organisation_kind, account.password_hash, account.totp_secret});
    if (!added && added.error().kind == ErrorKind::conflict) {
        return failure({ErrorKind::conflict,
                        fmt::format("There is an account {} already.", account.username),
                        "--username", "Choose another name, or use openpcn user reset."});
    }
    return only_done(std::move(added));
}

Result<std::vector<Account>> all_accounts(database::Connection& connection) {
    std::vector<Account> accounts;
    TRY(connection.query(fmt::format("SELECT {} FROM account ORDER BY username", account_columns),
                         {}, [&](const Row& row) -> Result<void> {
                             accounts.push_back(account_of(row));
                             return {};
                         }));
    return accounts;
}

Result<std::optional<Account>> find_account(database::Connection& connection,
                                            std::string_view username) {
    std::optional<Account> found;
    TRY(connection.query(fmt::format("SELECT {} FROM account WHERE username = ?", account_columns),
                         {username}, [&](const Row& row) -> Result<void> {
                             found = account_of(row);
                             return {};
                         }));
    return found;
}

Result<void> reset_account(database::Connection& connection, const Account& account) {
    TRY_ASSIGN(const std::int64_t changed,
               connection.execute(
                   "UPDATE account SET password_hash = ?, totp_secret = ?, totp_last_step = 0, "
                   "failures = 0, blocked_until = '' WHERE username = ?",
                   {account.password_hash, account.totp_secret, account.username}));
    if (changed == 0) {
        return failure({ErrorKind::not_found,
                        fmt::format("There is no account {}.", account.username), "--username",
                        "List the accounts with openpcn user list."});
    }
    return only_done(
        connection.execute("DELETE FROM session WHERE username = ?", {account.username}));
}

Result<void> count_failure(database::Connection& connection, std::string_view username,
                           const FailureLimit& limit, Instant now) {
    return only_done(connection.execute(
        "UPDATE account SET "
        "blocked_until = CASE WHEN failures + 1 >= ? THEN ? ELSE blocked_until END, "
        "failures = CASE WHEN failures + 1 >= ? THEN 0 ELSE failures + 1 END "
        "WHERE username = ? AND blocked_until <= ?",
        {limit.failures_max, now.plus_seconds(limit.block_seconds).to_string(), limit.failures_max,
         username, now.to_string()}));
}

Result<void> accept_code(database::Connection& connection, std::string_view username,
                         std::int64_t step, Instant at) {
    TRY_ASSIGN(const std::int64_t changed,
               connection.execute(
                   "UPDATE account SET totp_last_step = ?, failures = 0, blocked_until = '', "
                   "previous_signed_in_at = signed_in_at, signed_in_at = ? "
                   "WHERE username = ? AND totp_last_step < ?",
                   {step, at.to_string(), username, step}));
    if (changed == 0) {
        return failure({ErrorKind::conflict, "This code was used already.", "code",
                        "Wait for the next one; each works once."});
    }
    return {};
}

Result<void> add_session(database::Connection& connection, const Session& session) {
    return only_done(
        connection.execute("INSERT INTO session (token_hash, username, stage, csrf_token, "
                           "created_at, used_at) VALUES (?, ?, ?, ?, ?, ?)",
                           {session.token_hash, session.username, session.stage, session.csrf_token,
                            session.created_at.to_string(), session.used_at.to_string()}));
}

Result<std::optional<Session>> find_session(database::Connection& connection,
                                            std::string_view token_hash) {
    std::optional<Session> found;
    TRY(connection.query(
        "SELECT token_hash, username, stage, csrf_token, created_at, "
        "used_at FROM session WHERE token_hash = ?",
        {token_hash}, [&](const Row& row) -> Result<void> {
            TRY_ASSIGN(const Instant created, Instant::parse(row.text(4)));
            TRY_ASSIGN(const Instant used, Instant::parse(row.text(5)));
            found =
                Session{row.string(0), row.string(1), row.string(2), row.string(3), created, used};
            return {};
        }));
    return found;
}

Result<void> touch_session(database::Connection& connection, std::string_view token_hash,
                           Instant at) {
    return only_done(connection.execute("UPDATE session SET used_at = ? WHERE token_hash = ?",
                                        {at.to_string(), token_hash}));
}

Result<void> end_session(database::Connection& connection, std::string_view token_hash) {
    return only_done(connection.execute("DELETE FROM session WHERE token_hash = ?", {token_hash}));
}

Result<void> end_sessions_before(database::Connection& connection, Instant used_before) {
    return only_done(
        connection.execute("DELETE FROM session WHERE used_at < ?", {used_before.to_string()}));
}

}  // namespace openpcn::persistence
