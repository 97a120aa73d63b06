// Who the network's people are: age and sex, deprivation, and recorded conditions against England.
//
// Counts of people on a list and alive on the run's date; no rows of persons leave this module.
// Small numbers are for direct care; whoever publishes counts suppresses them after adding up.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "insight/national_figures.h"
#include "services/evaluation_run.h"

namespace openpcn::insight {

struct AgeBandCount {
    std::size_t female = 0;
    std::size_t male = 0;
    std::size_t other = 0;  // other and unknown
};

struct ConditionCount {
    std::size_t people = 0;
    std::size_t denominator = 0;  // people of the national figure's age
    // People to expect if each age had England's recorded prevalence.
    double expected = 0;
};

struct PracticeOverview {
    std::string ods_code;
    std::size_t registered = 0;
    std::size_t aged_65_and_over = 0;
    std::array<AgeBandCount, age_band_count> age_bands{};
    std::array<std::size_t, 5> deprivation_fifths{};  // the most deprived first
    std::size_t deprivation_unknown = 0;
    std::vector<ConditionCount> conditions;  // by index of NationalFigures::conditions
};

struct PopulationOverview {
    std::vector<PracticeOverview> practices;  // in order of the run
    PracticeOverview network;                 // the sum; no ODS code
};

// `not_found` where the figures name a definition that the run does not have.
Result<PopulationOverview> overview_of(const services::EvaluationRun& run,
                                       std::span<const services::PracticeRecords> practices,
                                       const NationalFigures& figures);

// The sum over some practices, for those whose role sees only these.
PracticeOverview sum_of(std::span<const PracticeOverview> practices);

}  // namespace openpcn::insight
