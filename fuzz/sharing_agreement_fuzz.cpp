// A data-sharing agreement as a file brings it or a page sends it, JSON of any kind: what is read
// can be written and read back as the same, with the same text to sign.
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/invariant.h"
#include "sharing/agreement_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace openpcn::sharing;
    const auto read = parse_agreement({reinterpret_cast<const char*>(data), size}, "any");
    if (!read) return 0;
    const std::string written = to_json(*read).dump();
    const auto again = parse_agreement(written, "again");
    INVARIANT(again.has_value());
    INVARIANT(to_json(*again).dump() == written);
    INVARIANT(hash_of(again->text) == hash_of(read->text));
    return 0;
}
