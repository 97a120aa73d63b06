// openpcn synth: writes a synthetic network, as practice systems would deliver it.
#include <CLI/CLI.hpp>

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <thread>

#include "cli/command.h"
#include "cli/content_folder.h"
#include "cli/synth_output.h"
#include "platform/io/file.h"
#include "population/synthetic/network_plan.h"

namespace openpcn::cli {

namespace {

struct SynthOptions {
    std::string out;
    std::string content;
    std::string as_at = "2026-11-01";
    std::string format = "mixed";
    std::uint64_t seed = 1;
    int people = 45'000;
    int practices = 8;
    int threads = 0;
    int blemishes = 0;
};

Result<void> synthesise(const SynthOptions& options) {
    const auto started = std::chrono::steady_clock::now();
    TRY_ASSIGN(const auto content, content_folder(options.content));
    TRY_ASSIGN(const std::string table, io::read_file(content / "concept_maps" / "medicines.csv"));
    TRY_ASSIGN(const auto medicines, synthetic::MedicineCatalogue::create(table));
    TRY_ASSIGN(const Date as_at, Date::parse(options.as_at));
    TRY_ASSIGN(const auto plan,
               synthetic::plan_network(
                   {options.seed, options.people, options.practices, as_at, options.blemishes}));
    const NetworkFormat format = options.format == "csv"    ? NetworkFormat::csv
                                 : options.format == "fhir" ? NetworkFormat::fhir
                                                            : NetworkFormat::mixed;
    const int cores = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    const bool terminal = isatty(STDERR_FILENO) != 0;
    const NetworkProgress progress = [&](const NetworkWritten& so_far) {
        if (terminal)
            std::fprintf(stderr, "\r%6.0f %% of %zu people ",
                         100.0 * static_cast<double>(so_far.people) /
                             static_cast<double>(plan.people.size()),
                         plan.people.size());
    };
    TRY_ASSIGN(const NetworkWritten written,
               write_network(plan, medicines, options.out, format,
                             options.threads > 0 ? options.threads : cores, progress));
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - started;
    std::fprintf(stderr,
                 "%s%zu practices, %llu patient records, %llu entries, %.1f MB in %.1f s, in %s\n",
                 terminal ? "\r" : "", plan.practices.size(),
                 static_cast<unsigned long long>(written.people),
                 static_cast<unsigned long long>(written.entries),
                 static_cast<double>(written.bytes) / 1e6, elapsed.count(), options.out.c_str());
    return {};
}

}  // namespace

Action add_synth_command(CLI::App& app) {
    CLI::App* command = app.add_subcommand(
        "synth", "Write a synthetic network: practices' extracts of people who do not exist");
    auto options = std::make_shared<SynthOptions>();
    command->add_option("--out", options->out, "Folder for the extracts, one subfolder a practice")
        ->required();
    command->add_option("--seed", options->seed, "The same seed gives the same people")
        ->capture_default_str();
    command->add_option("--people", options->people, "People on the practices' lists")
        ->capture_default_str();
    command->add_option("--practices", options->practices, "Number of practices")
        ->capture_default_str();
    command->add_option("--as-at", options->as_at, "The day the extracts are of; nothing is later")
        ->capture_default_str();
    command->add_option("--format", options->format, "csv, fhir, or mixed by practice")
        ->check(CLI::IsMember({"csv", "fhir", "mixed"}))
        ->capture_default_str();
    command->add_option("--threads", options->threads, "0: one for each processor")
        ->capture_default_str();
    command
        ->add_option("--blemishes", options->blemishes,
                     "Wrong lines of each of four kinds in each practice's extract")
        ->capture_default_str();
    command->add_option("--content", options->content, "Folder of the content; found if not given");
    return [options] { return synthesise(*options); };
}

}  // namespace openpcn::cli
