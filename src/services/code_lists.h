// The value sets and concept maps of a content pack, read from its CSV files.
#pragma once

#include "base/result.h"
#include "population/terminology/concept_map.h"
#include "population/terminology/value_set.h"
#include "services/content_pack.h"

namespace openpcn::services {

struct CodeLists {
    ValueSets value_sets;
    ConceptMaps concept_maps;
};

// Every error of every file is added to `problems`; what can be read is in the answer.
CodeLists read_code_lists(const ContentPack& pack, std::vector<Error>& problems);

}  // namespace openpcn::services
