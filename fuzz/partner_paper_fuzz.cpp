// What somebody sends about the partners of a network, JSON of any kind: a partner, a team, an
// agreement, a supplier, a choice of its products, registration out of the area, a group of
// networks and its plan. Each is read or refused; what a partner's paper holds can be written and
// read back as the same, and what has days can be asked about them.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/invariant.h"
#include "partners/digital_supplier.h"
#include "partners/partner.h"
#include "partners/partner_agreement.h"
#include "partners/review.h"
#include "partners/system_group.h"
#include "partners/team_coverage.h"

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

void check_days(const TimeSpan& time) { INVARIANT(!time.to || time.from <= *time.to); }

template <typename Reviewed>
void check_review(const Reviewed& what) {
    check_days(what.time);
    const auto state = review_state(what.time, what.review_on, what.time.from);
    INVARIANT(state != ReviewState::not_held);
    INVARIANT(!review_sentence(what.time, what.review_on, what.time.from).empty());
}

void read_one_team(std::string_view json) {
    const auto team = read_team(json, catalogue());
    if (!team) return;
    for (const Post& post : team->posts) {
        check_days(post.time);
        const auto again =
            read_whole_time_equivalent(written_whole_time_equivalent(post.hundredths));
        INVARIANT(again == post.hundredths);
    }
    const Footprint network{"n1", "U11111", "North", {"E01000001"}};
    const NamedTeam named{"t1", *team};
    const auto coverage = team_coverage({&network, 1}, {&named, 1}, catalogue(), team->time.from);
    const bool is_served = coverage.front().networks.front().served != Served::none;
    INVARIANT(is_served == serves(*team, network));
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
    read_one_team(text);
    if (const auto agreed = read_partner_agreement(text, catalogue())) check_review(*agreed);
    if (const auto choice = read_supplier_choice(text)) check_review(*choice);
    if (const auto said = read_out_of_area(text)) check_review(*said);
    (void)read_digital_supplier(text, catalogue());
    if (const auto group = read_system_group(text, catalogue())) check_days(group->time);
    (void)read_system_plan(text);
    return 0;
}
