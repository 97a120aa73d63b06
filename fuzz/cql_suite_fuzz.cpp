// Files of CQL tests come from outside: any bytes give tests or an error, never a crash.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "population/cql/suite_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    (void)openpcn::cql::parse_suite_file({reinterpret_cast<const char*>(bytes), size}, "fuzz.xml");
    return 0;
}
