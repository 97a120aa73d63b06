// What is measured in the surgery: blood pressure, pulse, weight, smoking, alcohol.
//
// Means and deviations: clinical reference, section 6.7 [GK]. A reading is the person's own level
// plus a deviation of 9 mmHg from day to day.
#include <algorithm>
#include <array>
#include <cmath>

#include "population/synthetic/person_history.h"

namespace openpcn::synthetic {

namespace {

using C = Condition;

struct Norm {
    double mean, deviation;
};
struct BodyNorms {
    int age_max;
    Norm systolic[2];  // men, women
    Norm diastolic[2];
    Norm body_mass_index[2];
};
constexpr BodyNorms norms[] = {
    {24, {{122, 11}, {111, 10}}, {{66, 9}, {66, 8}}, {{24.2, 4.5}, {24.3, 5.2}}},
    {34, {{123, 12}, {112, 11}}, {{71, 9}, {69, 9}}, {{26.7, 4.8}, {26.6, 5.8}}},
    {44, {{124, 13}, {114, 13}}, {{75, 10}, {71, 10}}, {{27.9, 4.8}, {27.6, 6.1}}},
    {54, {{127, 14}, {120, 15}}, {{77, 10}, {74, 10}}, {{28.6, 4.9}, {28.3, 6.1}}},
    {64, {{131, 15}, {126, 16}}, {{76, 10}, {74, 10}}, {{28.7, 4.9}, {28.5, 5.9}}},
    {74, {{133, 16}, {131, 17}}, {{73, 10}, {72, 10}}, {{28.6, 4.6}, {28.4, 5.6}}},
    {200, {{134, 18}, {136, 19}}, {{69, 11}, {70, 11}}, {{27.5, 4.3}, {27.4, 5.2}}},
};
const BodyNorms& norms_at(int age) {
    return *std::find_if(std::begin(norms), std::end(norms),
                         [&](const BodyNorms& row) { return age <= row.age_max; });
}

constexpr double day_to_day = 9;
constexpr int history_days = 2920;

constexpr C watched[] = {C::hypertension,           C::diabetes,
                         C::coronary_heart_disease, C::stroke_or_tia,
                         C::atrial_fibrillation,    C::heart_failure,
                         C::chronic_kidney_disease, C::peripheral_arterial_disease,
                         C::severe_mental_illness};

std::int32_t whole(double value) { return 10 * static_cast<std::int32_t>(std::lround(value)); }
std::int32_t tenths(double value) { return static_cast<std::int32_t>(std::lround(value * 10)); }

class PressureTelling {
public:
    PressureTelling(const Telling& telling, Draws& draws)
        : telling_(telling), person_(telling.person), draws_(draws) {
        const BodyNorms& row = norms_at(person_.age);
        const std::size_t sex = person_.male() ? 0 : 1;
        const Norm systolic = row.systolic[sex], diastolic = row.diastolic[sex];
        const double own =
            std::sqrt(systolic.deviation * systolic.deviation - day_to_day * day_to_day);
        // Without the people who have the diagnosis the mean lies lower.
        const double undiagnosed = person_.age >= 45 ? -5 : -1;
        level_ = draws_.normal(systolic.mean + undiagnosed + (person_.deprivation_quintile == 1),
                               std::max(own, 5.0));
        low_level_ = draws_.normal(diastolic.mean, diastolic.deviation * 0.7) +
                     0.25 * (level_ - systolic.mean);
        if (!person_.has(C::hypertension)) return;
        const double slope[] = {-0.05, -0.02, 0, 0.02, 0.04};
        const double at_target =
            (person_.age >= 80 ? 0.83 : 0.70) + 0.03 + slope[person_.deprivation_quintile - 1u];
        goal_ = person_.age >= 80 ? 150 : 140;
        controlled_ = draws_.chance(at_target);
        level_ =
            controlled_ ? draws_.normal(goal_ - 9, 5) : goal_ + 4 + std::abs(draws_.normal(0, 12));
        low_level_ = std::min(draws_.normal(person_.age >= 75 ? 72 : 80, 7), 88.0);
    }

    void reading(Date date, bool latest) {
        double systolic = level_ + draws_.normal(0, latest && goal_ > 0 ? 4 : day_to_day);
        double diastolic = low_level_ + draws_.normal(0, 5);
        if (latest && goal_ > 0) {
            systolic = controlled_ ? std::min<double>(systolic, goal_)
                                   : std::max<double>(systolic, goal_ + 1);
            if (controlled_) diastolic = std::min(diastolic, 90.0);
        }
        systolic = std::clamp(systolic, 85.0, 235.0);
        diastolic = std::clamp(diastolic, 45.0, std::min(130.0, systolic - 15));
        telling_.code(codes::systolic, date, whole(systolic));
        telling_.code(codes::diastolic, date, whole(diastolic));
        if (draws_.chance(person_.age >= 65 ? 0.5 : 0.12)) pulse(date);
        last_systolic_ = systolic;
    }

    // The average of a week at home after a raised reading in the surgery: lower, mostly.
    void home(Date date) {
        const double systolic = std::clamp(level_ - 6 + draws_.normal(0, 7), 95.0, 205.0);
        telling_.code(codes::home_systolic, date, whole(systolic));
        telling_.code(codes::home_diastolic, date,
                      whole(std::clamp(low_level_ - 3, 48.0, systolic - 15)));
    }

    double last_systolic() const { return last_systolic_; }

private:
    void pulse(Date date) {
        const bool irregular =
            person_.has(C::atrial_fibrillation) ? draws_.chance(0.75) : draws_.chance(0.006);
        if (person_.age >= 40)
            telling_.code(irregular ? codes::pulse_irregular : codes::pulse_regular, date);
        telling_.code(codes::pulse_rate, date,
                      whole(std::clamp(draws_.normal(74, 11), 45.0, 130.0)));
    }

    const Telling& telling_;
    const PlannedPerson& person_;
    Draws& draws_;
    double level_ = 0, low_level_ = 0, last_systolic_ = 0;
    int goal_ = 0;  // of treatment; 0 without hypertension
    bool controlled_ = false;
};

void tell_pressure(const Telling& telling, Draws& draws) {
    const PlannedPerson& person = telling.person;
    if (person.age < 16) return;
    PressureTelling pressure(telling, draws);
    const bool is_watched = person.conditions.any(watched);
    const double ever = is_watched ? 0.99 : person.age >= 45 ? 0.88 : person.male() ? 0.35 : 0.6;
    if (!draws.chance(ever)) return;
    // The latest: most people with a condition were seen within the year, one in nine was not.
    int days = is_watched ? (draws.chance(0.89) ? draws.between(1, 350) : draws.between(366, 900))
                          : draws.between(1, 1700);
    const int first = days;
    std::vector<int> days_before = {days};
    for (int i = 0; i < 14 && days < history_days; ++i) {
        days += is_watched ? draws.between(110, 380) : draws.between(350, 1500);
        if (days < history_days) days_before.push_back(days);
    }
    for (auto it = days_before.rbegin(); it != days_before.rend(); ++it)
        pressure.reading(telling.ago(*it), it + 1 == days_before.rend());
    const bool raised = pressure.last_systolic() >= 140;
    const double measures_at_home = person.has(C::hypertension) ? 0.12 : raised ? 0.5 : 0.01;
    if (draws.chance(measures_at_home))
        pressure.home(telling.ago(std::max(0, first - draws.between(5, 60))));
    if (person.has(C::hypertension)) {
        if (draws.chance(0.03)) telling.code(codes::maximal_antihypertensives, telling.ago(first));
        if (draws.chance(0.12))
            telling.code(codes::hypertension_invitation, telling.ago(draws.between(5, 300)));
        if (draws.chance(0.012))
            telling.code(codes::hypertension_care_declined, telling.ago(draws.between(5, 340)));
        if (draws.chance(0.006))
            telling.code(codes::blood_pressure_declined, telling.ago(draws.between(5, 340)));
    }
}

void tell_weight(const Telling& telling, Draws& draws) {
    const PlannedPerson& person = telling.person;
    if (person.age < 16) return;
    const Norm norm = norms_at(person.age).body_mass_index[person.male() ? 0 : 1];
    const bool on_register = person.has(C::obesity);
    const double deviation = draws.normal();
    double index =
        std::max(norm.mean + norm.deviation * deviation + 0.12 * deviation * deviation, 16.5);
    if (on_register) index = 30.2 + std::abs(draws.normal(0, 4.6));
    const double height = draws.normal(person.male() ? 175.5 : 162, 6.8);
    const bool is_watched = person.conditions.any(watched);
    const bool recorded = draws.chance(is_watched ? 0.95 : person.age >= 40 ? 0.75 : 0.6);
    if (!on_register && !recorded) return;
    // The obesity register asks for a body mass index of the last year; most people who would be
    // on it have none. 27.5 is the limit for Asian and Black people in later rules.
    // People with atrial fibrillation are weighed for the dose of their anticoagulant.
    if (person.has(C::atrial_fibrillation) && draws.chance(0.78))
        telling.code(codes::body_weight, telling.ago(draws.between(3, 172)),
                     tenths(index * height * height / 10'000));
    int days = draws.between(3, 350);
    if (!on_register && (index >= 27.4 || draws.chance(is_watched ? 0.3 : 0.75)))
        days = draws.between(372, 1800);
    for (int i = 0; i < 6 && days < history_days; ++i) {
        const double then = i == 0 ? index : std::max(index + draws.normal(0, 0.8), 15.5);
        telling.code(codes::body_mass_index, telling.ago(days), tenths(then));
        telling.code(codes::body_weight, telling.ago(days),
                     tenths(then * height * height / 10'000));
        if (i == 0) telling.code(codes::body_height, telling.ago(days), whole(height));
        days += is_watched ? draws.between(250, 500) : draws.between(600, 2500);
    }
}

void tell_habits(const Telling& telling, Draws& draws) {
    const PlannedPerson& person = telling.person;
    if (person.age < 16 || !draws.chance(0.91)) return;
    const bool is_watched =
        person.conditions.any(watched) || person.has(C::copd) || person.has(C::asthma);
    const ClinicalCode& status = person.smoking == Smoking::never    ? codes::never_smoked
                                 : person.smoking == Smoking::former ? codes::ex_smoker
                                 : draws.chance(0.3)                 ? codes::light_smoker
                                                                     : codes::cigarette_smoker;
    int days = draws.between(3, is_watched ? 420 : 1700);
    for (int i = 0; i < 6 && days < history_days; ++i) {
        telling.code(status, telling.ago(days));
        if (i == 0 && draws.chance(0.65)) {
            const double mean = person.male() ? 11 : 6.5;
            const double units = draws.chance(0.22) ? 0 : -mean * std::log(draws.uniform());
            telling.code(codes::alcohol_units, telling.ago(days), whole(std::min(units, 120.0)));
        }
        days += is_watched ? draws.between(330, 420) : draws.between(700, 1800);
    }
}

}  // namespace

void tell_measurements(const Telling& telling) {
    Draws draws = telling.draws(Stream::measurements);
    tell_pressure(telling, draws);
    tell_weight(telling, draws);
    tell_habits(telling, draws);
}

}  // namespace openpcn::synthetic
