// How fast the readers turn bytes into sink calls, on one thread, with a sink that only counts.
// The sizes are those of one day's extract of a practice; every run checks what was counted.
#include <benchmark/benchmark.h>

#include <string>

#include "population/feeds/csv_mapping.h"
#include "population/feeds/reader.h"
#include "population/feeds/recording_sink.h"

namespace {

using namespace openpcn;
using namespace openpcn::feeds;

constexpr int patients = 1000;
constexpr int observations = 100'000;

std::string observation_json(int number) {
    const auto id = std::to_string(number);
    return R"({"resourceType":"Observation","id":"o-)" + id +
           R"(","meta":{"profile":["https://example.org/vital-signs"]},"status":"final",)"
           R"("category":[{"coding":[{"system":)"
           R"("http://terminology.hl7.org/CodeSystem/observation-category",)"
           R"("code":"vital-signs","display":"vital-signs"}]}],"code":{"coding":[{"system":)"
           R"("http://loinc.org","code":"8302-2","display":"Body Height"}],"text":"Body Height"},)"
           R"("subject":{"reference":"Patient/p-)" +
           std::to_string(number % patients) + R"("},"encounter":{"reference":"Encounter/e-)" + id +
           R"("},"effectiveDateTime":"2011-10-14T23:37:54+00:00",)"
           R"("issued":"2011-10-14T23:37:54.530+00:00","valueQuantity":{"value":176.35,)"
           R"("unit":"cm","system":"http://unitsofmeasure.org","code":"cm"}})";
}

const std::string& fhir_lines() {
    static const std::string text = [] {
        std::string lines;
        for (int i = 0; i < observations; ++i) lines += observation_json(i) + "\n";
        return lines;
    }();
    return text;
}

const std::string& fhir_bundles() {
    static const std::string text = [] {
        std::string lines;
        constexpr int in_bundle = 500;
        for (int i = 0; i < observations; i += in_bundle) {
            lines += R"({"resourceType":"Bundle","type":"collection","entry":[)";
            for (int j = i; j < i + in_bundle; ++j) {
                lines += (j > i ? "," : "");
                lines += R"({"fullUrl":"urn:uuid:)" + std::to_string(j) + R"(","resource":)" +
                         observation_json(j) + "}";
            }
            lines += "]}\n";
        }
        return lines;
    }();
    return text;
}

const std::string& csv_entries() {
    static const std::string text = [] {
        std::string lines =
            "entry_id,patient_id,type,code,term,date,value,unit,recorded_date,encounter_id\n";
        for (int i = 0; i < observations; ++i) {
            lines += "e-" + std::to_string(i) + ",p-" + std::to_string(i % patients) +
                     ",observation,271649006,\"Systolic blood pressure, sitting\","
                     "2026-01-05T09:30:00,142.5,mm[Hg],2026-01-05,c-" +
                     std::to_string(i) + "\n";
        }
        return lines;
    }();
    return text;
}

void read_all(benchmark::State& state, std::span<const InputFile> files, std::size_t bytes,
              const ReadRequest& request = {}) {
    for (auto _ : state) {
        CountingSink sink;
        const auto facts = read_feed(files, request, sink);
        if (!facts || sink.of(records::ResourceType::observation) != observations ||
            !sink.reasons.empty()) {
            state.SkipWithError("the input was not read as a whole");
            return;
        }
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes));
    state.SetItemsProcessed(state.iterations() * observations);
}

void fhir_ndjson(benchmark::State& state) {
    const InputFile files[] = {text_file("Observation.ndjson", fhir_lines())};
    read_all(state, files, fhir_lines().size());
}
BENCHMARK(fhir_ndjson)->Unit(benchmark::kMillisecond);

void fhir_bundle_on_each_line(benchmark::State& state) {
    const InputFile files[] = {text_file("bundles.ndjson", fhir_bundles())};
    read_all(state, files, fhir_bundles().size());
}
BENCHMARK(fhir_bundle_on_each_line)->Unit(benchmark::kMillisecond);

void csv_extract(benchmark::State& state) {
    const InputFile files[] = {text_file("extract.csv",
                                         "format,practice,kind,extracted_at\n"
                                         "openpcn-extract-1,A81001,delta,2026-03-01\n"),
                               text_file("entries.csv", csv_entries())};
    read_all(state, files, csv_entries().size());
}
BENCHMARK(csv_extract)->Unit(benchmark::kMillisecond);

void csv_with_a_mapping(benchmark::State& state) {
    const auto mapping = CsvMapping::parse(
        R"({"format":"openpcn-mapping-1","files":[{"name":"entries.csv",)"
        R"("rows":[{"table":"entries",)"
        R"("fields":{"entry_id":"entry_id","patient_id":"patient_id","type":"type","code":"code",)"
        R"("term":"term","date":"date","value":"value","unit":"unit","encounter_id":)"
        R"("encounter_id"}}]}]})",
        "bench");
    const InputFile files[] = {text_file("entries.csv", csv_entries())};
    read_all(state, files, csv_entries().size(), {{}, &*mapping});
}
BENCHMARK(csv_with_a_mapping)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
