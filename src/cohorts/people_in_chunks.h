// People shared out among threads, with a way to stop. Which thread does whom does not show in any
// result.
#pragma once

#include <algorithm>
#include <atomic>
#include <functional>
#include <thread>
#include <vector>

namespace openpcn::cohorts {

// Asked often, by every thread: whether nobody waits for the result any more.
using ShouldStop = std::function<bool()>;

// Calls work(worker, begin, end) until everybody was in some [begin, end), with one worker of
// make_worker() for each thread. Answers the workers, or nothing where it was stopped.
template <typename MakeWorker, typename Work>
auto in_chunks(std::size_t people, unsigned threads, const ShouldStop& should_stop,
               MakeWorker make_worker, Work work) {
    constexpr std::size_t chunk = 128;
    using Worker = decltype(make_worker());
    std::vector<Worker> workers;
    const std::size_t useful = std::max<std::size_t>(1, people / chunk);
    for (std::size_t t = 0; t < std::clamp<std::size_t>(threads, 1, useful); ++t)
        workers.push_back(make_worker());
    std::atomic<std::size_t> next{0};
    std::atomic<bool> stopped{false};
    const auto run = [&](Worker& worker) {
        for (std::size_t from = next.fetch_add(chunk); from < people && !stopped;
             from = next.fetch_add(chunk)) {
            if (should_stop && should_stop()) stopped = true;
            if (!stopped) work(worker, from, std::min(people, from + chunk));
        }
    };
    std::vector<std::thread> others;
    for (std::size_t t = 1; t < workers.size(); ++t)
        others.emplace_back([&run, &workers, t] { run(workers[t]); });
    run(workers[0]);
    for (std::thread& other : others) other.join();
    if (stopped) workers.clear();
    return workers;
}

}  // namespace openpcn::cohorts
