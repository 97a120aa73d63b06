// A cohort in numbers: how many people, of how many, and how they are spread over practices, ages
// and deprivation.
//
// Exact counts. Whoever shows them to roles that see no people suppresses small ones afterwards.
#pragma once

#include <array>
#include <vector>

#include "cohorts/cohort_answers.h"

namespace openpcn::cohorts {

struct GroupCount {
    Tally people;
    Tally of;  // the base population
    Tally unknown;
    Tally failed;
    bool operator==(const GroupCount&) const = default;
};

struct SexCount {
    Tally female;
    Tally male;
    Tally other;  // other and not known
};

struct AgeCount {
    SexCount people;
    SexCount of;
};

inline constexpr std::size_t age_years_max = 120;

struct CohortCount {
    GroupCount all;
    std::vector<GroupCount> practices;               // by index
    std::array<AgeCount, age_years_max + 1> ages{};  // completed years on the as-at date
    AgeCount age_unknown;
    std::array<GroupCount, 11> deciles{};  // 1 the most deprived; 0 not known
};

CohortCount count_of(const CohortAnswers& answers, const NetworkPeople& people, Date as_at);

}  // namespace openpcn::cohorts
