// openpcn import: loads what one practice sent; openpcn import ods: the national register.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <memory>

#include "cli/command.h"
#include "cli/import_files.h"
#include "cli/import_ods.h"
#include "persistence/input_files.h"

namespace openpcn::cli {
namespace {

struct Options {
    std::string data;
    std::string practice;
    std::string name;
    std::string mapping;
    std::vector<std::string> inputs;
    bool json = false;
    CLI::App* ods = nullptr;
    OdsImport national;
};

// What the command needs without its subcommand; the parser cannot know that.
Result<void> check(const Options& options) {
    const char* missing = options.data.empty()       ? "--data is required"
                          : options.practice.empty() ? "--practice is required"
                          : options.inputs.empty()   ? "inputs is required"
                                                     : nullptr;
    if (missing == nullptr) return {};
    return failure({ErrorKind::invalid, missing, "", "Run with --help for more information."});
}

Result<void> import(const Options& options) {
    if (options.ods->parsed()) return import_ods(options.national);
    TRY(check(options));
    TRY_ASSIGN(const OdsCode practice, OdsCode::parse(options.practice));
    TRY_ASSIGN(const auto directory, persistence::DataDirectory::open(options.data));
    ImportRequest request{practice,        options.name,   options.inputs,
                          options.mapping, "command line", {}};
    const auto total = persistence::byte_count(options.inputs);
    if (isatty(STDERR_FILENO) != 0) {
        const auto started = std::chrono::steady_clock::now();
        request.progress = [total, started](std::uint64_t bytes, std::uint64_t entries) {
            const std::chrono::duration<double> elapsed =
                std::chrono::steady_clock::now() - started;
            std::fprintf(stderr, "\r%5.1f MB read (%2.0f%%), %llu entries, %.0f a second ",
                         static_cast<double>(bytes) / 1e6,
                         total > 0 ? std::min(100.0, 100.0 * static_cast<double>(bytes) /
                                                         static_cast<double>(total))
                                   : 0.0,
                         static_cast<unsigned long long>(entries),
                         static_cast<double>(entries) / std::max(0.001, elapsed.count()));
        };
    }
    TRY_ASSIGN(const auto summary, import_files(directory, std::move(request)));
    if (isatty(STDERR_FILENO) != 0) std::fprintf(stderr, "\n");
    std::fputs(options.json ? persistence::to_json(summary).c_str()
                            : persistence::to_text(summary).c_str(),
               stdout);
    if (options.json) std::fputs("\n", stdout);
    return {};
}

void add_ods(CLI::App& import_command, Options& options) {
    OdsImport& national = options.national;
    options.ods = import_command.add_subcommand(
        "ods", "Load national files into the register of England (docs/guides/register.md)");
    options.ods->add_option("--data", national.data, "Data directory")->required();
    options.ods->add_option("--dated", national.dated,
                            "The day that the files are of, YYYY-MM-DD, instead of their own");
    options.ods->add_flag("--accept-changes", national.accept_changes,
                          "Accept what the files alter instead of leaving it for review");
    options.ods->add_flag("--json", national.json, "The summary as JSON");
    options.ods->add_option("inputs", national.inputs, "Files or folders, in any order")
        ->required();
}

}  // namespace

Action add_import_command(CLI::App& app) {
    CLI::App* command = app.add_subcommand(
        "import", "Load what a practice sent: FHIR R4, the CSV extract, or mapped CSV");
    auto options = std::make_shared<Options>();
    command->add_option("--data", options->data, "Data directory REQUIRED");
    command->add_option("--practice", options->practice, "ODS code of the practice REQUIRED");
    command->add_option("--name", options->name, "Name of the practice");
    command->add_option("--mapping", options->mapping,
                        "Mapping file for CSV of another layout (docs/guides/csv-mapping.md)");
    command->add_option("inputs", options->inputs,
                        "Files, folders, or - for standard input REQUIRED");
    command->add_flag("--json", options->json, "The summary as JSON");
    command->footer(
        "Rejected lines are kept with their reason and counted; they do not make the command "
        "fail.");
    add_ods(*command, *options);
    return [options] { return import(*options); };
}

}  // namespace openpcn::cli
