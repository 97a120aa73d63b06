// A mapping from outside, and CSV read through it: the input is the mapping, a NUL, and the CSV.
#include <cstddef>
#include <cstdint>
#include <string>

#include "population/feeds/csv_mapping.h"
#include "population/feeds/reader.h"
#include "population/feeds/recording_sink.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace openpcn::feeds;
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    const auto between = text.find('\0');
    const auto mapping = CsvMapping::parse(text.substr(0, between), "fuzz.json");
    if (!mapping || between == std::string::npos) return 0;
    RecordingSink sink;
    const InputFile files[] = {text_file("rows.csv", text.substr(between + 1), 13)};
    (void)read_feed(files, {{}, &*mapping}, sink);
    return 0;
}
