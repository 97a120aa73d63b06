#include "cli/command_line.h"

int main(int argc, char** argv) { return openpcn::cli::run(argc, argv); }
