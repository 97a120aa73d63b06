// Repeatable chance: every number is a hash of (seed, person, stream, position).
//
// There is no state to share, so person 4711 is the same whatever the thread count, the practice's
// size or what was drawn for others before. A stream is one topic of a person's life; adding a draw
// to one topic leaves the others as they were. Not for anything secret.
#pragma once

#include <cstdint>
#include <span>

namespace openpcn::synthetic {

enum class Stream : std::uint64_t {
    network,
    identity,
    latent,
    registration,
    conditions,
    medicines,
    issues,
    measurements,
    bloods,
    contacts,
    prevention,
    care,
    moves,
    frailty,
    smoking,
    people,
};

class Draws {
public:
    Draws(std::uint64_t seed, std::uint64_t person, Stream stream);

    std::uint64_t next();
    double uniform();  // in (0, 1)
    double normal();   // mean 0, standard deviation 1
    double normal(double mean, double deviation) { return mean + deviation * normal(); }
    bool chance(double probability) { return uniform() < probability; }
    // From `low` to `high`, both included.
    int between(int low, int high);
    // Poisson for means up to about 60, by inversion.
    int poisson(double mean);
    // Index of a weight, chosen in proportion. The weights need not sum to one.
    std::size_t choose(std::span<const double> weights);

private:
    std::uint64_t key_;
    std::uint64_t position_ = 0;
};

// The standard normal distribution and its inverse (P. J. Acklam's rational approximation,
// relative error below 1.2e-9, ample for people).
double normal_quantile(double probability);

}  // namespace openpcn::synthetic
