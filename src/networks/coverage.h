// Whether every practice and every registered patient is in a network, and who is not.
//
// Counted over the practices that the register counts on its day: members of networks, and those
// with a list and no network.
#pragma once

#include <vector>

#include "networks/contract_rules.h"
#include "organisations/register_view.h"

namespace openpcn::networks {

struct NotCovered {
    const organisations::PracticeEntry* practice = nullptr;  // into the view
    // Its network is closed on the day; else it is in none.
    bool network_is_closed = false;
};

struct Coverage {
    std::int64_t practices = 0;
    std::int64_t practices_covered = 0;
    std::int64_t patients = 0;  // on lists that are known
    std::int64_t patients_covered = 0;
    std::int64_t lists_missing = 0;       // practices whose list is not known
    std::vector<NotCovered> not_covered;  // the largest list first, then by code
    std::string
        arithmetic;  // "34 of 36 practices (94.44 %), 310,200 of 325,000 patients (95.44 %)."
    bool meets(const CoverageRule& rule) const;
};

// Of the practices of a commissioner; of all where none is given. The view outlives the answer.
Coverage coverage_of(const organisations::RegisterView& view,
                     const std::optional<OdsCode>& commissioner);

// A practice whose commissioner is another than its network's.
struct CrossBorder {
    const organisations::PracticeEntry* practice = nullptr;
    const organisations::NetworkEntry* network = nullptr;
};
// Those of a commissioner, from either side; all where none is given. By network, then practice.
std::vector<CrossBorder> cross_border_of(const organisations::RegisterView& view,
                                         const std::optional<OdsCode>& commissioner);

// A practice that the register has in several networks on its day: it may be in one.
struct SeveralNetworks {
    OdsCode practice;
    std::vector<OdsCode> networks;
};
std::vector<SeveralNetworks> in_several_networks(const organisations::RegisterView& view,
                                                 const std::optional<OdsCode>& commissioner);

}  // namespace openpcn::networks
