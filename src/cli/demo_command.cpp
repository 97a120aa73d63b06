// openpcn demo: a synthetic network, made, imported, evaluated and served on this machine.
#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>
#include <thread>

#include "cli/command.h"
#include "cli/content_folder.h"
#include "cli/demonstration.h"
#include "platform/io/file.h"
#include "server/run_server.h"

namespace openpcn::cli {

namespace {

struct DemoOptions {
    DemonstrationOptions network;
    std::string as_at = "2026-11-01";
    std::string content;
    std::string web;
    std::string stages_json;
    std::uint16_t port = 8080;
    bool prepare_only = false;
};

Result<void> write_stages(const std::string& path, const Stages& stages) {
    if (path.empty()) return {};
    return io::replace_file(path, to_json(stages.finished()), io::Access::normal);
}

Result<void> demonstrate(DemoOptions options) {
    Stages stages = Stages::on_standard_error();
    TRY_ASSIGN(options.network.content, content_folder(options.content));
    TRY_ASSIGN(options.network.as_at, Date::parse(options.as_at));
    options.network.threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    std::vector<api::DemonstrationLogin> logins;
    {
        TRY_ASSIGN(Demonstration demonstration, prepare_demonstration(options.network, stages));
        logins = std::move(demonstration.logins);
    }
    if (options.prepare_only) return write_stages(options.stages_json, stages);

    stages.begin("Evaluating");
    server::ServeOptions serve;
    serve.data = options.network.data;
    serve.content = options.network.content;
    serve.web = options.web.empty() ? options.network.content.parent_path() / "web" / "dist"
                                    : std::filesystem::path(options.web);
    serve.port = options.port;
    serve.as_at = options.network.as_at;
    serve.on_ready = [&](const std::string& url) {
        stages.end("every rule for everybody");
        std::printf(
            "\nOpenPCN is ready at %s after %.1f s. Nobody in it exists; its day is %s.\n\n%s\n"
            "Each code works once; an authenticator app that knows the secret makes the next.\n"
            "Ctrl-C stops the server; the data stays in %s.\n",
            url.c_str(), stages.seconds(), options.as_at.c_str(), to_table(logins).c_str(),
            options.network.data.c_str());
        std::fflush(stdout);
        if (const auto written = write_stages(options.stages_json, stages); !written)
            std::fprintf(stderr, "%s\n", to_string(written.error()).c_str());
    };
    return server::run_server(serve);
}

}  // namespace

Action add_demo_command(CLI::App& app) {
    CLI::App* command = app.add_subcommand(
        "demo", "Make a synthetic network, import and evaluate it, and serve it on this machine");
    auto options = std::make_shared<DemoOptions>();
    command->add_option("--data", options->network.data, "Data directory; made if it is not there")
        ->required();
    command->add_option("--people", options->network.people, "People on the practices' lists")
        ->capture_default_str();
    command->add_option("--practices", options->network.practices, "Number of practices")
        ->capture_default_str();
    command->add_option("--seed", options->network.seed, "The same seed gives the same people")
        ->capture_default_str();
    command->add_option("--as-at", options->as_at, "The day of the network and of its rules")
        ->capture_default_str();
    command->add_option("--port", options->port, "Port; 0 takes a free one")->capture_default_str();
    command->add_option("--content", options->content, "Folder of the content; found if not given");
    command->add_option("--web", options->web, "Folder of the built pages");
    command->add_option("--stages-json", options->stages_json,
                        "File for the seconds of each stage, as JSON");
    command->add_flag("--prepare-only", options->prepare_only, "Make the data and do not serve it");
    return [options] { return demonstrate(*options); };
}

}  // namespace openpcn::cli
