// What this machine's memory gives to code that only reads: the limit to hold evaluation against.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <numeric>
#include <thread>
#include <vector>

#include "base/invariant.h"

namespace {

// 512 MiB, as the records of a network of 50,000 people, and far beyond any cache.
constexpr std::size_t words = 64U << 20;

void read_all(benchmark::State& state) {
    const std::vector<std::uint64_t> block(words, 3);
    const auto threads = static_cast<std::size_t>(state.range(0));
    for (auto _ : state) {
        std::vector<std::uint64_t> sums(threads);
        std::vector<std::thread> readers;
        const std::size_t share = words / threads;
        for (std::size_t i = 0; i < threads; ++i) {
            readers.emplace_back([&, i] {
                const auto from = block.begin() + static_cast<std::ptrdiff_t>(i * share);
                sums[i] = std::accumulate(from, from + static_cast<std::ptrdiff_t>(share),
                                          std::uint64_t{0});
            });
        }
        for (auto& reader : readers) reader.join();
        INVARIANT(std::accumulate(sums.begin(), sums.end(), std::uint64_t{0}) == 3 * words);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * words * 8));
}
BENCHMARK(read_all)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
