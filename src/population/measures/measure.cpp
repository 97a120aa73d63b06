#include "population/measures/measure.h"

#include <algorithm>
#include <array>

namespace openpcn::measures {
namespace {

constexpr std::array<std::string_view, 9> population_codes{"initial-population",
                                                           "denominator",
                                                           "denominator-exclusion",
                                                           "denominator-exception",
                                                           "numerator",
                                                           "numerator-exclusion",
                                                           "measure-population",
                                                           "measure-population-exclusion",
                                                           "measure-observation"};

}  // namespace

std::string_view fhir_code(PopulationKind kind) {
    return population_codes[static_cast<std::size_t>(kind)];
}

std::optional<PopulationKind> population_kind(std::string_view code) {
    const auto found = std::ranges::find(population_codes, code);
    if (found == population_codes.end()) return std::nullopt;
    return static_cast<PopulationKind>(found - population_codes.begin());
}

std::string_view fhir_code(Scoring scoring) {
    static constexpr std::array<std::string_view, 4> codes{"proportion", "ratio",
                                                           "continuous-variable", "cohort"};
    return codes[static_cast<std::size_t>(scoring)];
}

const Population* Group::find(PopulationKind kind) const {
    const auto found = std::ranges::find(populations, kind, &Population::kind);
    return found == populations.end() ? nullptr : &*found;
}

const Population* Group::find_id(std::string_view wanted) const {
    if (wanted.empty()) return nullptr;
    const auto found = std::ranges::find(populations, wanted, &Population::id);
    return found == populations.end() ? nullptr : &*found;
}

const Population* Group::observed(const Population& observation) const {
    if (const Population* named = find_id(observation.reference)) return named;
    for (const PopulationKind kind : {PopulationKind::measure_population, PopulationKind::numerator,
                                      PopulationKind::initial_population}) {
        if (const Population* found = find(kind)) return found;
    }
    return nullptr;
}

}  // namespace openpcn::measures
