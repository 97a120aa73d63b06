#include "population/feeds/csv_feed.h"

namespace openpcn::feeds {

Result<FeedFacts> read_mapped_csv(std::span<const InputFile>, const ReadRequest&, FeedSink&,
                                  ReadProgress&) {
    return failure({ErrorKind::unsupported, "CSV with a mapping cannot be read yet.",
                    "In the reader.", "Give FHIR R4 JSON or the CSV extract."});
}

}  // namespace openpcn::feeds
