// A published measure as it is exchanged: a FHIR Bundle with the Measure, the CQL text of its
// libraries and the expansions of its value sets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "population/cql/diagnostic.h"
#include "population/fhir_documents/document_store.h"
#include "population/measures/measure.h"
#include "population/terminology/value_set.h"

namespace openpcn::measures {

struct MeasureBundle {
    Measure measure;
    std::vector<cql::LibrarySource> libraries;  // `file`: the library's name in the bundle
    ValueSets value_sets;
    // The index of the library that the measure's definitions stand in.
    std::size_t main_library = 0;
};

struct BundleLimits {
    std::size_t bytes_max = 256u << 20;
    std::size_t library_bytes_max = 4u << 20;
    std::size_t libraries_max = 200;
};

// `invalid` with what is missing or wrong and where. `file` names the text in errors. Of several
// measures the one named is taken: by name, id or address; it must be named where there are
// several.
Result<MeasureBundle> parse_measure_bundle(std::string_view json, std::string_view file,
                                           std::string_view measure = "",
                                           const BundleLimits& limits = {});

// What a Period without start means to the libraries of the bundle.
fhir::MissingStart missing_start_of(const MeasureBundle& bundle);

}  // namespace openpcn::measures
