// Choosing who has something so that a total is met exactly: in each age band, those whose latent
// score most exceeds their own threshold.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "population/synthetic/population_facts.h"

namespace openpcn::synthetic {

struct Candidate {
    std::uint32_t person = 0;  // index
    double probability = 0;    // own chance before scaling
    double score = 0;          // standard normal; higher is likelier
};

// One list of candidates per age band. Chooses, over all bands together, `total` people (rounded),
// sharing the total between the bands as the probabilities do. Within a band the choice keeps each
// person's own probability in the sense of a Gaussian copula.
std::vector<std::uint32_t> choose_by_quota(
    const std::array<std::vector<Candidate>, age_band_count>& bands, double total);

// The `wanted` highest scores of a list, any order.
std::vector<std::uint32_t> highest(std::vector<Candidate> candidates, std::size_t wanted);

}  // namespace openpcn::synthetic
