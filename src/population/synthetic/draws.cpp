#include "population/synthetic/draws.h"

#include <cmath>

namespace openpcn::synthetic {

namespace {

// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): a bijection that mixes all 64 bits.
constexpr std::uint64_t mixed(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

constexpr std::uint64_t golden = 0x9e3779b97f4a7c15ULL;

}  // namespace

Draws::Draws(std::uint64_t seed, std::uint64_t person, Stream stream)
    : key_(mixed(mixed(mixed(seed + golden) ^ (person * golden)) +
                 static_cast<std::uint64_t>(stream) * 0xd1342543de82ef95ULL)) {}

std::uint64_t Draws::next() { return mixed(key_ + golden * ++position_); }

double Draws::uniform() { return (static_cast<double>(next() >> 11) + 0.5) * 0x1.0p-53; }

double Draws::normal() { return normal_quantile(uniform()); }

int Draws::between(int low, int high) {
    const auto width = static_cast<std::uint64_t>(high - low + 1);
    return low + static_cast<int>(next() % width);
}

int Draws::poisson(double mean) {
    double remaining = uniform();
    double probability = std::exp(-mean);
    int count = 0;
    while (remaining > probability && count < 400) {
        remaining -= probability;
        ++count;
        probability *= mean / count;
    }
    return count;
}

std::size_t Draws::choose(std::span<const double> weights) {
    double total = 0;
    for (const double weight : weights) total += weight;
    double remaining = uniform() * total;
    for (std::size_t i = 0; i + 1 < weights.size(); ++i) {
        if (remaining < weights[i]) return i;
        remaining -= weights[i];
    }
    return weights.size() - 1;
}

double normal_quantile(double probability) {
    constexpr double a[] = {-3.969683028665376e+01, 2.209460984245205e+02,  -2.759285104469687e+02,
                            1.383577518672690e+02,  -3.066479806614716e+01, 2.506628277459239e+00};
    constexpr double b[] = {-5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
                            6.680131188771972e+01, -1.328068155288572e+01};
    constexpr double c[] = {-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
                            -2.549732539343734e+00, 4.374664141464968e+00,  2.938163982698783e+00};
    constexpr double d[] = {7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
                            3.754408661907416e+00};
    constexpr double tail = 0.02425;
    const auto in_tail = [&](double q) {
        return (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5]) /
               ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1);
    };
    if (probability < tail) return in_tail(std::sqrt(-2 * std::log(probability)));
    if (probability > 1 - tail) return -in_tail(std::sqrt(-2 * std::log(1 - probability)));
    const double q = probability - 0.5;
    const double r = q * q;
    return (((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5]) * q /
           (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1);
}

}  // namespace openpcn::synthetic
