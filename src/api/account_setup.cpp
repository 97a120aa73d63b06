#include "api/account_setup.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/access_policy.h"
#include "base/ods_code.h"
#include "persistence/audit_log.h"
#include "platform/auth/password.h"
#include "platform/auth/secret_text.h"
#include "platform/auth/totp.h"

namespace openpcn::api {
namespace {

Result<void> check_username(std::string_view username) {
    const bool fits = username.size() >= 2 && username.size() <= 64 &&
                      std::all_of(username.begin(), username.end(), [](char c) {
                          return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
                                 c == '-' || c == '_';
                      });
    if (fits) return {};
    return failure({ErrorKind::invalid, fmt::format("\"{}\" is not a user name.", username),
                    "--username", "Use 2 to 64 small letters, digits, dots, dashes, underscores."});
}

Result<const Role*> check_role(std::string_view id) {
    if (const Role* role = find_role(id)) return role;
    std::string known;
    for (const Role& role : roles())
        known += fmt::format("{}{}", known.empty() ? "" : ", ", role.id);
    return failure({ErrorKind::invalid, fmt::format("There is no role \"{}\".", id), "--role",
                    fmt::format("Choose one of {}.", known)});
}

Result<void> check_organisation(const NewAccount& account) {
    const auto code = OdsCode::parse(account.organisation);
    if (!code) return failure(code.error());
    for (const auto kind :
         {OrganisationKind::network, OrganisationKind::practice, OrganisationKind::commissioner}) {
        if (account.organisation_kind == name_of(kind)) return {};
    }
    return failure({ErrorKind::invalid,
                    fmt::format("\"{}\" is no kind of organisation.", account.organisation_kind),
                    "--organisation-kind", "Choose network, practice or commissioner."});
}

audit::AuditEvent event_of(std::string_view actor, std::string action, std::string subject,
                           std::string detail, Instant now) {
    return {now,
            std::string(actor),
            "",
            "",
            "administration",
            std::move(action),
            std::move(subject),
            std::move(detail)};
}

// Four groups of five letters and digits: 100 bits, and readable over a telephone.
std::string made_password() {
    std::string text = auth::to_base32(auth::random_token()).substr(0, 20);
    for (const std::size_t at : {15, 10, 5}) text.insert(at, "-");
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

}  // namespace

Result<Credentials> create_account(database::Connection& connection, const NewAccount& account,
                                   std::string_view actor, Instant now) {
    TRY(check_username(account.username));
    TRY(check_role(account.role));
    TRY(check_organisation(account));
    persistence::Account added;
    added.username = account.username;
    added.display_name = account.display_name.empty() ? account.username : account.display_name;
    added.role = account.role;
    TRY_ASSIGN(const OdsCode organisation, OdsCode::parse(account.organisation));
    added.organisation = organisation.text();
    added.organisation_kind = account.organisation_kind;
    Credentials credentials{account.username,
                            account.password.empty() ? made_password() : account.password,
                            auth::new_totp_secret(), ""};
    credentials.totp_address = auth::totp_address(credentials.totp_secret, account.username);
    TRY_ASSIGN(added.password_hash, auth::hash_password(credentials.password));
    added.totp_secret = credentials.totp_secret;

    TRY_ASSIGN(auto transaction, database::Transaction::begin(connection));
    TRY(persistence::add_account(connection, added));
    TRY(persistence::append_audit(
        connection, event_of(actor, "account.add", added.username,
                             fmt::format("{} {}", added.role, added.organisation), now)));
    TRY(transaction.commit());
    return credentials;
}

Result<Credentials> reset_account(database::Connection& connection, std::string_view username,
                                  std::string password, std::string_view actor, Instant now) {
    persistence::Account account;
    account.username = username;
    Credentials credentials{account.username, password.empty() ? made_password() : password,
                            auth::new_totp_secret(), ""};
    credentials.totp_address = auth::totp_address(credentials.totp_secret, username);
    TRY_ASSIGN(account.password_hash, auth::hash_password(credentials.password));
    account.totp_secret = credentials.totp_secret;

    TRY_ASSIGN(auto transaction, database::Transaction::begin(connection));
    TRY(persistence::reset_account(connection, account));
    TRY(persistence::append_audit(connection,
                                  event_of(actor, "account.reset", account.username, "", now)));
    TRY(transaction.commit());
    return credentials;
}

}  // namespace openpcn::api
