// Reads one input, whatever its format, into a FeedSink: the one door of this module.
//
// An input is a list of files: one file, all files of a folder, or standard input. Each may be
// gzip. What it is follows from what is in it:
//
//   with a mapping                 the user's own CSV layout (csv_mapping.h)
//   with a file extract.csv[.gz]   the CSV extract of docs/guides/csv-extract.md
//   otherwise                      FHIR R4 JSON: each file is one document (a Bundle or a single
//                                  resource), or NDJSON with a resource or a Bundle on each line
//
// Order: within a CSV extract or mapping people come first, whatever the order of `files`. Of FHIR,
// files whose name begins with "Patient" come first, then "Medication", then the rest in the
// order given; within a Bundle its Patients come first. A sink must still accept entries before
// their person, because one NDJSON file may mix types: it decides at the end.
//
// What stops the read as a whole, with nothing to keep: a source that fails, damaged gzip, a
// document or line beyond 64 MB, an extract without extract.csv's required columns or for another
// practice, a CSV file without a required column, an input in which no file can be read. Everything
// else is a reject, and reading goes on. docs/guides/import.md has the whole list.
//
// A read is one pass, uses no clock and no randomness, and holds at most one document at a time.
#pragma once

#include <optional>
#include <span>

#include "base/ods_code.h"
#include "population/feeds/feed.h"
#include "population/feeds/input_source.h"

namespace openpcn::feeds {

class CsvMapping;

struct ReadRequest {
    // What the input must say about its practice if it says anything; none: anything.
    std::optional<OdsCode> practice;
    const CsvMapping* mapping = nullptr;  // null: the input is not in a layout of the user's own
};

Result<FeedFacts> read_feed(std::span<const InputFile> files, const ReadRequest& request,
                            FeedSink& sink);

}  // namespace openpcn::feeds
