// A CSV extract from outside. The first byte says which table the rest is.
#include <cstddef>
#include <cstdint>
#include <string>

#include "population/feeds/extract_table.h"
#include "population/feeds/reader.h"
#include "population/feeds/recording_sink.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace openpcn::feeds;
    if (size == 0) return 0;
    const std::string text(reinterpret_cast<const char*>(bytes) + 1, size - 1);
    const auto table =
        static_cast<ExtractTable>((bytes[0] - '0') % static_cast<unsigned>(ExtractTable::kept));
    const std::string header = bytes[0] == 'x'
                                   ? text
                                   : "format,practice,kind,extracted_at\n"
                                     "openpcn-extract-1,A81001,delta,2026-03-01T06:00\n";
    RecordingSink sink;
    const InputFile files[] = {text_file("extract.csv", header),
                               text_file(std::string(name_of(table)) + ".csv", text, 11)};
    (void)read_feed(files, {}, sink);
    return 0;
}
