// openpcn_differential: the long run. `./dev differential [PAIRS]` builds and starts it.
#include <fmt/format.h>

#include <atomic>
#include <cstdlib>
#include <mutex>
#include <string_view>
#include <thread>

#include "copy_agreement.h"

namespace {

using namespace openpcn::differential;

constexpr std::size_t copied_records = 5;
constexpr std::size_t copies_of_each = 10;

struct Options {
    std::uint64_t seed = 1;
    std::size_t libraries = 2'000;
    std::size_t records = 50;  // for each library
    std::size_t threads = std::max(1u, std::thread::hardware_concurrency());
};

int usage() {
    fmt::print(stderr,
               "openpcn_differential [--seed N] [--pairs N | --libraries N] [--records N] "
               "[--threads N]\n");
    return 2;
}

std::optional<Options> parse(int count, char** arguments) {
    Options options;
    std::size_t pairs = 0;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string_view name = arguments[i];
        const std::size_t value = std::strtoull(arguments[i + 1], nullptr, 10);
        if (name == "--seed") {
            options.seed = value;
        } else if (name == "--pairs") {
            pairs = value;
        } else if (name == "--libraries") {
            options.libraries = value;
        } else if (name == "--records" && value > 0) {
            options.records = value;
        } else if (name == "--threads" && value > 0) {
            options.threads = value;
        } else {
            return std::nullopt;
        }
    }
    if (count % 2 == 0) return std::nullopt;
    if (pairs > 0) options.libraries = (pairs + options.records - 1) / options.records;
    return options;
}

}  // namespace

int main(int count, char** arguments) {
    const auto options = parse(count, arguments);
    if (!options) return usage();
    std::atomic<std::size_t> next{0};
    std::mutex mutex;  // guards the sums and `failures`
    GeneratedTotals sum;
    CopyTotals copies;
    std::size_t failures = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < options->libraries; i = next++) {
            GeneratedTotals totals;
            CopyTotals of_copies;
            auto problem = compare_generated(options->seed + i, options->records, totals);
            if (!problem)
                problem =
                    compare_copies(options->seed + i, copied_records, copies_of_each, of_copies);
            const std::lock_guard lock(mutex);
            copies.copies += of_copies.copies;
            sum.libraries += totals.libraries;
            sum.pairs += totals.pairs;
            sum.values.too_long += totals.values.too_long;
            if (!problem) continue;
            if (++failures <= 3) fmt::print("{}\n\n", *problem);
            if (failures >= 20) next = options->libraries;
        }
    };
    std::vector<std::thread> threads;
    for (std::size_t t = 1; t < options->threads; ++t) threads.emplace_back(work);
    work();
    for (std::thread& thread : threads) thread.join();
    fmt::print(
        "{} pairs of {} libraries, {} left out as too long to walk, {} changed copies, "
        "{} differences\n",
        sum.pairs, sum.libraries, sum.values.too_long, copies.copies, failures);
    return failures == 0 ? 0 : 1;
}
