// A request to change a network, and its whole file, as somebody sends them, JSON of any kind: what
// is read can be written and read back as the same.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/invariant.h"
#include "network_changes/change_case.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace openpcn::network_changes;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto request = parse_change_request(text)) {
        const std::string written = change_request_json(*request);
        const auto again = parse_change_request(written);
        // Rounded to a metre, a sliver of a drawn area may have become a line.
        INVARIANT(again || !request->area.polygons.empty());
        if (again) INVARIANT(change_request_json(*again) == written);
        INVARIANT(!title_of(*request, "A").empty());
        missing_of(*request);
    }
    if (const auto decision = parse_change_decision(text)) decision_json(*decision);
    if (const auto file = parse_change_case(text)) {
        const auto again = parse_change_case(change_case_json(*file));
        INVARIANT(again || !file->request.area.polygons.empty());
    }
    return 0;
}
