// openpcn evaluate: every definition of the content over the whole network.
#include <CLI/CLI.hpp>

#include <chrono>
#include <cstdio>
#include <memory>
#include <thread>

#include "cli/command.h"
#include "cli/content_folder.h"
#include "cli/evaluation_report.h"
#include "persistence/data_directory.h"
#include "persistence/rule_input.h"

namespace openpcn::cli {

namespace {

struct EvaluateOptions {
    std::string data;
    std::string as_at;
    std::string content;
    unsigned threads = 0;
    bool json = false;
};

Result<void> evaluate(const EvaluateOptions& options) {
    TRY_ASSIGN(const Date as_at, Date::parse(options.as_at));
    TRY_ASSIGN(const auto folder, content_folder(options.content));
    TRY_ASSIGN(const auto pack, persistence::read_content(folder));
    TRY_ASSIGN(const auto directory, persistence::DataDirectory::open(options.data));
    TRY_ASSIGN(const auto image, persistence::PopulationImage::open(directory));
    TRY_ASSIGN(const auto plan, services::RulePlan::bind(pack, image->concepts(), image->texts()));
    const auto practices = persistence::practice_records(*image);
    services::RunRequest request;
    request.as_at = as_at;
    request.records_hash = image->content_hash();
    request.threads =
        options.threads > 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
    const auto started = std::chrono::steady_clock::now();
    const auto run = services::EvaluationRun::evaluate(plan, practices, request);
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - started;
    const EvaluationTiming timing{elapsed.count(), request.threads};
    const std::string report = options.json ? evaluation_json(run, image->practices(), timing)
                                            : evaluation_text(run, image->practices(), timing);
    std::fputs(report.c_str(), stdout);
    return {};
}

}  // namespace

Action add_evaluate_command(CLI::App& app) {
    CLI::App* command =
        app.add_subcommand("evaluate", "Evaluate the content over the network and count people");
    auto options = std::make_shared<EvaluateOptions>();
    command->add_option("--data", options->data, "Data directory")->required();
    command->add_option("--as-at", options->as_at, "Date that rules take as today, YYYY-MM-DD")
        ->required();
    command->add_option("--content", options->content, "Folder of the content pack");
    command->add_option("--threads", options->threads, "0: one for each core")
        ->capture_default_str();
    command->add_flag("--json", options->json, "docs/reference/evaluate-json.md");
    return [options] { return evaluate(*options); };
}

}  // namespace openpcn::cli
