#include "population/feeds/reader.h"

#include <algorithm>
#include <vector>

#include "population/feeds/csv_feed.h"
#include "population/feeds/fhir_file.h"
#include "population/feeds/read_progress.h"

namespace openpcn::feeds {

namespace {

std::string_view last_part(std::string_view name) {
    const auto slash = name.find_last_of("/\\");
    return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

int turn_of(const InputFile* file) {
    const auto name = last_part(file->name);
    if (name.starts_with("Patient")) return 0;
    return name.starts_with("Medication.") ? 1 : 2;
}

Result<FeedFacts> read_fhir(std::span<const InputFile> files, FeedSink& sink,
                            ReadProgress& progress) {
    std::vector<const InputFile*> in_turn;
    for (const auto& file : files) in_turn.push_back(&file);
    std::stable_sort(in_turn.begin(), in_turn.end(),
                     [](const auto* a, const auto* b) { return turn_of(a) < turn_of(b); });
    FeedFacts facts;
    FhirFileReader reader(sink, facts);
    bool is_any_read = false;
    for (const auto* file : in_turn) {
        TRY_ASSIGN(auto packed, file->open());
        TRY_ASSIGN(auto source, inflate_if_gzip(std::move(packed), file->name));
        TRY_ASSIGN(const auto outcome, reader.read(file->name, std::move(source), progress));
        is_any_read = is_any_read || outcome == FhirFileReader::Outcome::read;
    }
    if (!is_any_read) {
        return failure({ErrorKind::unsupported,
                        files.size() == 1 ? "This is not a file that can be imported."
                                          : "None of these files can be imported.",
                        files.empty() ? "In an input without files." : "In " + files[0].name + ".",
                        "Give FHIR R4 JSON or NDJSON, a folder with extract.csv, or other CSV with "
                        "a mapping (docs/guides/import.md)."});
    }
    return facts;
}

}  // namespace

Result<FeedFacts> read_feed(std::span<const InputFile> files, const ReadRequest& request,
                            FeedSink& sink) {
    ReadProgress progress(sink);
    if (request.mapping != nullptr) return read_mapped_csv(files, request, sink, progress);
    const bool is_extract = std::any_of(files.begin(), files.end(), [](const InputFile& file) {
        return is_extract_header(last_part(file.name));
    });
    if (is_extract) return read_csv_extract(files, request, sink, progress);
    return read_fhir(files, sink, progress);
}

}  // namespace openpcn::feeds
