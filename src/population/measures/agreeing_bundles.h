// Which bundles can be one plan: those that mean the same by what they share.
//
// Bundles of different releases may expand one value set differently, or carry different texts of
// one version of a library. Each then keeps its own: such bundles are planned apart.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "population/measures/measure_bundle.h"

namespace openpcn::measures {

// Groups of indices into `bundles`, ascending; together they name each bundle once. In a group all
// give the same codes for a value set, the same text for a version of a library, and the same
// meaning to a Period without start.
std::vector<std::vector<std::size_t>> agreeing_bundles(std::span<const MeasureBundle> bundles);

}  // namespace openpcn::measures
