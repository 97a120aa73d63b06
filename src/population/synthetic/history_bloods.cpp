// Laboratory results: at the yearly review of people with a condition, now and then for others,
// and more often for those on medicines that need it, with the gaps that practice has.
//
// Means and deviations: clinical reference, section 6.7 [GK].
#include <algorithm>
#include <cmath>

#include "population/synthetic/medicine_choice.h"
#include "population/synthetic/person_history.h"

namespace openpcn::synthetic {

namespace {

using C = Condition;

constexpr C reviewed[] = {C::hypertension,
                          C::diabetes,
                          C::coronary_heart_disease,
                          C::stroke_or_tia,
                          C::atrial_fibrillation,
                          C::heart_failure,
                          C::peripheral_arterial_disease,
                          C::chronic_kidney_disease,
                          C::severe_mental_illness,
                          C::rheumatoid_arthritis,
                          C::non_diabetic_hyperglycaemia,
                          C::hypothyroidism};

std::int32_t whole(double value) { return 10 * static_cast<std::int32_t>(std::lround(value)); }
std::int32_t tenths(double value) { return static_cast<std::int32_t>(std::lround(value * 10)); }

bool takes(const std::vector<Product>& medicines, std::initializer_list<Product> any_of) {
    return std::any_of(medicines.begin(), medicines.end(), [&](Product taken) {
        return std::find(any_of.begin(), any_of.end(), taken) != any_of.end();
    });
}

class BloodTelling {
public:
    BloodTelling(const Telling& telling, Draws& draws, const std::vector<Product>& medicines)
        : telling_(telling), person_(telling.person), draws_(draws) {
        const int age = person_.age;
        hba1c_ = sugar_level();
        filtration_ =
            std::clamp(draws_.normal(age > 30 ? 105 - 0.9 * (age - 30) : 105, 13), 69.0, 120.0);
        if (age >= 65 && draws_.chance(0.02)) filtration_ = draws_.uniform() * 12 + 47;  // uncoded
        switch (kidney_stage(person_)) {
            case KidneyStage::none:
                break;
            case KidneyStage::three_a:
                filtration_ = draws_.normal(52, 4);
                break;
            case KidneyStage::three_b:
                filtration_ = draws_.normal(38, 4);
                break;
            case KidneyStage::four:
                filtration_ = draws_.normal(24, 4);
                break;
            case KidneyStage::five:
                filtration_ = draws_.normal(11, 2);
                break;
        }
        filtration_ = std::clamp(filtration_, 6.0, 120.0);
        on_statin_ = takes(medicines, {Product::atorvastatin_20mg, Product::atorvastatin_40mg,
                                       Product::atorvastatin_80mg, Product::simvastatin_40mg});
        cholesterol_ = cholesterol_level();
        hdl_ = std::max(0.6, person_.male() ? draws_.normal(1.33, 0.33) : draws_.normal(1.64, 0.4));
        haemoglobin_ = (person_.male() ? draws_.normal(148, 11) : draws_.normal(134, 11)) -
                       (age >= 80 ? 8 : 0);
        platelets_ = std::max(95.0, draws_.normal(255, 55));
    }

    void sugar(Date date) {
        telling_.code(codes::hba1c, date, whole(std::max(22.0, hba1c_ + draws_.normal(0, 1.3))));
    }
    void lipids(Date date) {
        const double total = std::clamp(cholesterol_ + draws_.normal(0, 0.25), hdl_ + 0.9, 11.5);
        telling_.code(codes::total_cholesterol, date, tenths(total));
        telling_.code(codes::hdl_cholesterol, date, tenths(hdl_));
        const std::int32_t without_hdl = tenths(total) - tenths(hdl_);
        telling_.code(codes::non_hdl_cholesterol, date, without_hdl);
        if (draws_.chance(0.6))
            telling_.code(codes::ldl_cholesterol, date,
                          std::max(4, without_hdl - draws_.between(4, 9)));
    }
    void kidneys(Date date) {
        const double rate = std::clamp(filtration_ + draws_.normal(0, 2.5), 5.0, 120.0);
        // Roughly the inverse of CKD-EPI, good enough to be plausible.
        const double creatinine = (person_.male() ? 90 : 72) * std::pow(90 / rate, 0.85);
        telling_.code(codes::creatinine, date, whole(creatinine));
        telling_.code(codes::egfr, date, whole(rate));
        telling_.code(codes::sodium, date, whole(draws_.normal(139, 2.4)));
    }
    void albumin(Date date) {
        const bool severe = kidney_stage(person_) >= KidneyStage::four;
        const double median = severe ? 25 : person_.has(C::diabetes) ? 1.6 : 0.9;
        telling_.code(codes::urine_acr, date,
                      std::max(1, tenths(median * std::exp(draws_.normal(0, 0.9)))));
    }
    void liver(Date date) {
        telling_.code(codes::alt, date,
                      whole(std::clamp(22 * std::exp(draws_.normal(0, 0.4)), 6.0, 300.0)));
        telling_.code(codes::alkaline_phosphatase, date,
                      whole(std::clamp(draws_.normal(78, 20), 30.0, 320.0)));
    }
    void blood_count(Date date) {
        telling_.code(codes::haemoglobin, date,
                      whole(std::max(70.0, haemoglobin_ + draws_.normal(0, 4))));
        telling_.code(codes::platelets, date,
                      whole(std::max(40.0, platelets_ + draws_.normal(0, 18))));
        cells(date);
    }
    void cells(Date date) {
        telling_.code(codes::white_cells, date, std::max(20, tenths(draws_.normal(6.9, 1.7))));
        telling_.code(codes::mean_cell_volume, date, whole(draws_.normal(90, 4.5)));
    }
    void thyroid(Date date) {
        telling_.code(codes::tsh, date, std::max(1, tenths(1.9 * std::exp(draws_.normal(0, 0.5)))));
    }
    void lithium(Date date) {
        telling_.code(codes::lithium_level, date,
                      std::clamp(tenths(draws_.normal(0.65, 0.15)), 2, 14));
    }

private:
    double sugar_level() {
        if (person_.has(C::diabetes))
            return is_type_1(person_) ? std::max(38.0, draws_.normal(66, 17))
                                      : std::max(37.0, draws_.normal(55, 14));
        if (person_.has(C::non_diabetic_hyperglycaemia)) return draws_.normal(43.5, 1.4);
        // A few have diabetes or nearly so, and nobody has written it down.
        if (person_.age >= 40 && draws_.chance(0.006)) return draws_.normal(52, 4);
        if (person_.age >= 40 && draws_.chance(0.02)) return draws_.normal(43.5, 1.2);
        const double mean = person_.age < 35   ? 34
                            : person_.age < 55 ? 35.5
                            : person_.age < 65 ? 36.5
                                               : 37;
        return std::clamp(draws_.normal(mean, 2.8), 25.0, 41.0);
    }
    double cholesterol_level() {
        const int age = person_.age;
        const bool male = person_.male();
        const double mean = age < 25   ? (male ? 4.3 : 4.4)
                            : age < 35 ? (male ? 4.9 : 4.7)
                            : age < 45 ? (male ? 5.2 : 4.9)
                            : age < 55 ? (male ? 5.3 : 5.4)
                            : age < 65 ? (male ? 5.3 : 5.6)
                                       : (male ? 5.0 : 5.5);
        double level = draws_.normal(mean, 0.95);
        if (person_.has(C::familial_hypercholesterolaemia)) level = draws_.normal(8.6, 0.8);
        if (on_statin_) level *= 0.76;
        return std::max(2.6, level);
    }

    const Telling& telling_;
    const PlannedPerson& person_;
    Draws& draws_;
    double hba1c_ = 0, filtration_ = 0, cholesterol_ = 0, hdl_ = 0, haemoglobin_ = 0,
           platelets_ = 0;
    bool on_statin_ = false;
};

// The cardiovascular risk is scored at a health check; higher with age, smoking and pressure.
void tell_risk(const Telling& telling, Date date, Draws& draws) {
    const PlannedPerson& person = telling.person;
    if (person.age < 40 || person.age >= 75) return;
    const double log_risk = 0.075 * (person.age - 62) + (person.male() ? 0.35 : -0.2) +
                            (person.smoking == Smoking::current ? 0.5 : 0) +
                            (person.has(C::hypertension) ? 0.25 : 0) + draws.normal(2.3, 0.35);
    telling.code(codes::qrisk3, date, std::clamp(tenths(std::exp(log_risk)), 3, 700));
}

void tell_reviews(const Telling& telling, BloodTelling& bloods, Draws& draws) {
    const PlannedPerson& person = telling.person;
    const bool diabetes = person.has(C::diabetes);
    // One review in seven was missed last year.
    int days = draws.chance(0.86) ? draws.between(4, 350) : draws.between(470, 760);
    for (int i = 0; i < 6 && days < 2200; ++i) {
        const Date date = telling.ago(days);
        bloods.kidneys(date);
        if (draws.chance(diabetes || person.has(C::non_diabetic_hyperglycaemia) ? 0.97 : 0.45))
            bloods.sugar(date);
        if (draws.chance(diabetes ? 0.92 : 0.7)) bloods.lipids(date);
        if (draws.chance(diabetes || person.has(C::chronic_kidney_disease) ? 0.75 : 0.2))
            bloods.albumin(date);
        if (draws.chance(0.5)) bloods.liver(date);
        if (!diabetes && draws.chance(0.25)) tell_risk(telling, date, draws);
        if (draws.chance(0.6)) bloods.blood_count(date);
        if (draws.chance(person.has(C::hypothyroidism) ? 0.9 : 0.2)) bloods.thyroid(date);
        if (diabetes) {
            if (draws.chance(0.8)) telling.code(codes::diabetic_foot_check, date);
            if (draws.chance(0.75)) telling.code(codes::retinal_screening, date);
            if (draws.chance(0.5)) bloods.sugar(telling.ago(days + 180));
        }
        days += draws.between(340, 460);
    }
}

void tell_occasional(const Telling& telling, BloodTelling& bloods, Draws& draws) {
    const PlannedPerson& person = telling.person;
    const bool older = person.age >= 40;
    if (person.age < 16 || !draws.chance(older ? 0.72 : 0.35)) return;
    const Date date = telling.ago(draws.between(4, 1800));
    if (draws.chance(0.6)) bloods.blood_count(telling.ago(draws.between(1800, 3600)));
    bloods.blood_count(date);
    if (draws.chance(0.8)) bloods.kidneys(date);
    if (draws.chance(older ? 0.9 : 0.3)) bloods.lipids(date);
    if (draws.chance(older ? 0.6 : 0.4)) bloods.sugar(date);
    if (draws.chance(0.5)) bloods.liver(date);
    if (draws.chance(0.35)) bloods.thyroid(date);
    if (draws.chance(0.72)) tell_risk(telling, date, draws);
}

// Medicines that need tests, with the gaps of 15 to 30 per cent that audits find [GK].
void tell_monitoring(const Telling& telling, BloodTelling& bloods, Draws& draws,
                     const std::vector<Product>& medicines) {
    const auto every = [&](int interval, double gap, auto test) {
        int days =
            draws.chance(gap) ? interval + draws.between(20, 90) : draws.between(2, interval - 12);
        for (; days < 560; days += interval - draws.between(-5, 12)) test(telling.ago(days));
    };
    if (takes(medicines, {Product::methotrexate_2_5mg}))
        every(84, 0.2, [&](Date date) {
            bloods.blood_count(date);
            if (draws.chance(0.95)) bloods.liver(date);
        });
    if (takes(medicines,
              {Product::apixaban_5mg, Product::rivaroxaban_20mg, Product::edoxaban_60mg}))
        every(176, 0.22, [&](Date date) {
            bloods.kidneys(date);
            bloods.blood_count(date);
        });
    if (takes(medicines, {Product::lithium_400mg}))
        every(88, 0.25, [&](Date date) { bloods.lithium(date); });
    if (takes(medicines, {Product::amiodarone_200mg}))
        every(178, 0.25, [&](Date date) {
            bloods.thyroid(date);
            bloods.liver(date);
        });
}

}  // namespace

void tell_bloods(const Telling& telling) {
    Draws draws = telling.draws(Stream::bloods);
    const auto medicines = current_medicines(telling.person, telling.draws(Stream::medicines));
    BloodTelling bloods(telling, draws, medicines);
    if (telling.person.conditions.any(reviewed))
        tell_reviews(telling, bloods, draws);
    else
        tell_occasional(telling, bloods, draws);
    tell_monitoring(telling, bloods, draws, medicines);
}

}  // namespace openpcn::synthetic
