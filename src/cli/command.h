// What each command file offers: a function that adds its subcommand to the program.
//
// Conventions (clig.dev): data to standard output, messages and progress to standard error, --json
// for machines, progress only on a terminal, no secrets in flags. A command returns an Error, which
// run() prints as three sentences; exit codes are in command_line.h.
#pragma once

#include <functional>
#include <vector>

#include "base/result.h"

namespace CLI {
class App;
}

namespace openpcn::cli {

using Action = std::function<Result<void>()>;

// Adds one subcommand to `app` and returns what to do when it was chosen. Options live inside the
// returned function's captures (shared state made by the command).
using AddCommand = Action (*)(CLI::App& app);

struct CommandEntry {
    const char* name;
    AddCommand add;
};

// One per file <name>_command.cpp.
Action add_audit_command(CLI::App& app);
Action add_cql_command(CLI::App& app);
Action add_demo_command(CLI::App& app);
Action add_evaluate_command(CLI::App& app);
Action add_explain_command(CLI::App& app);
Action add_import_command(CLI::App& app);
Action add_init_command(CLI::App& app);
Action add_measure_command(CLI::App& app);
Action add_register_command(CLI::App& app);
Action add_serve_command(CLI::App& app);
Action add_sharing_command(CLI::App& app);
Action add_synth_command(CLI::App& app);
Action add_user_command(CLI::App& app);

// Defined in command_line.cpp: the table of all commands.
const std::vector<CommandEntry>& commands();

}  // namespace openpcn::cli
