// Who is who: how a person gets an id, and when two descriptions are one person.
//
// - A PersonId is a keyed hash of the first identifier we had: the NHS number if there was one, or
//   else the practice and its own id. It is opaque, and the same again when the data directory is
//   loaded afresh with its secret key.
// - Descriptions are joined by NHS number, in one practice and across practices, unless both the
//   date of birth and the name disagree: then somebody's number is wrong, so each stays a person of
//   their own under the practice's id and the number counts for neither of the newcomers.
// - Somebody known under a practice's id keeps their id when they get an NHS number that nobody
// has,
//   or lose it. When it turns out to be the number of a known person, the two become that person.
#pragma once

#include <string>
#include <string_view>

#include "persistence/data_directory.h"
#include "population/records/record.h"

namespace openpcn::persistence {

// What an id is made from, hashed with the directory's key.
struct PersonOrigin {
    std::array<unsigned char, 16> hash{};
    auto operator<=>(const PersonOrigin&) const = default;
};

PersonOrigin origin_of_nhs_number(const DataDirectory::SecretKey& key, std::string_view digits);
PersonOrigin origin_of_source(const DataDirectory::SecretKey& key, std::string_view ods_code,
                              std::string_view source_id);

// The id of an origin: 63 bits, never 0. `attempt` counts from 0 and is raised when somebody else
// has that id already.
records::PersonId person_id(const PersonOrigin& origin, unsigned attempt);

// Case and accents away, everything but letters and digits to single spaces: for comparing and
// searching names. Text that is not UTF-8 stays as it is.
std::string folded(std::string_view text);

// What tells two people apart.
struct Likeness {
    std::string folded_family;
    std::string folded_given;
    PartialDateTime birth;
};

// Neither the date of birth nor the name agrees. A name agrees when the family name or the first
// given name does, because people change one of them; what is not given agrees with anything.
bool are_different_people(const Likeness& a, const Likeness& b);

}  // namespace openpcn::persistence
