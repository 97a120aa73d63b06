// openpcn user: who may sign in.
//
// A password never stands in a flag: --password-stdin reads it from standard input, otherwise one
// is made and printed once, with the secret of the second factor.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

#include "api/account_setup.h"
#include "cli/command.h"
#include "persistence/accounts.h"
#include "persistence/data_directory.h"
#include "platform/io/clock.h"

namespace openpcn::cli {
namespace {

struct UserOptions {
    std::filesystem::path data;
    api::NewAccount account;
    bool password_stdin = false;
};

Result<std::string> given_password(const UserOptions& options) {
    if (!options.password_stdin) return std::string();
    std::string password;
    if (!std::getline(std::cin, password) || password.empty()) {
        return failure({ErrorKind::invalid, "There is no password on standard input.",
                        "--password-stdin", "Pipe one line into the command, or leave it out."});
    }
    return password;
}

void print(const api::Credentials& credentials, const UserOptions& options) {
    fmt::print("User name:     {}\n", credentials.username);
    if (!options.password_stdin) fmt::print("Password:      {}\n", credentials.password);
    fmt::print("Second factor: {}\nFor a QR code: {}\n", credentials.totp_secret,
               credentials.totp_address);
    std::cerr << "Hand these over safely: they are not shown again.\n";
}

Result<void> add(UserOptions options) {
    TRY_ASSIGN(options.account.password, given_password(options));
    TRY_ASSIGN(const auto directory, persistence::DataDirectory::open(options.data));
    TRY_ASSIGN(const auto connection, directory.database().lease());
    TRY_ASSIGN(const auto credentials,
               api::create_account(*connection, options.account, "command line", io::now()));
    print(credentials, options);
    return {};
}

Result<void> reset(const UserOptions& options) {
    TRY_ASSIGN(const std::string password, given_password(options));
    TRY_ASSIGN(const auto directory, persistence::DataDirectory::open(options.data));
    TRY_ASSIGN(const auto connection, directory.database().lease());
    TRY_ASSIGN(const auto credentials, api::reset_account(*connection, options.account.username,
                                                          password, "command line", io::now()));
    print(credentials, options);
    return {};
}

Result<void> list(const UserOptions& options) {
    TRY_ASSIGN(const auto directory, persistence::DataDirectory::open(options.data));
    TRY_ASSIGN(const auto connection, directory.database().lease());
    TRY_ASSIGN(const auto accounts, persistence::all_accounts(*connection));
    for (const auto& account : accounts) {
        fmt::print("{:<24} {:<22} {:<12} {:<10} {}\n", account.username, account.role,
                   account.organisation_kind, account.organisation, account.display_name);
    }
    return {};
}

Result<void> code(const UserOptions& options) {
    TRY_ASSIGN(const auto directory, persistence::DataDirectory::open(options.data));
    TRY_ASSIGN(const auto connection, directory.database().lease());
    TRY_ASSIGN(const std::string digits,
               api::demonstration_code(*connection, options.account.username, io::now()));
    fmt::print("{}\n", digits);
    return {};
}

void add_username(CLI::App& command, UserOptions& options) {
    command.add_option("--username", options.account.username, "User name")->required();
}

void add_password(CLI::App& command, UserOptions& options) {
    command.add_flag("--password-stdin", options.password_stdin,
                     "Read the password from standard input");
}

}  // namespace

Action add_user_command(CLI::App& app) {
    auto options = std::make_shared<UserOptions>();
    CLI::App* command = app.add_subcommand("user", "Make, list and reset accounts");
    command->require_subcommand(1);
    command->add_option("--data", options->data, "Data directory")->required();
    CLI::App* adding = command->add_subcommand("add", "Make an account and print its secrets once");
    add_username(*adding, *options);
    add_password(*adding, *options);
    adding->add_option("--name", options->account.display_name, "Name that colleagues see");
    adding->add_option("--role", options->account.role, "Role, such as clinical_pharmacist")
        ->required();
    adding->add_option("--organisation", options->account.organisation, "ODS code")->required();
    adding
        ->add_option("--organisation-kind", options->account.organisation_kind,
                     "network, practice or commissioner")
        ->default_val("network");
    CLI::App* listing = command->add_subcommand("list", "Show all accounts");
    CLI::App* resetting =
        command->add_subcommand("reset", "New password and second factor; ends all sessions");
    add_username(*resetting, *options);
    add_password(*resetting, *options);
    CLI::App* showing = command->add_subcommand(
        "code", "Show the present code of the second factor, in a demonstration only");
    add_username(*showing, *options);
    for (CLI::App* each : {adding, listing, resetting, showing}) each->fallthrough();
    return [=]() -> Result<void> {
        if (adding->parsed()) return add(*options);
        if (resetting->parsed()) return reset(*options);
        if (showing->parsed()) return code(*options);
        return list(*options);
    };
}

}  // namespace openpcn::cli
