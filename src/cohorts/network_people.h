// The people of the network at one moment, as counting goes through them: their records, and what a
// breakdown needs of each, read out once.
//
// Immutable; holds the image that the records lie in.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "services/evaluation_run.h"

namespace openpcn::cohorts {

struct PersonAtHand {
    records::PatientRecord record;
    records::PracticeIndex practice = 0;
    std::uint8_t deprivation_decile = 0;  // 1 the most deprived; 0 not known
};

struct NetworkPeople {
    std::shared_ptr<const void> image;  // whose bytes the records are; shared with whoever reads it
    std::vector<PersonAtHand> people;   // by practice, then in ascending order of person
    std::vector<std::string> practices;  // ODS codes by index
};

std::shared_ptr<const NetworkPeople> people_of(
    std::shared_ptr<const void> image, std::span<const services::PracticeRecords> practices);

}  // namespace openpcn::cohorts
