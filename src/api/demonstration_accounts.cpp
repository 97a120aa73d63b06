#include <fmt/format.h>

#include <algorithm>

#include "api/access_policy.h"
#include "api/account_setup.h"
#include "persistence/audit_log.h"
#include "platform/auth/password.h"
#include "platform/auth/secret_text.h"
#include "platform/auth/totp.h"

namespace openpcn::api {
namespace {

constexpr std::string_view password = "demonstration-only";

Result<std::int64_t> number_from(database::Connection& connection, std::string_view sql) {
    std::int64_t number = 0;
    TRY(connection.query(sql, {}, [&](const database::Row& row) -> Result<void> {
        number = row.integer(0);
        return {};
    }));
    return number;
}

Error not_a_demonstration() {
    return {ErrorKind::forbidden, "This data directory is not a demonstration.", "--data",
            "Make accounts with `openpcn user add`, or a demonstration with `openpcn demo`."};
}

std::string username_of(const Role& role) {
    std::string name(role.id);
    std::replace(name.begin(), name.end(), '_', '.');
    return name;
}

// The same in every demonstration: twenty bytes from the role's name.
std::string secret_of(const Role& role) {
    return auth::to_base32(auth::hash_token(role.id).substr(0, 20));
}

OrganisationKind place_of(const Role& role) {
    if (role.id == "commissioner") return OrganisationKind::commissioner;
    const bool at_practice =
        role.id == "gp" || role.id == "receptionist" || role.id == "practice_manager";
    return at_practice ? OrganisationKind::practice : OrganisationKind::network;
}

}  // namespace

Result<void> mark_as_demonstration(database::Connection& connection) {
    TRY_ASSIGN(const bool marked, is_demonstration(connection));
    if (marked) return {};
    TRY_ASSIGN(
        const std::int64_t somebody,
        number_from(connection,
                    "SELECT (SELECT count(*) FROM account) + (SELECT count(*) FROM person)"));
    if (somebody > 0) {
        return failure({ErrorKind::conflict,
                        "The data directory holds accounts or patients already.", "--data",
                        "Choose a new folder for a demonstration."});
    }
    TRY(connection.execute("INSERT INTO setting (name, value) VALUES ('demonstration', 'yes')"));
    return {};
}

Result<bool> is_demonstration(database::Connection& connection) {
    TRY_ASSIGN(
        const std::int64_t marks,
        number_from(connection, "SELECT count(*) FROM setting WHERE name = 'demonstration'"));
    return marks > 0;
}

Result<std::vector<DemonstrationLogin>> add_demonstration_accounts(
    database::Connection& connection, const DemonstrationPlaces& places, Instant now) {
    TRY_ASSIGN(const bool allowed, is_demonstration(connection));
    if (!allowed) return failure(not_a_demonstration());
    // One hash for all: each costs 70 ms, and here the password is no secret.
    TRY_ASSIGN(const std::string hash, auth::hash_password(password));
    std::vector<DemonstrationLogin> logins;
    TRY_ASSIGN(auto transaction, database::Transaction::begin(connection));
    for (const Role& role : roles()) {
        persistence::Account account;
        account.username = username_of(role);
        account.display_name = fmt::format("Demonstration {}", role.title);
        account.role = role.id;
        const OrganisationKind kind = place_of(role);
        account.organisation = kind == OrganisationKind::network    ? places.network
                               : kind == OrganisationKind::practice ? places.practice
                                                                    : places.commissioner;
        account.organisation_kind = name_of(kind);
        account.password_hash = hash;
        account.totp_secret = secret_of(role);
        TRY_ASSIGN(const auto there, persistence::find_account(connection, account.username));
        if (!there) {
            TRY(persistence::add_account(connection, account));
            TRY(persistence::append_audit(
                connection,
                {now, "command line", "", "", "administration", "account.add", account.username,
                 fmt::format("{} {}", account.role, account.organisation)}));
        }
        const persistence::Account& current = there ? *there : account;
        TRY_ASSIGN(const std::string code, auth::totp_code(current.totp_secret, now));
        logins.push_back({current, std::string(role.title), std::string(password), code});
    }
    TRY(transaction.commit());
    return logins;
}

Result<std::string> demonstration_code(database::Connection& connection, std::string_view username,
                                       Instant now) {
    TRY_ASSIGN(const bool allowed, is_demonstration(connection));
    if (!allowed) return failure(not_a_demonstration());
    TRY_ASSIGN(const auto account, persistence::find_account(connection, username));
    if (!account) {
        return failure({ErrorKind::not_found, fmt::format("There is no account {}.", username),
                        "--username", "List the accounts with openpcn user list."});
    }
    return auth::totp_code(account->totp_secret, now);
}

}  // namespace openpcn::api
