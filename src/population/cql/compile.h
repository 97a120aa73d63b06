// Compiles CQL libraries into one plan: names, types, model elements and value sets are resolved
// here, so that nothing of that is left for evaluation.
//
// All errors of all libraries are reported together. An element that records do not keep is an
// error, never null.
#pragma once

#include <memory>
#include <span>

#include "population/cql/plan.h"
#include "population/terminology/concept_map.h"
#include "population/terminology/value_set.h"

namespace openpcn::cql {

struct CompileLimits {
    std::size_t nodes_max = 2'000'000;
    std::size_t libraries_max = 1000;
    int inline_depth_max = 100;  // functions that call functions
};

struct CompileInput {
    std::span<const LibrarySource> sources;
    const ValueSets& value_sets;
    const ConceptMaps& concept_maps;
    ConceptDictionary& concepts;  // codes of the rules are added
    TextPool& texts;              // units of the rules are added
    CompileLimits limits;
};

struct Compilation {
    std::shared_ptr<const Plan> plan;  // null if there are errors
    std::vector<Diagnostic> errors;
};

Compilation compile(const CompileInput& input);

}  // namespace openpcn::cql
