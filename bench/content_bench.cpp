// Evaluating the whole content over a synthetic network of 50,000 people held in memory: every
// definition of every service and every worklist for everybody, on one thread and on two; and one
// person again after an entry changed.
//
// The records are made straight from the generator, without import or disk, so the figure is of
// evaluation alone. With OPENPCN_BENCH_COUNTS set, the count of every definition is printed too.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>

#include "population/records/record_builder.h"
#include "services/evaluation_run.h"
#include "synthetic_people.h"

namespace {

using namespace openpcn;

struct Network {
    synthetic::NetworkRecords records = bench::make_network(48'000);
    std::vector<services::PracticeRecords> practices;
    std::shared_ptr<const services::RulePlan> rules;

    Network() {
        for (const auto& practice : records.practices())
            practices.push_back({practice.ods_code, practice.people});
        auto bound =
            services::RulePlan::bind(bench::content_pack(), records.concepts(), records.texts());
        INVARIANT(bound.has_value());
        rules = std::move(*bound);
    }
    services::EvaluationRun evaluate(unsigned threads) const {
        services::RunRequest request;
        request.as_at = bench::as_at();
        request.threads = threads;
        return services::EvaluationRun::evaluate(rules, practices, request);
    }
};

const Network& network() {
    static const Network made;
    return made;
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

void whole_content(benchmark::State& state) {
    const Network& all = network();
    const auto people = static_cast<std::int64_t>(all.records.people());
    bool counted = std::getenv("OPENPCN_BENCH_COUNTS") == nullptr;
    for (auto unused : state) {
        const auto run = all.evaluate(static_cast<unsigned>(state.range(0)));
        INVARIANT(run.errors().empty());
        // The register is met by quota: 14.1 % of the people on the lists, all ages.
        const auto hypertension = all.rules->find("Registers.Active hypertension");
        INVARIANT(hypertension && run.count(*hypertension).yes >= 6768);
        if (!counted) print_counts(run, all.records.people());
        counted = true;
    }
    const auto rounds = static_cast<std::int64_t>(state.iterations());
    state.SetItemsProcessed(rounds * people);
    state.SetBytesProcessed(rounds * static_cast<std::int64_t>(all.records.byte_count()));
    state.counters["people"] = static_cast<double>(people);
}
BENCHMARK(whole_content)
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

// A blood pressure reading is added to one record after another: all definitions and worklists of
// that person anew, and the rows in their places.
void one_changed_entry(benchmark::State& state) {
    const Network& all = network();
    services::EvaluationRun run = all.evaluate(2);
    const auto& people = all.practices[0].people;
    records::Entry reading;
    reading.type = records::ResourceType::observation;
    reading.status = records::Status::final_;
    reading.code = all.records.concepts().find(code_system::snomed, "75367002").value_or(0);
    reading.when = PartialDateTime::from_date(bench::as_at());
    std::vector<std::vector<std::byte>> changed;
    for (std::size_t i = 0; i < 500; ++i) {
        records::RecordBuilder builder(people[i]);
        builder.put(records::entry_key(reading.type, "new"), reading, {});
        changed.push_back(builder.build());
    }
    std::size_t next = 0;
    std::size_t moved = 0;
    for (auto unused : state) {
        const records::PatientRecord record(changed[next]);
        const auto change = run.reevaluate(0, record);
        INVARIANT(change.has_value());
        moved += change->joined.size() + change->left.size() + change->changed.size();
        next = (next + 1) % changed.size();
    }
    benchmark::DoNotOptimize(moved);
}
BENCHMARK(one_changed_entry)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
