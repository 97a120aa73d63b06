#include "cli/command_line.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <map>

#include "cli/command.h"

namespace openpcn::cli {

const std::vector<CommandEntry>& commands() {
    static const std::vector<CommandEntry> table{
        {"audit", add_audit_command},       {"cql", add_cql_command},
        {"demo", add_demo_command},         {"evaluate", add_evaluate_command},
        {"explain", add_explain_command},   {"import", add_import_command},
        {"init", add_init_command},         {"measure", add_measure_command},
        {"register", add_register_command}, {"serve", add_serve_command},
        {"sharing", add_sharing_command},   {"synth", add_synth_command},
        {"user", add_user_command},
    };
    return table;
}

int run(int argc, char** argv) {
    CLI::App app{"OpenPCN: the open platform that a primary care network runs on.", "openpcn"};
    app.require_subcommand(1);
    app.set_version_flag("--version", "openpcn 0.1.0");
    std::map<std::string, Action> actions;
    for (const CommandEntry& command : commands()) actions[command.name] = command.add(app);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const int code = app.exit(error);
        return code == 0 ? 0 : 2;
    }
    for (const CLI::App* chosen : app.get_subcommands()) {
        const auto done = actions.at(chosen->get_name())();
        if (!done) {
            std::fprintf(stderr, "openpcn %s: %s\n", chosen->get_name().c_str(),
                         to_string(done.error()).c_str());
            return done.error().kind == ErrorKind::invalid ? 2 : 1;
        }
    }
    return 0;
}

}  // namespace openpcn::cli
