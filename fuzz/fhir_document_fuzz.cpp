// Patients' FHIR comes from outside: any bytes give documents or an error, and a measure's library
// evaluates over whatever was read.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/invariant.h"
#include "population/cql/compile.h"
#include "population/cql/evaluator.h"
#include "population/cql/value_text.h"
#include "population/fhir_documents/document_store.h"

namespace {

using namespace openpcn;

constexpr std::string_view library = R"(library Fuzz
using QICore version '6.0.0'
valueset "Some": 'http://example.org/some'
context Patient
define A: [Encounter: "Some"] E return Tuple { e: E, p: E.period, d: E.diagnosis.condition }
define B: ["MedicationNotRequested": medication in "Some"] M return M.medication
define C: [ConditionProblemsHealthConcerns] C where C.onset is DateTime return C.onset
define D: Patient.race.detailed
define E: AgeInYearsAt(@2026-01-01)
define F: [LaboratoryResultObservation] O where O.value > 5 'mg' return O.value
define G: exists [Encounter: reasonCode in "Some"]
define H: [USCoreBloodPressureProfile] O return O.VSCat
define I: exists ([Encounter] union [Procedure])
)";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    ConceptDictionary concepts;
    TextPool texts;
    const ConceptMaps no_maps;
    ValueSets value_sets;
    INVARIANT(value_sets.add({"Some", "http://example.org/some", "", "", "", {{"s", "1", ""}}}));
    const std::vector<cql::LibrarySource> sources{{"fuzz.cql", std::string(library)}};
    cql::CompileInput input{sources, value_sets, no_maps, concepts, texts, {}};
    input.source = cql::CompileInput::Source::documents;
    input.profiles = cql::CompileInput::Profiles::ignored;
    const auto made = cql::compile(input);
    INVARIANT(made.plan != nullptr);
    fhir::DocumentStore store(concepts, texts, fhir::MissingStart::unknown);
    std::string_view text(reinterpret_cast<const char*>(bytes), size);
    store.begin_group();
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        if (const auto added = store.add(line, "fuzz"); !added)
            INVARIANT(!added.error().what.empty());
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
    store.end_group();
    store.finish();
    cql::Evaluator evaluator(*made.plan, concepts, texts, {*Date::from_ymd(2026, 3, 31), 0, {}});
    for (const cql::Document& document : store.documents()) {
        evaluator.begin(document);
        for (std::size_t i = 0; i < made.plan->definitions.size(); ++i)
            (void)cql::to_text(evaluator.value(i), {*made.plan, concepts, texts});
    }
    return 0;
}
