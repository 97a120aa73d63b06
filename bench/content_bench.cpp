// Evaluating the whole content over a synthetic network of 45,000 people held in memory: every
// definition of every service for everybody, on one thread.
//
// The records are made straight from the generator, without import or disk, so the figure is of
// evaluation alone. With OPENPCN_BENCH_COUNTS set, the count of every definition is printed too.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "base/invariant.h"
#include "platform/io/file.h"
#include "population/synthetic/network_records.h"
#include "population/synthetic/words.h"
#include "services/evaluation_run.h"

namespace {

using namespace openpcn;
namespace fs = std::filesystem;

std::shared_ptr<const services::ContentPack> content() {
    std::vector<services::ContentFile> files;
    for (const auto& entry : fs::recursive_directory_iterator("content")) {
        if (!entry.is_regular_file()) continue;
        auto text = io::read_file(entry.path());
        INVARIANT(text.has_value());
        files.push_back({fs::relative(entry.path(), "content").generic_string(), *text});
    }
    auto pack = services::ContentPack::build(std::move(files));
    if (!pack) std::fprintf(stderr, "%s\n", to_string(pack.error()).c_str());
    INVARIANT(pack.has_value());
    return std::make_shared<const services::ContentPack>(std::move(*pack));
}

void print_counts(const services::EvaluationRun& run, std::size_t people) {
    const auto& definitions = run.plan().definitions();
    for (std::size_t d = 0; d < definitions.size(); ++d) {
        const auto count = run.count(d);
        std::printf("%8zu %6.2f %%  %s\n", count.yes,
                    100.0 * static_cast<double>(count.yes) / static_cast<double>(people),
                    definitions[d].name.c_str());
    }
    for (std::size_t w = 0; w < run.plan().pack().worklists().size(); ++w)
        std::printf("%8zu rows of %s\n", run.rows(w).size(),
                    run.plan().pack().worklists()[w].id.c_str());
    std::printf("%8zu errors\n", run.errors().size());
}

void content_over_45000_people(benchmark::State& state) {
    const auto table = io::read_file("content/concept_maps/medicines.csv");
    INVARIANT(table.has_value());
    const auto medicines = synthetic::MedicineCatalogue::create(*table);
    const Date as_at = *Date::from_ymd(2026, 11, 1);
    const auto plan = synthetic::plan_network({1, 45'000, 8, as_at, 0});
    INVARIANT(medicines.has_value() && plan.has_value());
    const synthetic::NetworkRecords network(*plan, *medicines);
    std::vector<services::PracticeRecords> practices;
    for (const auto& practice : network.practices())
        practices.push_back({practice.ods_code, practice.people});
    const auto rules = services::RulePlan::bind(content(), network.concepts(), network.texts());
    if (!rules) std::fprintf(stderr, "%s\n", to_string(rules.error()).c_str());
    INVARIANT(rules.has_value());
    services::RunRequest request;
    request.as_at = as_at;
    bool counted = std::getenv("OPENPCN_BENCH_COUNTS") == nullptr;
    for (auto unused : state) {
        const auto run = services::EvaluationRun::evaluate(*rules, practices, request);
        INVARIANT(run.errors().empty());
        // The register is met by quota: 14.1 % of the 45,000 on the lists, all ages.
        const auto hypertension = (*rules)->find("Registers.Active hypertension");
        INVARIANT(hypertension && run.count(*hypertension).yes >= 6345);
        if (!counted) print_counts(run, network.people());
        counted = true;
    }
    const auto rounds = static_cast<std::int64_t>(state.iterations());
    state.SetItemsProcessed(rounds * static_cast<std::int64_t>(network.people()));
    state.SetBytesProcessed(rounds * static_cast<std::int64_t>(network.byte_count()));
}

}  // namespace

BENCHMARK(content_over_45000_people)->Unit(benchmark::kMillisecond);

BENCHMARK_MAIN();
