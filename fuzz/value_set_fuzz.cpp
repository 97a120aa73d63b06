// Value sets and concept maps come from outside: any bytes give a value or an error, never a crash,
// and what was read once is found by its name and address.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/invariant.h"
#include "population/terminology/concept_map.h"
#include "population/terminology/value_set.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace openpcn;
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    if (auto set = parse_value_set(text, "fuzz.csv")) {
        ValueSets sets;
        const std::string url = set->url;
        if (sets.add(std::move(*set))) INVARIANT(url.empty() || sets.find(url) != nullptr);
    }
    if (auto map = parse_concept_map(text, "fuzz.csv")) {
        for (const ConceptMap::Row& row : map->rows)
            INVARIANT(row.properties.size() == map->properties.size());
        ConceptMaps maps;
        maps.add(std::move(*map));
        maps.find_property("ChemicalSubstance");
    }
    return 0;
}
