// What a code is in another scheme: a dm+d product's BNF code, or its chemical substance.
//
// Text form (content/concept_maps/*.csv): header lines as for value sets, then CSV whose first
// columns are system and code; each further column is a property. An external function of CQL
// reads one property by its own name: ChemicalSubstance reads column chemical_substance.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace openpcn {

struct ConceptMap {
    struct Row {
        std::string system;
        std::string code;
        std::vector<std::string> properties;  // as ConceptMap::properties
    };
    std::string name;
    std::string url;
    std::string source;
    std::string version;
    std::string mark;
    std::vector<std::string> properties;  // column names
    std::vector<Row> rows;
};

Result<ConceptMap> parse_concept_map(std::string_view text, std::string_view file);

class ConceptMaps {
public:
    void add(ConceptMap map) { maps_.push_back(std::move(map)); }
    const std::vector<ConceptMap>& all() const { return maps_; }
    // The map that has this property, and its column; null if none. Case and underscores do not
    // count: "ChemicalSubstance" finds "chemical_substance".
    struct Found {
        const ConceptMap* map = nullptr;
        std::size_t column = 0;
    };
    Found find_property(std::string_view name) const;

private:
    std::vector<ConceptMap> maps_;
};

}  // namespace openpcn
