// Making accounts: from the command line, and one per role for a demonstration network.
//
// A demonstration's passwords and second factors are the same everywhere and printed, so they are
// made only in a data directory that was marked as a demonstration when it was empty.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "persistence/accounts.h"
#include "platform/database/connection.h"

namespace openpcn::api {

struct NewAccount {
    std::string username;           // 2 to 64 small letters, digits, '.', '-' or '_'
    std::string display_name;       // as colleagues see it
    std::string role;               // id in access_policy.h
    std::string organisation;       // ODS code
    std::string organisation_kind;  // network, practice, commissioner
    std::string password;           // empty: one is made
};

// What its owner needs once; nobody can read the password again.
struct Credentials {
    std::string username;
    std::string password;
    std::string totp_secret;   // base 32
    std::string totp_address;  // for a QR code
};

// Checks every field, naming the wrong one, then adds the account and its audit entry in one
// transaction. `actor` is who did it: "command line".
Result<Credentials> create_account(database::Connection& connection, const NewAccount& account,
                                   std::string_view actor, Instant now);

// New password (one is made where `password` is empty) and new second factor; ends its sessions.
Result<Credentials> reset_account(database::Connection& connection, std::string_view username,
                                  std::string password, std::string_view actor, Instant now);

// `conflict` where there are accounts or patients already: a real network never becomes a
// demonstration.
Result<void> mark_as_demonstration(database::Connection& connection);
Result<bool> is_demonstration(database::Connection& connection);

struct DemonstrationLogin {
    persistence::Account account;
    std::string role_title;
    std::string password;
    std::string code;  // of the second factor, now
};

struct DemonstrationPlaces {
    std::string network;       // ODS code of the network
    std::string practice;      // of the practice that practice roles belong to
    std::string commissioner;  // ODS code
};

// One login per role; those that are there already stay. `forbidden` where the data directory is
// not marked as a demonstration.
Result<std::vector<DemonstrationLogin>> add_demonstration_accounts(
    database::Connection& connection, const DemonstrationPlaces& places, Instant now);

// The digits of the second factor that an authenticator app would show now. Only in a
// demonstration: `forbidden` elsewhere.
Result<std::string> demonstration_code(database::Connection& connection, std::string_view username,
                                       Instant now);

}  // namespace openpcn::api
