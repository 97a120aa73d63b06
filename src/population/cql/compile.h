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
    // What retrieves read: records of practices, or FHIR documents (document.h).
    enum class Source : std::uint8_t {
        records,
        documents
    };
    Source source = Source::records;
    // Whether a retrieve of a profile's class sees only documents' resources that name the profile
    // in meta.profile. A profile for what was not done is needed always.
    enum class Profiles : std::uint8_t {
        needed,
        ignored
    };
    Profiles profiles = Profiles::needed;
    // The definitions to compile with all that they need; every definition where none is named.
    struct Root {
        std::string library;  // by its name; empty: any that has the definition
        std::string definition;
    };
    std::span<const Root> roots = {};
};

struct Compilation {
    std::shared_ptr<const Plan> plan;  // null if there are errors
    std::vector<Diagnostic> errors;
};

Compilation compile(const CompileInput& input);

}  // namespace openpcn::cql
