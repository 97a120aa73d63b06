// A directory of partners as CSV of any bytes: each row is taken or rejected, and what was taken
// can be written as a paper and read back as the same.
#include <cstddef>
#include <cstdint>

#include "base/invariant.h"
#include "partners/directory_file.h"

namespace {

const openpcn::partners::Catalogue& catalogue() {
    static const openpcn::partners::Catalogue made = [] {
        openpcn::partners::Catalogue all;
        all.partner_kinds = {{{"council", "Council", "test"}, {}},
                             {{"pharmacy", "Community pharmacy", "test"}, {"F****"}}};
        return all;
    }();
    return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace openpcn::partners;
    const auto file = read_directory_file(std::string(reinterpret_cast<const char*>(data), size),
                                          "any.csv", catalogue(), openpcn::Date());
    if (!file) return 0;
    INVARIANT(file->rejects.size() + file->partners.size() <= file->rows);
    for (const Partner& partner : file->partners) {
        const std::string written = partner_json(partner);
        const auto again = read_partner(written, catalogue());
        INVARIANT(again.has_value());
        INVARIANT(partner_json(*again) == written);
    }
    return 0;
}
