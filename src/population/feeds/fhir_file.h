// Reads one file of FHIR R4 JSON: a document (Bundle or single resource) or NDJSON with a resource
// or a Bundle on each line. Used by one thread.
#pragma once

#include <memory>
#include <string>

#include "population/feeds/feed.h"
#include "population/feeds/fhir_resource.h"
#include "population/feeds/input_source.h"
#include "population/feeds/read_progress.h"

namespace openpcn::feeds {

class FhirFileReader {
public:
    enum class Outcome {
        read,
        not_fhir  // neither JSON object nor NDJSON; the sink has a reject that says so
    };

    FhirFileReader(FeedSink& sink, FeedFacts& facts);
    ~FhirFileReader();

    Result<Outcome> read(const std::string& name, std::unique_ptr<InputSource> source,
                         ReadProgress& progress);

private:
    struct BundleParts;
    enum class Numbering {
        by_line,
        by_bundle_entry
    };
    void document(std::string_view json, Place place, Numbering numbering);
    bool bundle(std::string_view json, Place place, Numbering numbering);
    bool take_bundle_apart(std::string_view json);
    void bundle_entry(std::size_t index, Place place);
    bool export_log(std::string_view json);

    FeedSink& sink_;
    FeedFacts& facts_;
    FhirResourceReader resources_;
    std::unique_ptr<BundleParts> parts_;
};

}  // namespace openpcn::feeds
