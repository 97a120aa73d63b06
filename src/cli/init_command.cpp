// openpcn init: makes a data directory.
#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

#include "cli/command.h"
#include "persistence/data_directory.h"

namespace openpcn::cli {
namespace {

struct Options {
    std::string data;
    std::string name = "Primary care network";
    std::string database_url;
};

Result<void> init(const Options& options) {
    TRY_ASSIGN(const auto directory, persistence::DataDirectory::create(
                                         options.data, {options.name, options.database_url}));
    std::fprintf(stderr, "Made the data directory %s for %s.\n", directory.path().c_str(),
                 options.name.c_str());
    std::fprintf(stderr,
                 "Network staff see nothing of a practice until its data-sharing agreement is "
                 "recorded:\n  openpcn sharing form --data %s --receiver CODE > agreement.json\n"
                 "  openpcn sharing import --data %s agreement.json\n",
                 directory.path().c_str(), directory.path().c_str());
    return {};
}

}  // namespace

Action add_init_command(CLI::App& app) {
    CLI::App* command = app.add_subcommand("init", "Make a data directory");
    auto options = std::make_shared<Options>();
    command->add_option("--data", options->data, "Data directory to make")->required();
    command->add_option("--name", options->name, "Name of the network")->capture_default_str();
    command->add_option("--database", options->database_url,
                        "PostgreSQL address; SQLite in the directory without it");
    return [options] { return init(*options); };
}

}  // namespace openpcn::cli
