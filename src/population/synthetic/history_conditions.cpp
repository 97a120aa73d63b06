// Diagnoses with their days, resolved ones, and everyday complaints.
#include <algorithm>
#include <array>
#include <cmath>

#include "population/synthetic/person_history.h"

namespace openpcn::synthetic {

namespace {

using C = Condition;

Date day(int year, int month, int day_of_month) {
    return *Date::from_ymd(year, month, day_of_month);
}

// The age shape of a condition is also how it begins: somebody who has it at 70 got it at 50 with
// the share of those who have it at 70 that already have it at 50.
Date onset(const Telling& telling, Condition condition, Draws& draws) {
    const PlannedPerson& person = telling.person;
    const auto& shape = prevalence(condition).by_band_percent;
    const std::size_t own_band = age_band_of(person.age);
    const double wanted = draws.uniform() * shape[own_band];
    std::size_t band = 0;
    while (band < own_band && shape[band] < wanted) ++band;
    const double below = band == 0 ? 0 : shape[band - 1];
    const double rise = shape[band] - below;
    const double within =
        rise > 0 ? std::clamp((wanted - below) / rise, 0.0, 1.0) : draws.uniform();
    double age = 5.0 * (static_cast<double>(band) + within);
    age = std::max(age, static_cast<double>(prevalence(condition).age_min));
    const Date date =
        person.birth.plus_days(static_cast<int>(age * 365.25) + draws.between(0, 180));
    if (date < person.until) return date;
    const int lived = person.until.days() - person.birth.days();
    return telling.ago(draws.between(1, std::max(1, std::min(700, lived - 1))));
}

// A register that counts from a day on needs a diagnosis after it.
Date not_before(Date date, Date earliest, const Telling& telling, Draws& draws) {
    if (date >= earliest) return date;
    const int room = std::max(1, telling.person.until.days() - earliest.days());
    return earliest.plus_days(draws.between(0, room));
}

using Choices = std::initializer_list<std::pair<const ClinicalCode*, double>>;

const ClinicalCode& one_of(Choices choices, Draws& draws) {
    double total = 0;
    for (const auto& choice : choices) total += choice.second;
    double remaining = draws.uniform() * total;
    for (const auto& [code, weight] : choices) {
        remaining -= weight;
        if (remaining <= 0) return *code;
    }
    return *(choices.end() - 1)->first;
}

void tell_circulation(const Telling& telling, Draws& draws) {
    const PlannedPerson& person = telling.person;
    const auto at = [&](Condition condition) { return onset(telling, condition, draws); };
    if (person.has(C::hypertension))
        telling.code(codes::essential_hypertension, at(C::hypertension));
    if (person.has(C::coronary_heart_disease)) {
        const Date date = at(C::coronary_heart_disease);
        telling.code(one_of({{&codes::ischaemic_heart_disease, 5},
                             {&codes::angina, 3},
                             {&codes::myocardial_infarction, 4}},
                            draws),
                     date);
        if (draws.chance(0.25)) telling.code(codes::coronary_intervention, date.plus_days(20));
        if (draws.chance(0.1)) telling.code(codes::bypass_graft, date.plus_days(200));
    }
    if (person.has(C::stroke_or_tia))
        telling.code(one_of({{&codes::cerebral_infarction, 4},
                             {&codes::stroke, 3},
                             {&codes::transient_ischaemic_attack, 4}},
                            draws),
                     at(C::stroke_or_tia));
    if (person.has(C::atrial_fibrillation))
        telling.code(
            one_of({{&codes::atrial_fibrillation, 7}, {&codes::paroxysmal_atrial_fibrillation, 3}},
                   draws),
            at(C::atrial_fibrillation));
    if (person.has(C::heart_failure)) {
        const Date date = at(C::heart_failure);
        telling.code(
            one_of({{&codes::heart_failure, 6}, {&codes::congestive_heart_failure, 3}}, draws),
            date);
        if (draws.chance(0.45)) telling.code(codes::left_ventricular_systolic_dysfunction, date);
    }
    if (person.has(C::peripheral_arterial_disease))
        telling.code(one_of({{&codes::peripheral_arterial_disease, 6},
                             {&codes::intermittent_claudication, 4}},
                            draws),
                     at(C::peripheral_arterial_disease));
    if (person.has(C::familial_hypercholesterolaemia))
        telling.code(codes::familial_hypercholesterolaemia, at(C::familial_hypercholesterolaemia));
}

void tell_metabolism(const Telling& telling, Draws& draws) {
    const PlannedPerson& person = telling.person;
    const auto at = [&](Condition condition) { return onset(telling, condition, draws); };
    if (person.has(C::diabetes))
        telling.code(is_type_1(person) ? codes::type_1_diabetes : codes::type_2_diabetes,
                     at(C::diabetes));
    if (person.has(C::non_diabetic_hyperglycaemia))
        telling.code(codes::non_diabetic_hyperglycaemia, at(C::non_diabetic_hyperglycaemia));
    if (person.has(C::chronic_kidney_disease)) {
        const Date date = at(C::chronic_kidney_disease);
        switch (kidney_stage(person)) {
            case KidneyStage::three_a:
                telling.code(codes::ckd_3a, date);
                break;
            case KidneyStage::three_b:
                telling.code(codes::ckd_3b, date);
                break;
            case KidneyStage::four:
                telling.code(codes::ckd_4, date);
                break;
            default:
                telling.code(codes::ckd_5, date);
        }
    }
    if (person.has(C::hypothyroidism)) telling.code(codes::hypothyroidism, at(C::hypothyroidism));
    if (person.has(C::gout)) telling.code(codes::gout, at(C::gout));
    if (!person.male() && person.age >= 25 && person.age < 60 && draws.chance(0.012))
        telling.code(
            codes::gestational_diabetes,
            person.birth.plus_days(365 * draws.between(22, std::min<int>(person.age, 40))));
}

void tell_mind(const Telling& telling, Draws& draws) {
    const PlannedPerson& person = telling.person;
    const auto at = [&](Condition condition) { return onset(telling, condition, draws); };
    if (person.has(C::depression)) {
        // The register counts episodes from April 2006 on.
        const Date date = not_before(at(C::depression), day(2006, 4, 2), telling, draws);
        telling.code(
            one_of({{&codes::depressive_disorder, 8}, {&codes::recurrent_depression, 2}}, draws),
            date);
    }
    if (person.has(C::anxiety)) telling.code(codes::anxiety_disorder, at(C::anxiety));
    if (person.has(C::severe_mental_illness))
        telling.code(one_of({{&codes::schizophrenia, 4},
                             {&codes::bipolar_disorder, 4},
                             {&codes::psychotic_disorder, 3}},
                            draws),
                     at(C::severe_mental_illness));
    if (person.has(C::dementia))
        telling.code(one_of({{&codes::alzheimers_disease, 5},
                             {&codes::vascular_dementia, 3},
                             {&codes::dementia, 3}},
                            draws),
                     at(C::dementia));
    if (person.has(C::epilepsy)) telling.code(codes::epilepsy, at(C::epilepsy));
    if (person.has(C::learning_disability))
        telling.code(one_of({{&codes::mild_learning_disability, 6},
                             {&codes::moderate_learning_disability, 3},
                             {&codes::severe_learning_disability, 1.5}},
                            draws),
                     person.birth.plus_days(draws.between(0, 365 * std::min<int>(person.age, 12))));
    if (person.has(C::autism)) telling.code(codes::autism, at(C::autism));
    if (person.has(C::insomnia)) telling.code(codes::insomnia, at(C::insomnia));
}

void tell_body(const Telling& telling, Draws& draws) {
    const PlannedPerson& person = telling.person;
    const auto at = [&](Condition condition) { return onset(telling, condition, draws); };
    if (person.has(C::copd)) telling.code(codes::copd, at(C::copd));
    if (person.has(C::asthma)) telling.code(codes::asthma, at(C::asthma));
    if (person.has(C::cancer)) {
        // The register counts diagnoses from April 2003 on.
        const Date date = not_before(at(C::cancer), day(2003, 4, 2), telling, draws);
        telling.code(one_of({{person.male() ? &codes::prostate_cancer : &codes::breast_cancer, 4},
                             {&codes::colon_cancer, 1.5},
                             {&codes::lung_cancer, 1},
                             {&codes::lymphoma, 1},
                             {&codes::melanoma, 1},
                             {&codes::cancer, 1.5}},
                            draws),
                     date);
    }
    if (person.has(C::rheumatoid_arthritis))
        telling.code(codes::rheumatoid_arthritis, at(C::rheumatoid_arthritis));
    if (person.has(C::osteoporosis)) {
        const Date date = not_before(at(C::osteoporosis), day(2014, 5, 1), telling, draws);
        telling.code(codes::fragility_fracture, date);
        telling.code(codes::osteoporosis, std::min(date.plus_days(30), person.until));
    }
    if (person.has(C::palliative_care)) {
        const Date date = telling.ago(draws.between(10, 900));
        telling.code(codes::palliative_care, date);
        if (draws.chance(0.6)) telling.code(codes::end_of_life_register, date);
        if (draws.chance(0.12)) telling.code(codes::prognosis_weeks, telling.ago(5));
    }
    if (person.has(C::osteoarthritis)) telling.code(codes::osteoarthritis, at(C::osteoarthritis));
    if (person.has(C::reflux)) telling.code(codes::reflux, at(C::reflux));
    if (person.has(C::peptic_ulcer)) telling.code(codes::peptic_ulcer, at(C::peptic_ulcer));
    if (person.has(C::chronic_pain)) telling.code(codes::chronic_pain, at(C::chronic_pain));
    if (person.has(C::overactive_bladder))
        telling.code(codes::urge_incontinence, at(C::overactive_bladder));
    if (person.has(C::prostate_enlargement))
        telling.code(codes::prostate_enlargement, at(C::prostate_enlargement));
    if (person.age >= 30 && draws.chance(0.0002 * person.age))
        telling.code(codes::venous_thrombosis, telling.ago(draws.between(30, 3000)));
}

// Diagnoses that a later code took back: the person is not on the register.
void tell_resolved(const Telling& telling, Draws& draws) {
    struct Recovery {
        Condition condition;
        const ClinicalCode& diagnosis;
        const ClinicalCode& resolved;
        double chance;
        int age_min;
    };
    const Recovery recoveries[] = {
        {C::hypertension, codes::essential_hypertension, codes::hypertension_resolved, 0.012, 40},
        {C::asthma, codes::asthma, codes::asthma_resolved, 0.05, 10},
        {C::depression, codes::depressive_disorder, codes::depression_resolved, 0.07, 20},
        {C::diabetes, codes::type_2_diabetes, codes::diabetes_resolved, 0.004, 40},
        {C::atrial_fibrillation, codes::atrial_fibrillation, codes::atrial_fibrillation_resolved,
         0.004, 50},
        {C::epilepsy, codes::epilepsy, codes::epilepsy_resolved, 0.006, 18},
        {C::chronic_kidney_disease, codes::ckd_3a, codes::ckd_2, 0.01, 55},
    };
    for (const Recovery& recovery : recoveries) {
        const bool recovered = draws.chance(recovery.chance);
        const int begun = draws.between(900, 3600), over = draws.between(20, 800);
        if (!recovered || telling.person.has(recovery.condition)) continue;
        if (telling.person.age < recovery.age_min) continue;
        telling.code(recovery.diagnosis, telling.ago(begun));
        telling.code(recovery.resolved, telling.ago(over));
    }
}

void tell_complaints(const Telling& telling, Draws& draws) {
    const ClinicalCode* const complaints[] = {
        &codes::cough,   &codes::back_pain, &codes::abdominal_pain,  &codes::dyspnoea,
        &codes::fatigue, &codes::rash,      &codes::chest_infection, &codes::urinary_infection};
    constexpr std::array<double, 8> weights = {4, 3, 2.5, 1, 2, 2.5, 2.5, 2};
    const int count = draws.poisson(0.9 * contact_weight(telling.person));
    for (int i = 0; i < count; ++i)
        telling.code(*complaints[draws.choose(weights)], telling.ago(draws.between(0, 2200)));
    if (draws.chance(0.05))
        telling.code(codes::penicillin_allergy, telling.ago(draws.between(0, 7000)));
}

}  // namespace

bool is_type_1(const PlannedPerson& person) {
    Draws draws(0, person.nhs_number, Stream::conditions);
    return draws.chance(person.age < 30 ? 0.7 : person.age < 45 ? 0.22 : 0.045);
}

KidneyStage kidney_stage(const PlannedPerson& person) {
    if (!person.has(C::chronic_kidney_disease)) return KidneyStage::none;
    Draws draws(1, person.nhs_number, Stream::conditions);
    const double u = draws.uniform();
    if (u < 0.66) return KidneyStage::three_a;
    if (u < 0.89) return KidneyStage::three_b;
    return u < 0.975 ? KidneyStage::four : KidneyStage::five;
}

void tell_conditions(const Telling& telling) {
    Draws draws = telling.draws(Stream::conditions);
    tell_circulation(telling, draws);
    tell_metabolism(telling, draws);
    tell_mind(telling, draws);
    tell_body(telling, draws);
    tell_resolved(telling, draws);
    tell_complaints(telling, draws);
}

}  // namespace openpcn::synthetic
