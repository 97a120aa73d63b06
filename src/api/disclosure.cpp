#include "api/disclosure.h"

namespace openpcn::api {
namespace {

constexpr std::size_t suppressed_max = 7;
constexpr std::size_t step = 5;

// SplitMix64: spreads secret and fingerprint over all bits.
std::uint64_t mixed(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

}  // namespace

Disclosure::Disclosure(const Reach& reach, std::uint64_t secret)
    : exact_((has(reach.asker(), Permission::patients_find) ||
              has(reach.asker(), Permission::worklists_read)) &&
             reach.may_find_all_it_counts()),
      secret_(secret) {}

std::size_t Disclosure::operator()(std::size_t count) const {
    if (exact_) return count;
    return count <= suppressed_max ? 0 : (count + step / 2) / step * step;
}

// Up as often as the remainder says, so that sums come out right on average.
std::size_t Disclosure::operator()(const cohorts::Tally& tally) const {
    if (exact_) return tally.count;
    if (tally.count <= suppressed_max) return 0;
    const std::size_t below = tally.count / step * step;
    const std::uint64_t lot = mixed(mixed(secret_ ^ tally.fingerprint) + secret_) % step;
    return lot < tally.count - below ? below + step : below;
}

}  // namespace openpcn::api
