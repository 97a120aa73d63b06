// CQL comes from outside: any text gives a plan or errors with their places, and every definition
// of a plan evaluates, for nobody in particular and for a person with a few entries.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/decimal.h"
#include "base/invariant.h"
#include "population/cql/compile.h"
#include "population/cql/evaluator.h"
#include "population/cql/value_text.h"
#include "population/records/record_builder.h"

namespace {

using namespace openpcn;

std::vector<std::byte> person(ConceptDictionary& concepts) {
    records::RecordBuilder builder(1);
    builder.demographics({records::Sex::female, *PartialDateTime::parse("1950-02-28"), false, {}});
    for (std::uint64_t i = 0; i < 4; ++i) {
        records::Entry entry;
        entry.type =
            i % 2 == 0 ? records::ResourceType::condition : records::ResourceType::observation;
        entry.code = concepts.intern({code_system::snomed, i < 2 ? "38341003" : "75367002", ""});
        entry.status = i % 2 == 0 ? records::Status::active : records::Status::final_;
        entry.when = *PartialDateTime::parse(i < 2 ? "2019-03" : "2019-06-01T10:00:00Z");
        entry.value_kind = i % 2 == 0 ? records::ValueKind::none : records::ValueKind::quantity;
        entry.value = Decimal::from_integer(150).units();
        builder.put(i + 1, entry, {});
    }
    return builder.build();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size > 20'000) return 0;
    ConceptDictionary concepts;
    TextPool texts;
    const ConceptMaps concept_maps;
    ValueSets value_sets;
    ValueSet set;
    set.name = "Hypertension";
    set.url = "https://openpcn.org/value-set/hypertension";
    set.codes.push_back({std::string(code_system::snomed), "38341003", ""});
    INVARIANT(value_sets.add(std::move(set)).has_value());
    const std::vector<cql::LibrarySource> sources{
        {"fuzz.cql", std::string(reinterpret_cast<const char*>(bytes), size)}};
    const cql::Compilation made =
        cql::compile({sources, value_sets, concept_maps, concepts, texts, {}});
    INVARIANT((made.plan == nullptr) == !made.errors.empty());
    for (const cql::Diagnostic& error : made.errors) {
        INVARIANT(!error.message.empty());
        (void)error.render();
    }
    if (!made.plan) return 0;
    const auto record = person(concepts);
    cql::Evaluator evaluator(*made.plan, concepts, texts, {*Date::from_ymd(2020, 3, 31), 0, {}});
    evaluator.begin(records::PatientRecord(record));
    for (std::size_t i = 0; i < made.plan->definitions.size(); ++i)
        (void)cql::to_text(evaluator.value(i), {*made.plan, concepts, texts});
    return 0;
}
