// How much of a commissioner's practices and patients would be in a network if one more came to
// be, and which practices would still be left: the gap between the networks.
#pragma once

#include <set>

#include "organisations/register_view.h"

namespace openpcn::formation {

struct StillMissing {
    const organisations::PracticeEntry* practice = nullptr;  // into the view
    // The member practice nearest to it, as the crow flies; none where a place is not known.
    std::optional<OdsCode> nearest_member;
    double away_km = 0;
};

struct CoverageIfFormed {
    std::int64_t practices = 0;  // of the commissioner, that have a list or are members
    std::int64_t practices_now = 0;
    std::int64_t practices_then = 0;
    std::int64_t patients = 0;
    std::int64_t patients_now = 0;
    std::int64_t patients_then = 0;
    std::vector<StillMissing> missing;  // the nearest first, then by list size
    std::string arithmetic;
    bool is_full() const { return practices_then == practices; }
};

// `members`: of the network that would be formed. `planned`: members of other networks that were
// submitted here and are not live yet; they count as covered then, not now.
CoverageIfFormed coverage_if_formed(const organisations::RegisterView& view,
                                    const OdsCode& commissioner,
                                    const std::vector<OdsCode>& members,
                                    const std::set<OdsCode>& planned);

// "QUEENS PARK MEDICAL CENTRE (A81002, 18,649 patients), 0.8 km from A81001".
std::string sentence_of(const StillMissing& missing);

}  // namespace openpcn::formation
