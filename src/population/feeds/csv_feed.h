// Reads a CSV extract (docs/guides/csv-extract.md) or, with a mapping, CSV of the user's own layout
// (docs/guides/csv-mapping.md). Both become rows of the extract's tables (extract_table.h).
//
// Used by one thread.
#pragma once

#include <span>
#include <string_view>

#include "population/feeds/feed.h"
#include "population/feeds/input_source.h"
#include "population/feeds/read_progress.h"
#include "population/feeds/reader.h"

namespace openpcn::feeds {

// Whether this is the file that says that an input is a CSV extract.
bool is_extract_header(std::string_view file_name);

Result<FeedFacts> read_csv_extract(std::span<const InputFile> files, const ReadRequest& request,
                                   FeedSink& sink, ReadProgress& progress);

Result<FeedFacts> read_mapped_csv(std::span<const InputFile> files, const ReadRequest& request,
                                  FeedSink& sink, ReadProgress& progress);

}  // namespace openpcn::feeds
