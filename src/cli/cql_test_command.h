// openpcn cql test: runs files of the official CQL tests against this engine.
#pragma once

#include "cli/command.h"

namespace openpcn::cli {

// Adds "test" below the command "cql". The action fails where a test fails or a file is not one of
// tests; its last line on standard output is "N passed, N failed, N skipped" in any case.
Action add_cql_test_command(CLI::App& cql);

}  // namespace openpcn::cli
