// A registration as somebody sends it, JSON of any kind: what is read can be written, read back as
// the same, compared with itself, and have each of its members taken out.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/invariant.h"
#include "formation/registration.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace openpcn::formation;
    const auto read = parse_registration({reinterpret_cast<const char*>(data), size});
    if (!read) return 0;
    const std::string written = registration_json(*read);
    const auto again = parse_registration(written);
    // Rounded to a metre, a sliver of a drawn area may have become a line.
    if (!again) {
        INVARIANT(again.error().what.find("encloses nothing") != std::string::npos);
        return 0;
    }
    INVARIANT(registration_json(*again) == written);
    INVARIANT(differences(*again, *again).empty());
    Registration fewer = *again;
    while (!fewer.members.empty()) {
        const openpcn::OdsCode gone = fewer.members.front();
        take_out(fewer, gone);
        INVARIANT(!fewer.lists || fewer.lists->total >= 0);
    }
    return 0;
}
