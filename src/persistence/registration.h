// Whose list a person is on, when several practices hold them.
//
// A current regular registration wins over any other; among several the later start wins, and a
// start that is not known loses to one that is. Where none is current, the one that ended last is
// the person's last practice, and its image keeps them. Temporary and private registrations decide
// only where there is no regular one. Where nothing decides, the person stays where they are, or
// else belongs to the practice first in the list.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "population/records/record.h"

namespace openpcn::persistence {

// How strongly a practice's registrations hold a person. Stored.
enum class RegistrationStanding : std::uint8_t {
    none,         // the practice has data but no registration
    other_ended,  // temporary, private, ...
    regular_ended,
    other_current,
    regular_current,
};

struct Registration {
    RegistrationStanding standing = RegistrationStanding::none;
    PartialDateTime from;
    PartialDateTime until;
};

// The strongest of the registrations (episode_of_care entries) in one practice's record of a
// person. `regular` is the index of the text "R".
Registration strongest_registration(const records::PatientRecord& record, TextIndex regular);

struct Claim {
    records::PracticeIndex practice = 0;
    Registration registration;
};

struct Home {
    records::PracticeIndex practice = 0;
    bool contested = false;  // another practice has a current regular registration too
};

// Without value for no claims.
std::optional<Home> home_of(std::span<const Claim> claims,
                            std::optional<records::PracticeIndex> home_before);

}  // namespace openpcn::persistence
