// FHIR JSON from outside: whatever the bytes, reading ends with facts or an error.
#include <cstddef>
#include <cstdint>
#include <string>

#include "population/feeds/reader.h"
#include "population/feeds/recording_sink.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace openpcn::feeds;
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    RecordingSink sink;  // touches every view that the reader gives
    const InputFile files[] = {text_file("fuzz.json", text), text_file("fuzz.ndjson", text, 7)};
    (void)read_feed(files, {}, sink);
    return 0;
}
