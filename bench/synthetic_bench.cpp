// Generating a network of 45,000 people in memory: the plan, and each practice as CSV and as FHIR.
#include <benchmark/benchmark.h>

#include "base/invariant.h"
#include "platform/io/file.h"
#include "population/synthetic/extract.h"

namespace {

using namespace openpcn;
using namespace openpcn::synthetic;

constexpr int people = 45'000;

NetworkPlan network() {
    const auto plan = plan_network({1, people, 8, *Date::from_ymd(2026, 11, 1), 0});
    INVARIANT(plan.has_value());
    return *plan;
}

void plan_of_45000_people(benchmark::State& state) {
    for (auto unused : state) {
        const NetworkPlan plan = network();
        INVARIANT(plan.people.size() > people);
    }
    state.SetItemsProcessed(state.iterations() * people);
}

// Bytes and entries a second on one thread, nothing written to disk.
void extracts_of_45000_people(benchmark::State& state, RecordFormat format) {
    const auto table = io::read_file("content/concept_maps/medicines.csv");
    INVARIANT(table.has_value());
    const auto medicines = MedicineCatalogue::create(*table);
    INVARIANT(medicines.has_value());
    const NetworkPlan plan = network();
    std::uint64_t entries = 0, bytes = 0;
    for (auto unused : state) {
        entries = bytes = 0;
        for (std::size_t p = 0; p < plan.practices.size(); ++p) {
            PracticeExtract extract(plan, p, *medicines, format);
            while (extract.add_next()) {
                for (ExtractFile& file : extract.files()) {
                    if (file.bytes.size() < 1'000'000) continue;
                    bytes += file.bytes.size();
                    file.bytes.clear();
                }
            }
            for (const ExtractFile& file : extract.files()) bytes += file.bytes.size();
            entries += extract.entries();
        }
        INVARIANT(entries > 80ULL * people);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * entries));
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes));
}

}  // namespace

BENCHMARK(plan_of_45000_people)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(extracts_of_45000_people, csv, RecordFormat::csv)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(extracts_of_45000_people, fhir, RecordFormat::fhir)
    ->Unit(benchmark::kMillisecond);

BENCHMARK_MAIN();
