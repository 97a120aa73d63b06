// Holds the Evaluator, as it goes from one changed copy of a record to the next, against itself on
// records that are built whole: every value must be the same, though most of it was kept.
#pragma once

#include "agreement.h"

namespace openpcn::differential {

struct CopyTotals {
    std::size_t copies = 0;
    std::size_t values = 0;
    std::size_t other_than_base = 0;  // values that the change altered
};

// One generated library over changed copies of generated records, all from `seed`: entries left
// out and put in, other demographics, other days. The text of the first difference.
std::optional<std::string> compare_copies(std::uint64_t seed, std::size_t records,
                                          std::size_t copies_of_each, CopyTotals& totals);

}  // namespace openpcn::differential
