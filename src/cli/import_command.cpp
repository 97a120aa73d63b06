// openpcn import: loads what one practice sent.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <memory>

#include "cli/command.h"
#include "cli/import_files.h"
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
};

Result<void> import(const Options& options) {
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

}  // namespace

Action add_import_command(CLI::App& app) {
    CLI::App* command = app.add_subcommand(
        "import", "Load what a practice sent: FHIR R4, the CSV extract, or mapped CSV");
    auto options = std::make_shared<Options>();
    command->add_option("--data", options->data, "Data directory")->required();
    command->add_option("--practice", options->practice, "ODS code of the practice")->required();
    command->add_option("--name", options->name, "Name of the practice");
    command->add_option("--mapping", options->mapping,
                        "Mapping file for CSV of another layout (docs/guides/csv-mapping.md)");
    command->add_option("inputs", options->inputs, "Files, folders, or - for standard input")
        ->required();
    command->add_flag("--json", options->json, "The summary as JSON");
    command->footer(
        "Rejected lines are kept with their reason and counted; they do not make the command "
        "fail.");
    return [options] { return import(*options); };
}

}  // namespace openpcn::cli
