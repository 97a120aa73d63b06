// Measures come from outside: any bytes give a measure that can be run, or an error that says what
// is wrong and where.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/invariant.h"
#include "population/measures/measure_report.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace openpcn;
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const auto bundle = measures::parse_measure_bundle(text, "fuzz.json");
    if (!bundle) {
        INVARIANT(!bundle.error().what.empty() && !bundle.error().where.empty());
        return 0;
    }
    ConceptDictionary concepts;
    TextPool texts;
    const auto plan = measures::MeasurePlan::make(std::span(&*bundle, 1), concepts, texts, {});
    if (!plan) return 0;
    fhir::DocumentStore store(concepts, texts, plan->missing_start());
    const auto added = store.add(
        R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"p",
            "birthDate":"1960-02-29"}},{"resource":{"resourceType":"Encounter","id":"e",
            "status":"finished","period":{"start":"2026-01-01","end":"2026-01-03"}}}]})",
        "patient");
    INVARIANT(added.has_value());
    store.finish();
    measures::RunSettings settings;
    settings.evaluation.as_at = *Date::from_ymd(2026, 12, 31);
    const auto subjects =
        measures::run_measures(*plan, concepts, texts, store.documents(), settings).at(0);
    INVARIANT(subjects.size() == 1);
    (void)measures::run_json(plan->measures()[0].measure, {"2026-01-01", "2026-12-31"}, subjects,
                             texts, "");
    return 0;
}
