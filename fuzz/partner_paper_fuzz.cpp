// What somebody sends about the partners of a network, JSON of any kind: a partner, a team, an
// agreement, a supplier, registration out of the area, a group of networks and its plan. Each is
// read or refused; what a partner's paper holds can be written and read back as the same.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/invariant.h"
#include "partners/digital_supplier.h"
#include "partners/partner.h"
#include "partners/partner_agreement.h"
#include "partners/system_group.h"
#include "partners/team.h"

namespace {

using namespace openpcn::partners;

const Catalogue& catalogue() {
    static const Catalogue made = [] {
        Catalogue all;
        all.partner_kinds = {{{"council", "Council", "test"}, {}},
                             {{"pharmacy", "Community pharmacy", "test"}, {"F****"}}};
        all.agreement_kinds = {{"icp", "Integration agreement", "test"}};
        all.team_kinds = {{{"community", "Community team", "test"}, true}};
        all.roles = {{"nurse", "Nurse", "test"}};
        all.group_kinds = {{"place", "Place", "test"}};
        all.supplier_categories = {{"online", "Online consultation", "test"}};
        return all;
    }();
    return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    if (const auto partner = read_partner(text, catalogue())) {
        const std::string written = partner_json(*partner);
        const auto again = read_partner(written, catalogue());
        INVARIANT(again.has_value());
        INVARIANT(partner_json(*again) == written);
    }
    if (const auto hundredths = read_whole_time_equivalent(text)) {
        INVARIANT(read_whole_time_equivalent(written_whole_time_equivalent(*hundredths)) ==
                  hundredths);
    }
    (void)read_team(text, catalogue());
    (void)read_partner_agreement(text, catalogue());
    (void)read_digital_supplier(text, catalogue());
    (void)read_out_of_area(text);
    (void)read_system_group(text, catalogue());
    (void)read_system_plan(text);
    return 0;
}
