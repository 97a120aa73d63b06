// Names, addresses and telephone numbers that look like England and are nobody's.
//
// Family names and streets are put together from syllables. Postcodes begin with QX: the first
// letter of a postcode is never Q. Telephone numbers are from the ranges Ofcom keeps for drama.
#pragma once

#include <string>

#include "population/synthetic/network_plan.h"

namespace openpcn::synthetic {

struct Identity {
    std::string family;
    std::string given;
    std::string title;
    std::string address;  // one line, parts separated by ", "
    std::string postcode;
    std::string phone;
    std::string small_area;  // LSOA code from beyond the real ones
    int deprivation_decile = 0;
    bool ethnicity_known = true;
};

// A pure function of the plan's seed and the person.
Identity identity_of(const NetworkPlan& plan, const PlannedPerson& person);

}  // namespace openpcn::synthetic
