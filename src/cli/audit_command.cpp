// openpcn audit verify: checks the audit log's chain and prints its head.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <filesystem>
#include <memory>

#include "cli/command.h"
#include "persistence/audit_verification.h"
#include "persistence/data_directory.h"

namespace openpcn::cli {
namespace {

struct AuditOptions {
    std::filesystem::path data;
    std::string expected_head;
    bool json = false;
};

Result<void> verify(const AuditOptions& options) {
    TRY_ASSIGN(const auto directory, persistence::DataDirectory::open(options.data));
    TRY_ASSIGN(const auto connection, directory.database().lease());
    TRY_ASSIGN(const auto verified, persistence::verify_audit(*connection, options.expected_head));
    if (verified.broken) {
        return failure({ErrorKind::conflict, *verified.broken,
                        fmt::format("The audit log of {}.", options.data.string()),
                        "Keep the data directory as it is, and compare with a backup."});
    }
    if (options.json) {
        fmt::print("{{\"entries\": {}, \"head\": \"{}\"}}\n", verified.entries, verified.head);
    } else {
        fmt::print("{} entries, every link holds.\nHead: {}\n", verified.entries, verified.head);
        std::fprintf(stderr,
                     "Keep the head on another machine; --expect-head HEAD then also finds a log "
                     "that was cut off or rewritten.\n");
    }
    return {};
}

}  // namespace

Action add_audit_command(CLI::App& app) {
    CLI::App* command = app.add_subcommand("audit", "Check the log of who did what");
    command->require_subcommand(1);
    CLI::App* verification =
        command->add_subcommand("verify", "Check every link; fails at the first that is broken");
    auto options = std::make_shared<AuditOptions>();
    verification->add_option("--data", options->data, "Data directory")->required();
    verification->add_option("--expect-head", options->expected_head,
                             "Head that an earlier check printed, kept elsewhere");
    verification->add_flag("--json", options->json, "Entries and head as JSON");
    return [options] { return verify(*options); };
}

}  // namespace openpcn::cli
