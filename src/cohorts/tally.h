// A number of people that remembers whom it counted, without saying who: two tallies of the same
// people have one fingerprint, and one person more or less changes all of it.
//
// Roles that see no people get numbers that are rounded up or down by the fingerprint
// (api/disclosure.h), so the difference of two counts does not show whether one person is in both.
#pragma once

#include <cstdint>

#include "population/records/record.h"

namespace openpcn::cohorts {

struct Tally {
    std::size_t count = 0;
    std::uint64_t fingerprint = 0;

    void add(records::PersonId person) {
        ++count;
        fingerprint += mixed(person);
    }
    Tally& operator+=(const Tally& other) {
        count += other.count;
        fingerprint += other.fingerprint;
        return *this;
    }
    bool operator==(const Tally&) const = default;

private:
    // The finalizer of MurmurHash3.
    static constexpr std::uint64_t mixed(std::uint64_t x) {
        x ^= x >> 33;
        x *= 0xff51afd7ed558ccdULL;
        x ^= x >> 33;
        x *= 0xc4ceb9fe1a85ec53ULL;
        return x ^ (x >> 33);
    }
};

}  // namespace openpcn::cohorts
