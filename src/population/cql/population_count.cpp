#include "population/cql/population_count.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace openpcn::cql {
namespace {

// People that a thread takes at a time.
constexpr std::size_t chunk = 512;

}  // namespace

std::vector<TruthCount> count_people(const Plan& plan, const ConceptDictionary& concepts,
                                     const TextPool& texts,
                                     std::span<const records::PatientRecord> people,
                                     const PopulationCountRequest& request) {
    const std::size_t threads = std::max(1u, request.threads);
    std::vector<std::vector<TruthCount>> parts(threads,
                                               std::vector<TruthCount>(request.definitions.size()));
    std::atomic<std::size_t> next{0};
    const auto work = [&](std::vector<TruthCount>& counts) {
        Evaluator evaluator(plan, concepts, texts, request.settings);
        for (std::size_t from = next.fetch_add(chunk); from < people.size();
             from = next.fetch_add(chunk)) {
            const std::size_t to = std::min(people.size(), from + chunk);
            for (std::size_t i = from; i < to; ++i) {
                evaluator.begin(people[i]);
                for (std::size_t d = 0; d < counts.size(); ++d) {
                    const std::size_t failures = evaluator.failures().size();
                    const Truth truth = evaluator.truth(request.definitions[d]);
                    counts[d].failed += evaluator.failures().size() - failures;
                    ++(truth == Truth::yes  ? counts[d].yes
                       : truth == Truth::no ? counts[d].no
                                            : counts[d].unknown);
                }
            }
        }
    };
    std::vector<std::thread> others;
    for (std::size_t t = 1; t < threads; ++t) others.emplace_back([&, t] { work(parts[t]); });
    work(parts[0]);
    for (std::thread& thread : others) thread.join();
    std::vector<TruthCount> sums(request.definitions.size());
    for (const auto& part : parts) {
        for (std::size_t d = 0; d < sums.size(); ++d) {
            sums[d].yes += part[d].yes;
            sums[d].no += part[d].no;
            sums[d].unknown += part[d].unknown;
            sums[d].failed += part[d].failed;
        }
    }
    return sums;
}

}  // namespace openpcn::cql
