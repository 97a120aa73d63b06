#include "population/synthetic/quotas.h"

#include <algorithm>
#include <cmath>

#include "population/synthetic/draws.h"

namespace openpcn::synthetic {

std::vector<std::uint32_t> highest(std::vector<Candidate> candidates, std::size_t wanted) {
    wanted = std::min(wanted, candidates.size());
    const auto higher = [](const Candidate& a, const Candidate& b) {
        return a.score != b.score ? a.score > b.score : a.person < b.person;
    };
    if (wanted > 0 && wanted < candidates.size()) {
        std::nth_element(candidates.begin(),
                         candidates.begin() + static_cast<std::ptrdiff_t>(wanted - 1),
                         candidates.end(), higher);
    }
    std::vector<std::uint32_t> chosen;
    chosen.reserve(wanted);
    for (std::size_t i = 0; i < wanted; ++i) chosen.push_back(candidates[i].person);
    return chosen;
}

std::vector<std::uint32_t> choose_by_quota(
    const std::array<std::vector<Candidate>, age_band_count>& bands, double total) {
    double sum = 0;
    for (const auto& band : bands)
        for (const Candidate& candidate : band) sum += candidate.probability;
    std::vector<std::uint32_t> chosen;
    if (sum <= 0) return chosen;
    const double scale = total / sum;
    // What rounding took from one band is given to the next.
    double owed = 0;
    for (const auto& band : bands) {
        std::vector<Candidate> eligible;
        eligible.reserve(band.size());
        for (Candidate candidate : band) {
            if (candidate.probability <= 0) continue;
            const double p = std::min(candidate.probability * scale, 0.97);
            owed += p;
            candidate.score -= normal_quantile(1 - p);
            eligible.push_back(candidate);
        }
        const auto wanted = static_cast<std::size_t>(std::max(0.0, std::floor(owed + 0.5)));
        const auto picked = highest(std::move(eligible), wanted);
        owed -= static_cast<double>(picked.size());
        chosen.insert(chosen.end(), picked.begin(), picked.end());
    }
    return chosen;
}

}  // namespace openpcn::synthetic
