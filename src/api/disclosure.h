// How exactly somebody may be told numbers of people.
//
// Whoever may see everybody that is counted sees exact numbers. For the others a cell or a
// difference of cells must not point at somebody: counts from 1 to 7 become 0 and others are
// multiples of five. Where the asker also chooses what is counted, rounding to the nearest would
// not do: with a group whose number lies just below a step, adding one person tells whether that
// person belongs to it. There, rounding goes up or down by a secret of the server and by whom the
// number counts, the same for the same people
// (docs/decisions/0008-numbers-for-roles-that-see-no-people.md).
#pragma once

#include <cstdint>

#include "api/access_policy.h"
#include "cohorts/tally.h"

namespace openpcn::api {

class Disclosure {
public:
    // `secret`: of the server; anything where only fixed figures are shown.
    explicit Disclosure(const Reach& reach, std::uint64_t secret = 0);

    bool is_exact() const { return exact_; }
    // Of a figure that is the same whoever asks.
    std::size_t operator()(std::size_t count) const;
    // Of a figure whose group the asker chose.
    std::size_t operator()(const cohorts::Tally& tally) const;

private:
    bool exact_ = false;
    std::uint64_t secret_ = 0;
};

}  // namespace openpcn::api
