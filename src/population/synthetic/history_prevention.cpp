// Vaccinations and screening.
//
// Uptake: clinical reference, section 6.8 [GK where it says so], with its deprivation slope.
#include <algorithm>

#include "population/synthetic/person_history.h"

namespace openpcn::synthetic {

namespace {

using C = Condition;

constexpr C at_risk_of_flu[] = {
    C::diabetes, C::coronary_heart_disease, C::heart_failure, C::chronic_kidney_disease,
    C::copd,     C::stroke_or_tia,          C::asthma,        C::learning_disability};

double slope(const PlannedPerson& person) {
    constexpr double by_quintile[] = {-0.05, -0.02, 0, 0.02, 0.04};
    return by_quintile[person.deprivation_quintile - 1u];
}

void tell_influenza(const Telling& telling, Draws& draws) {
    const PlannedPerson& person = telling.person;
    const int until_year = person.until.year();
    for (int year = until_year - 4; year <= until_year; ++year) {
        const int age = year - person.birth.year();
        double uptake = 0;
        if (age >= 65)
            uptake = 0.724;
        else if (person.conditions.any(at_risk_of_flu))
            uptake = 0.449;
        else if (age >= 2 && age <= 3)
            uptake = 0.438;
        const Date start = *Date::from_ymd(year, 9, 10);
        const Date date = start.plus_days(draws.between(0, 95));
        if (draws.chance(std::max(0.0, uptake + (uptake > 0 ? slope(person) : 0))))
            telling.code(codes::influenza_vaccination, date);
    }
}

void tell_other_vaccines(const Telling& telling, Draws& draws) {
    const PlannedPerson& person = telling.person;
    if (person.age >= 66 && draws.chance(0.69 + slope(person)))
        telling.code(codes::pneumococcal_vaccination,
                     person.birth.plus_days(365 * 65 + draws.between(30, 400)));
    if (person.age >= 71 && draws.chance(0.72 + slope(person)))
        telling.code(codes::shingles_vaccination,
                     person.birth.plus_days(365 * 70 + draws.between(30, 330)));
    const double covid = person.age >= 75 ? 0.75 : person.age >= 65 ? 0.6 : 0.0;
    if (covid > 0 && draws.chance(covid + slope(person)))
        telling.code(codes::covid_vaccination, telling.ago(draws.between(5, 330)));
}

void tell_screening(const Telling& telling, Draws& draws) {
    const PlannedPerson& person = telling.person;
    if (person.age >= 61 && person.age <= 74 && draws.chance(0.638 + slope(person)))
        telling.code(
            draws.chance(0.02) ? codes::bowel_screening_abnormal : codes::bowel_screening_normal,
            telling.ago(draws.between(5, 800)));
    if (person.male()) return;
    if (person.age >= 51 && person.age <= 71 && draws.chance(0.72 + slope(person)))
        telling.code(codes::mammography, telling.ago(draws.between(5, 1090)));
    const double smear = person.age >= 50 ? 0.761 : 0.702;
    if (person.age >= 25 && person.age <= 64 && draws.chance(smear + slope(person)))
        telling.code(codes::smear_negative,
                     telling.ago(draws.between(5, person.age >= 50 ? 1950 : 1200)));
}

}  // namespace

void tell_prevention(const Telling& telling) {
    Draws draws = telling.draws(Stream::prevention);
    tell_influenza(telling, draws);
    tell_other_vaccines(telling, draws);
    tell_screening(telling, draws);
}

}  // namespace openpcn::synthetic
