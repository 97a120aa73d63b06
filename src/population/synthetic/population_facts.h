// What is known of the population of England and of general practice, as the generator uses it:
// ages, ethnic groups, register totals and their age shapes, medicines, use of services.
//
// Every figure names its source in population_facts.cpp; [GK] marks general knowledge that nobody
// has checked for this project. The figures that a generated network is tested against stand in
// expected_statistics.csv. Constant tables, safe to share.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace openpcn::synthetic {

inline constexpr std::size_t age_band_count = 19;
struct AgeBand {
    std::string_view name;
    int age_min;
    int age_max;  // the last band ends at the oldest age that is generated
    double persons;
    double male_share;
    // Registered lists hold more people than live there, most of all at 20 to 44.
    double list_inflation;
};
std::span<const AgeBand, age_band_count> age_bands();
std::size_t age_band_of(int age);

// Conditions with a national register come first, in the order of the prevalence model; the rest
// give the generated people the troubles that rules ask about.
enum class Condition : std::uint8_t {
    hypertension,
    diabetes,
    coronary_heart_disease,
    stroke_or_tia,
    atrial_fibrillation,
    heart_failure,
    peripheral_arterial_disease,
    chronic_kidney_disease,
    copd,
    asthma,
    depression,
    severe_mental_illness,
    dementia,
    epilepsy,
    learning_disability,
    cancer,
    rheumatoid_arthritis,
    osteoporosis,
    non_diabetic_hyperglycaemia,
    obesity,
    palliative_care,
    anxiety,
    hypothyroidism,
    osteoarthritis,
    gout,
    reflux,
    peptic_ulcer,
    autism,
    chronic_pain,
    insomnia,
    overactive_bladder,
    prostate_enlargement,
    familial_hypercholesterolaemia,
    count,
};
inline constexpr std::size_t register_count = 21;
inline constexpr std::size_t condition_count = static_cast<std::size_t>(Condition::count);

class ConditionSet {
public:
    bool has(Condition condition) const { return bits_ >> static_cast<int>(condition) & 1; }
    void add(Condition condition) { bits_ |= std::uint64_t{1} << static_cast<int>(condition); }
    bool any(std::span<const Condition> conditions) const {
        for (const Condition condition : conditions)
            if (has(condition)) return true;
        return false;
    }

private:
    std::uint64_t bits_ = 0;
};

struct Prevalence {
    std::string_view name;
    double total_percent;  // of the people of at least `age_min`; 0: no register, use `by_band`
    int age_min;
    double male_to_female;
    std::array<double, 5> by_deprivation;  // quintile 1, most deprived, first
    std::array<double, age_band_count> by_band_percent;
};
const Prevalence& prevalence(Condition condition);

inline constexpr std::size_t ethnic_group_count = 19;
struct EthnicGroup {
    std::string_view name;
    double share_percent;
    bool white;
    double diabetes_multiplier;
    std::string_view code;  // SNOMED CT, census category of 2011
    std::string_view term;
};
std::span<const EthnicGroup, ethnic_group_count> ethnic_groups();
double non_white_share(int age);

// Registered lists by deprivation quintile, most deprived first.
std::span<const double, 5> deprivation_shares();

struct MedicineShares {
    int age_min;
    int age_max;
    double five_or_more_percent;
    double ten_or_more_percent;
    double mean;
};
std::span<const MedicineShares> medicine_shares();

// Appointments offered per person and year by age, GP and nurse, before scaling to the total.
double contacts_per_year(int age);
inline constexpr double appointments_per_thousand_per_week = 100;
inline constexpr double did_not_attend_share = 0.0534;

// Fit, mild, moderate, severe: percentages by age.
std::array<double, 4> frailty_percent(int age);
double care_home_percent(int age);

}  // namespace openpcn::synthetic
