// Frailty, where people live, carers, reviews of medicines, care plans.
#include <algorithm>

#include "population/synthetic/person_history.h"

namespace openpcn::synthetic {

namespace {

using C = Condition;

void tell_frailty(const Telling& telling, Draws& draws) {
    const PlannedPerson& person = telling.person;
    if (person.frailty == Frailty::fit || person.age < 60) return;
    // Practices code the worse grades; mild frailty often stays unrecorded.
    const double coded = person.frailty == Frailty::severe     ? 0.8
                         : person.frailty == Frailty::moderate ? 0.62
                                                               : 0.3;
    if (!draws.chance(coded)) return;
    const Date date =
        telling.ago(draws.chance(0.8) ? draws.between(3, 700) : draws.between(760, 1500));
    telling.code(person.frailty == Frailty::severe     ? codes::severe_frailty
                 : person.frailty == Frailty::moderate ? codes::moderate_frailty
                                                       : codes::mild_frailty,
                 date);
}

void tell_falls(const Telling& telling, Draws& draws) {
    const PlannedPerson& person = telling.person;
    if (person.age < 60) return;
    const double yearly = person.age < 75 ? 0.03 : person.age < 85 ? 0.08 : 0.16;
    const int falls = draws.poisson(3 * yearly * (1 + static_cast<int>(person.frailty)) / 2);
    for (int i = 0; i < falls; ++i) telling.code(codes::fall, telling.ago(draws.between(3, 1090)));
}

void tell_home(const Telling& telling, Draws& draws) {
    const PlannedPerson& person = telling.person;
    if (person.residence == Residence::care_home)
        telling.code(
            draws.chance(0.5) ? codes::lives_in_nursing_home : codes::lives_in_residential_home,
            telling.ago(draws.between(20, 1300)));
    if (person.residence == Residence::housebound)
        telling.code(codes::housebound, telling.ago(draws.between(10, 1200)));
    const double alone = person.age < 65 ? 0.01 : person.age < 75 ? 0.12 : 0.25;
    if (person.residence != Residence::care_home && person.age >= 18 && draws.chance(alone))
        telling.code(codes::lives_alone, telling.ago(draws.between(10, 2000)));
    if (person.age >= 18 && draws.chance(0.025))
        telling.code(codes::carer, telling.ago(draws.between(10, 2500)));
    if (person.residence != Residence::home && draws.chance(0.35))
        telling.code(codes::has_carer, telling.ago(draws.between(10, 1500)));
    if (person.age >= 18 && person.age < 65 &&
        draws.chance(person.deprivation_quintile == 1 ? 0.005 : 0.001))
        telling.code(codes::homeless, telling.ago(draws.between(5, 600)));
}

// The structured review of the network contract, and the ordinary yearly look at the list.
void tell_reviews(const Telling& telling, Draws& draws) {
    const PlannedPerson& person = telling.person;
    const bool first_in_line = person.medicine_count >= 10 || person.frailty == Frailty::severe ||
                               person.residence == Residence::care_home;
    const double structured = first_in_line ? 0.42 : person.medicine_count >= 5 ? 0.09 : 0.006;
    const Date earliest = *Date::from_ymd(2020, 10, 1);
    if (person.age >= 18 && draws.chance(structured)) {
        const int days = draws.chance(0.68) ? draws.between(3, 360) : draws.between(370, 1100);
        if (telling.ago(days) >= earliest)
            telling.code(codes::structured_medication_review, telling.ago(days));
    }
    if (person.medicine_count > 0 && draws.chance(0.7)) {
        telling.code(
            draws.chance(0.25) ? codes::pharmacist_medication_review : codes::medication_review,
            telling.ago(draws.between(3, 500)));
        if (draws.chance(0.5))
            telling.code(codes::medication_review, telling.ago(draws.between(501, 1000)));
    }
    if (person.has(C::copd) && draws.chance(0.75))
        telling.code(codes::copd_review, telling.ago(draws.between(3, 400)));
    if (person.has(C::learning_disability) && person.age >= 14 && draws.chance(0.57))
        telling.code(codes::learning_disability_check, telling.ago(draws.between(3, 364)));
    if (person.has(C::atrial_fibrillation) && draws.chance(0.6))
        telling.code(codes::electrocardiogram, telling.ago(draws.between(3, 2000)));
}

void tell_plans(const Telling& telling, Draws& draws) {
    const PlannedPerson& person = telling.person;
    if (person.residence == Residence::care_home && draws.chance(0.6))
        telling.code(codes::anticipatory_care_plan, telling.ago(draws.between(3, 700)));
    else if (person.frailty >= Frailty::moderate && draws.chance(0.15))
        telling.code(codes::care_plan_agreed, telling.ago(draws.between(3, 700)));
    if (person.age >= 18 && draws.chance(0.008))
        telling.code(codes::social_prescribing_referral, telling.ago(draws.between(3, 364)));
}

}  // namespace

void tell_care(const Telling& telling) {
    Draws draws = telling.draws(Stream::care);
    tell_frailty(telling, draws);
    tell_falls(telling, draws);
    tell_home(telling, draws);
    tell_reviews(telling, draws);
    tell_plans(telling, draws);
}

}  // namespace openpcn::synthetic
