#include "population/records/checksum.h"

#include <array>
#include <cstring>

#include "base/invariant.h"

namespace openpcn::records {
namespace {

std::uint64_t word_at(const std::byte* at) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    return word;
}

}  // namespace

// Four independent lanes of multiply and rotate, so that memory is the limit.
std::uint64_t checksum_of(std::span<const std::byte> bytes, std::uint64_t seed) {
    INVARIANT(bytes.size() % 8 == 0);
    constexpr std::uint64_t prime1 = 0x9e3779b185ebca87ULL;
    constexpr std::uint64_t prime2 = 0xc2b2ae3d27d4eb4fULL;
    const auto round = [](std::uint64_t lane, std::uint64_t word) {
        lane += word * prime2;
        return ((lane << 31) | (lane >> 33)) * prime1;
    };
    std::array<std::uint64_t, 4> lanes{seed + prime1, seed ^ prime2, seed, seed - prime1};
    const std::byte* at = bytes.data();
    std::size_t words = bytes.size() / 8;
    for (; words >= 4; words -= 4, at += 32) {
        for (std::size_t lane = 0; lane < 4; ++lane) {
            lanes[lane] = round(lanes[lane], word_at(at + 8 * lane));
        }
    }
    for (; words > 0; --words, at += 8) lanes[0] = round(lanes[0], word_at(at));
    std::uint64_t hash = bytes.size() * prime1;
    for (const std::uint64_t lane : lanes) hash = round(hash ^ lane, lane);
    hash ^= hash >> 29;
    hash *= prime2;
    return hash ^ (hash >> 32);
}

}  // namespace openpcn::records
