// openpcn sharing: data-sharing agreements, which decide whose data anybody but a practice sees.
//
// Parties sign on their pages. Here whoever runs the server records what was signed on paper, and
// stops an agreement at once when a party asks for it.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

#include "api/sharing_desk.h"
#include "api/sharing_setup.h"
#include "base/day_in_words.h"
#include "cli/command.h"
#include "persistence/data_directory.h"
#include "persistence/practice_image.h"
#include "platform/io/clock.h"
#include "platform/io/file.h"

namespace openpcn::cli {
namespace {

struct SharingOptions {
    std::filesystem::path data;
    std::filesystem::path file;
    std::string receiver;
    std::string from;
    std::string agreement;
    std::string organisation;
    std::string reason;
};

Result<void> form(const SharingOptions& options) {
    TRY_ASSIGN(const OdsCode receiver, OdsCode::parse(options.receiver));
    TRY_ASSIGN(const Date from, options.from.empty() ? Result<Date>(io::today_in_london())
                                                     : Date::parse(options.from));
    TRY_ASSIGN(const auto directory, persistence::DataDirectory::open(options.data));
    TRY_ASSIGN(const auto connection, directory.database().lease());
    TRY_ASSIGN(const auto practices, persistence::read_practices(*connection));
    std::vector<std::string> codes;
    for (const auto& practice : practices) codes.push_back(practice.ods_code);
    fmt::print("{}", api::agreement_form(codes, receiver, from));
    return {};
}

Result<void> import(const SharingOptions& options) {
    TRY_ASSIGN(const std::string text, io::read_file(options.file));
    TRY_ASSIGN(const auto directory, persistence::DataDirectory::open(options.data));
    TRY_ASSIGN(const auto connection, directory.database().lease());
    TRY_ASSIGN(const auto recorded,
               api::record_agreement(*connection, text, options.file.string(), io::now()));
    fmt::print("{}\n", recorded.id);
    std::cerr << fmt::format("Recorded \"{}\", {} to {}.\n", recorded.agreement.text.title,
                             day_in_words(recorded.agreement.text.from),
                             day_in_words(recorded.agreement.text.to));
    for (const OdsCode& party : recorded.unsigned_by)
        std::cerr << fmt::format("{} has not signed: nothing is shared with or by it.\n",
                                 party.text());
    return {};
}

// One line for each pair, for people and for grep.
Result<void> list(const SharingOptions& options) {
    TRY_ASSIGN(const auto directory, persistence::DataDirectory::open(options.data));
    TRY_ASSIGN(const auto connection, directory.database().lease());
    TRY_ASSIGN(const auto agreements, api::read_agreements(*connection));
    const Date today = io::today_in_london();
    for (const sharing::KeptAgreement& kept : agreements) {
        const sharing::AgreementText& text = kept.agreement.text;
        for (const OdsCode& discloser : text.disclosers)
            for (const OdsCode& receiver : text.receivers)
                fmt::print("{:<34} {:<10} {:<10} {:<10} {} {} {}\n", kept.id, discloser.text(),
                           receiver.text(),
                           name_of(standing_between(kept, discloser, receiver, today)),
                           text.from.to_string(), text.to.to_string(), text.title);
    }
    if (agreements.empty())
        std::cerr << "There is no agreement: nobody but each practice sees its data.\n"
                     "Print a form with `openpcn sharing form`.\n";
    return {};
}

Result<void> stop(const SharingOptions& options, sharing::StopKind kind) {
    TRY_ASSIGN(OdsCode organisation, OdsCode::parse(options.organisation));
    TRY_ASSIGN(const auto directory, persistence::DataDirectory::open(options.data));
    TRY_ASSIGN(const auto connection, directory.database().lease());
    const std::string code = organisation.text();
    TRY(api::stop_agreement(
        *connection, options.agreement,
        {std::move(organisation), kind, "Whoever runs the server", options.reason, io::now()}));
    std::cerr << fmt::format("{} the agreement for {}, from this moment.\n",
                             kind == sharing::StopKind::suspended ? "Suspended" : "Resumed", code);
    return {};
}

void add_stop_options(CLI::App& command, SharingOptions& options) {
    command.add_option("--agreement", options.agreement, "Id, as `sharing list` prints it")
        ->required();
    command.add_option("--organisation", options.organisation, "ODS code of the party that asks")
        ->required();
    command.add_option("--reason", options.reason, "Why, for the other parties")->required();
}

}  // namespace

Action add_sharing_command(CLI::App& app) {
    auto options = std::make_shared<SharingOptions>();
    CLI::App* command =
        app.add_subcommand("sharing", "Record, list and suspend data-sharing agreements");
    command->require_subcommand(1);
    command->add_option("--data", options->data, "Data directory")->required();
    CLI::App* listing = command->add_subcommand("list", "Every agreement as it stands today");
    CLI::App* printing = command->add_subcommand(
        "form", "Print a form to fill in: all practices here to one receiver");
    printing->add_option("--receiver", options->receiver, "ODS code of who receives")->required();
    printing->add_option("--from", options->from, "First day; today without it");
    CLI::App* importing =
        command->add_subcommand("import", "Record an agreement that was signed on paper");
    importing->add_option("file", options->file, "The filled form")->required();
    CLI::App* suspending = command->add_subcommand("suspend", "End access for a party, at once");
    CLI::App* resuming = command->add_subcommand("resume", "Take a suspension back");
    add_stop_options(*suspending, *options);
    add_stop_options(*resuming, *options);
    for (CLI::App* each : {listing, printing, importing, suspending, resuming}) each->fallthrough();
    return [=]() -> Result<void> {
        if (printing->parsed()) return form(*options);
        if (importing->parsed()) return import(*options);
        if (suspending->parsed()) return stop(*options, sharing::StopKind::suspended);
        if (resuming->parsed()) return stop(*options, sharing::StopKind::resumed);
        return list(*options);
    };
}

}  // namespace openpcn::cli
