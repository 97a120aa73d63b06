// openpcn serve: the server, until it is told to stop.
#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

#include "cli/command.h"
#include "cli/content_folder.h"
#include "server/run_server.h"

namespace openpcn::cli {
namespace {

struct Options {
    server::ServeOptions serve;
    std::string as_at;
    std::string content;
    std::string web;
};

Result<void> serve(Options options) {
    TRY_ASSIGN(options.serve.content, content_folder(options.content));
    options.serve.web = options.web.empty() ? options.serve.content.parent_path() / "web" / "dist"
                                            : std::filesystem::path(options.web);
    if (!options.as_at.empty()) {
        TRY_ASSIGN(options.serve.as_at, Date::parse(options.as_at));
    }
    options.serve.on_ready = [](const std::string& url) {
        std::fprintf(stderr, "OpenPCN is ready at %s (Ctrl-C stops it)\n", url.c_str());
    };
    return server::run_server(options.serve);
}

}  // namespace

Action add_serve_command(CLI::App& app) {
    CLI::App* command =
        app.add_subcommand("serve", "Serve the pages and the API of a data directory");
    auto options = std::make_shared<Options>();
    command->add_option("--data", options->serve.data, "Data directory")->required();
    command->add_option("--port", options->serve.port, "Port")->capture_default_str();
    command->add_option("--address", options->serve.address, "Address to listen on")
        ->capture_default_str();
    command->add_option("--as-at", options->as_at,
                        "Date that rules take as today; otherwise today");
    command->add_option("--content", options->content, "Folder of the content pack");
    command->add_option("--web", options->web, "Folder of the built pages");
    return [options] { return serve(*options); };
}

}  // namespace openpcn::cli
