// The `openpcn` program: parses arguments and runs one command. One file per command.
#pragma once

namespace openpcn::cli {

// The process exit code: 0 done, 1 failed, 2 wrong use.
int run(int argc, char** argv);

}  // namespace openpcn::cli
