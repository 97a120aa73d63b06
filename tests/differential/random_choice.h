// Choices from a seed: the same on every machine and with every library, so that a failure can be
// repeated from one number (SplitMix64).
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>

namespace openpcn::differential {

class RandomChoice {
public:
    explicit RandomChoice(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    // 0 to count - 1.
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }
    int between(int low, int high) {
        return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1)));
    }
    bool percent(int chance) { return between(1, 100) <= chance; }
    template <typename T, std::size_t count>
    const T& of(const T (&items)[count]) {
        return items[below(count)];
    }
    template <typename T>
    T of(std::initializer_list<T> items) {
        return *(items.begin() + below(items.size()));
    }

private:
    std::uint64_t state_;
};

}  // namespace openpcn::differential
