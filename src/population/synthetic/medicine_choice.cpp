#include "population/synthetic/medicine_choice.h"

#include <algorithm>
#include <array>

namespace openpcn::synthetic {

namespace {

using enum Product;
using C = Condition;

// Two products of one class are not taken together. Products outside any group are their own.
Product class_of(Product product) {
    switch (product) {
        case ramipril_10mg:
        case lisinopril_10mg:
        case losartan_50mg:
        case candesartan_8mg:
            return ramipril_5mg;
        case amlodipine_10mg:
        case felodipine_5mg:
            return amlodipine_5mg;
        case bisoprolol_5mg:
        case propranolol_40mg:
            return bisoprolol_2_5mg;
        case atorvastatin_40mg:
        case atorvastatin_80mg:
        case simvastatin_40mg:
            return atorvastatin_20mg;
        case rivaroxaban_20mg:
        case edoxaban_60mg:
        case warfarin_3mg:
            return apixaban_5mg;
        case lansoprazole_30mg:
            return omeprazole_20mg;
        case ibuprofen_400mg:
            return naproxen_500mg;
        case codeine_30mg:
        case tramadol_50mg:
        case morphine_10mg:
        case buprenorphine_5:
            return co_codamol_30_500;
        case pregabalin_75mg:
            return gabapentin_300mg;
        case citalopram_20mg:
        case fluoxetine_20mg:
        case mirtazapine_30mg:
        case venlafaxine_75mg:
            return sertraline_50mg;
        case quetiapine_25mg:
        case quetiapine_100mg:
        case risperidone_1mg:
        case aripiprazole_10mg:
            return olanzapine_10mg;
        case empagliflozin_10mg:
            return dapagliflozin_10mg;
        case oxybutynin_5mg:
            return solifenacin_5mg;
        case lamotrigine_100mg:
        case carbamazepine_200mg:
        case sodium_valproate_500mg:
            return levetiracetam_500mg;
        default:
            return product;
    }
}

class Choice {
public:
    Choice(const PlannedPerson& person, Draws& draws) : person_(person), draws_(draws) {}

    bool takes_class_of(Product product) const {
        return std::any_of(chosen_.begin(), chosen_.end(),
                           [&](Product p) { return class_of(p) == class_of(product); });
    }
    void add(double probability, Product product) {
        if (draws_.chance(probability) && !takes_class_of(product)) chosen_.push_back(product);
    }
    // One of several, by weight.
    void add_one_of(double probability, std::initializer_list<std::pair<Product, double>> choices) {
        double total = 0;
        for (const auto& [product, weight] : choices) total += weight;
        double remaining = draws_.uniform() * total;
        const bool wanted = draws_.chance(probability);
        for (const auto& [product, weight] : choices) {
            remaining -= weight;
            if (remaining <= 0) {
                if (wanted && !takes_class_of(product)) chosen_.push_back(product);
                return;
            }
        }
    }
    // The same, less often where it does harm.
    void add_with_caution(double probability, Product product) {
        add(probability * caution(product, person_), product);
    }
    bool has(Condition condition) const { return person_.has(condition); }
    int age() const { return person_.age; }
    bool male() const { return person_.male(); }
    double draw() { return draws_.uniform(); }
    std::vector<Product> take() { return std::move(chosen_); }

private:
    const PlannedPerson& person_;
    Draws& draws_;
    std::vector<Product> chosen_;
};

void treat_what_a_register_needs(Choice& c) {
    if (c.has(C::epilepsy))
        c.add_one_of(1, {{levetiracetam_500mg, 4},
                         {lamotrigine_100mg, 3},
                         {carbamazepine_200mg, 2},
                         {sodium_valproate_500mg, 2}});
    if (c.has(C::asthma)) {
        c.add(1, salbutamol_inhaler);
        c.add(c.age() < 12 ? 0.45 : 0.55, beclometasone_inhaler);
    }
}

void treat_the_heart(Choice& c, int stroke_risk) {
    const bool vascular = c.has(C::coronary_heart_disease) || c.has(C::stroke_or_tia) ||
                          c.has(C::peripheral_arterial_disease);
    bool anticoagulated = false;
    if (c.has(C::atrial_fibrillation)) {
        anticoagulated = c.draw() < (stroke_risk >= 2 ? 0.88 : 0.35);
        c.add_one_of(anticoagulated ? 1 : 0, {{apixaban_5mg, 5},
                                              {rivaroxaban_20mg, 2.5},
                                              {edoxaban_60mg, 1.5},
                                              {warfarin_3mg, 1.5}});
    }
    if (vascular) {
        c.add_one_of(0.82, {{atorvastatin_80mg, 5},
                            {atorvastatin_40mg, 2},
                            {atorvastatin_20mg, 1.5},
                            {simvastatin_40mg, 1.5}});
        const double platelets = anticoagulated ? 0.07 : 0.86;
        c.add_one_of(platelets,
                     c.has(C::stroke_or_tia)
                         ? std::initializer_list<std::pair<Product, double>>{{clopidogrel_75mg, 7},
                                                                             {aspirin_75mg, 3}}
                         : std::initializer_list<std::pair<Product, double>>{
                               {aspirin_75mg, 8}, {clopidogrel_75mg, 2}});
        if (c.has(C::coronary_heart_disease)) c.add(0.04, ticagrelor_90mg);
    } else if (anticoagulated) {
        c.add(0.05, aspirin_75mg);
    }
    if (c.has(C::heart_failure)) {
        c.add_one_of(0.76, {{ramipril_5mg, 6}, {candesartan_8mg, 2}, {losartan_50mg, 2}});
        c.add(0.7, bisoprolol_2_5mg);
        c.add(0.7, furosemide_40mg);
        c.add(0.35, spironolactone_25mg);
        c.add(0.2, dapagliflozin_10mg);
    }
    if (c.has(C::coronary_heart_disease)) {
        c.add(0.62, bisoprolol_2_5mg);
        c.add(0.55, ramipril_10mg);
    }
    if (c.has(C::atrial_fibrillation)) {
        c.add_one_of(0.6, {{bisoprolol_2_5mg, 6}, {bisoprolol_5mg, 3}});
        c.add(0.1, digoxin_125microgram);
        c.add(0.03, amiodarone_200mg);
    }
}

void treat_pressure_and_metabolism(Choice& c) {
    if (c.has(C::hypertension)) {
        c.add_one_of(0.7, {{ramipril_5mg, 4},
                           {ramipril_10mg, 3},
                           {lisinopril_10mg, 2},
                           {losartan_50mg, 3},
                           {candesartan_8mg, 1.5}});
        c.add_one_of(0.52, {{amlodipine_5mg, 6}, {amlodipine_10mg, 3}, {felodipine_5mg, 1}});
        c.add(0.2, bendroflumethiazide_2_5mg);
        c.add(0.07, doxazosin_4mg);
    }
    if (c.has(C::diabetes)) {
        c.add(0.72, metformin_500mg);
        if (c.age() >= 40)
            c.add_one_of(0.7,
                         {{atorvastatin_20mg, 6}, {atorvastatin_40mg, 2}, {simvastatin_40mg, 2}});
        c.add(0.24, gliclazide_80mg);
        c.add_one_of(0.18, {{empagliflozin_10mg, 1}, {dapagliflozin_10mg, 1}});
        c.add(0.17, sitagliptin_100mg);
        c.add(0.45, ramipril_5mg);
    }
    if (c.has(C::familial_hypercholesterolaemia)) {
        c.add(0.8, atorvastatin_80mg);
        c.add(0.3, ezetimibe_10mg);
    }
    if (c.has(C::chronic_kidney_disease)) {
        c.add(0.45, ramipril_5mg);
        c.add(0.45, atorvastatin_20mg);
    }
    if (c.age() >= 40 && c.has(C::hypertension))
        c.add_one_of(0.3, {{atorvastatin_20mg, 7}, {simvastatin_40mg, 3}});
}

void treat_mind_and_nerves(Choice& c) {
    if (c.has(C::severe_mental_illness)) {
        c.add_one_of(0.72, {{olanzapine_10mg, 3},
                            {quetiapine_100mg, 3},
                            {aripiprazole_10mg, 3},
                            {risperidone_1mg, 2}});
        c.add(0.08, lithium_400mg);
    }
    if (c.has(C::dementia)) {
        c.add(0.3, donepezil_10mg);
        c.add_one_of(0.1, {{risperidone_1mg, 5}, {quetiapine_25mg, 4}});
    }
    if (c.has(C::depression) || c.has(C::anxiety))
        c.add_one_of(c.has(C::depression) ? 0.52 : 0.35, {{sertraline_50mg, 6},
                                                          {citalopram_20mg, 4},
                                                          {fluoxetine_20mg, 3},
                                                          {mirtazapine_30mg, 3},
                                                          {venlafaxine_75mg, 1.5}});
    if (c.has(C::autism) && !c.has(C::severe_mental_illness) && c.age() >= 14) {
        c.add_one_of(0.1, {{risperidone_1mg, 3}, {aripiprazole_10mg, 2}});
        c.add(0.1, sertraline_50mg);
    }
    if (c.has(C::learning_disability) && c.age() >= 18)
        c.add_one_of(0.13, {{risperidone_1mg, 3}, {olanzapine_10mg, 1}});
    if (c.has(C::insomnia)) c.add_one_of(0.25, {{zopiclone_7_5mg, 6}, {diazepam_2mg, 4}});
}

void treat_the_rest(Choice& c) {
    if (c.has(C::copd)) {
        c.add(0.72, tiotropium_inhaler);
        c.add(0.78, salbutamol_inhaler);
        c.add(0.5, beclometasone_inhaler);
        c.add(0.2, carbocisteine_375mg);
    }
    if (c.has(C::asthma)) c.add(0.08, montelukast_10mg);
    if (c.has(C::rheumatoid_arthritis)) {
        c.add(0.45, methotrexate_2_5mg);
        c.add(0.15, prednisolone_5mg);
    }
    if (c.has(C::gout)) c.add(0.5, allopurinol_100mg);
    if (c.has(C::reflux) || c.has(C::peptic_ulcer))
        c.add_one_of(0.62, {{omeprazole_20mg, 6}, {lansoprazole_30mg, 5}});
    if (c.has(C::chronic_pain)) {
        c.add_one_of(0.42, {{co_codamol_30_500, 5},
                            {codeine_30mg, 3},
                            {tramadol_50mg, 2},
                            {morphine_10mg, 0.6},
                            {buprenorphine_5, 0.8}});
        c.add_one_of(0.22, {{gabapentin_300mg, 1}, {pregabalin_75mg, 1}});
        c.add(0.25, amitriptyline_10mg);
        c.add_with_caution(0.12, naproxen_500mg);
        c.add_with_caution(0.05, ibuprofen_400mg);
    }
    if (c.has(C::osteoarthritis)) {
        c.add(0.3, paracetamol_500mg);
        c.add_with_caution(0.12, naproxen_500mg);
        c.add(0.12, co_codamol_30_500);
    }
    if (c.has(C::overactive_bladder))
        c.add_one_of(0.4, {{solifenacin_5mg, 2}, {oxybutynin_5mg, 1}});
    if (c.has(C::prostate_enlargement)) c.add(0.35, finasteride_5mg);
    if (c.has(C::palliative_care)) c.add(0.35, morphine_10mg);
}

struct Filler {
    Product product;
    double weight;
    int age_min;
};
// What is on repeat without a coded reason, by frequency [GK].
constexpr auto fillers = std::to_array<Filler>({
    {atorvastatin_20mg, 9, 50},
    {omeprazole_20mg, 4, 18},
    {lansoprazole_30mg, 2.5, 18},
    {famotidine_20mg, 2, 18},
    {paracetamol_500mg, 5, 18},
    {co_codamol_30_500, 0.5, 18},
    {codeine_30mg, 0.3, 18},
    {sertraline_50mg, 1.2, 18},
    {citalopram_20mg, 0.8, 18},
    {mirtazapine_30mg, 0.5, 18},
    {amitriptyline_10mg, 1.2, 18},
    {naproxen_500mg, 0.8, 18},
    {ibuprofen_400mg, 0.3, 18},
    {senna_7_5mg, 3, 45},
    {solifenacin_5mg, 1.2, 45},
    {gabapentin_300mg, 0.25, 18},
    {pregabalin_75mg, 0.25, 18},
    {zopiclone_7_5mg, 0.25, 18},
    {diazepam_2mg, 0.25, 18},
    {furosemide_40mg, 2.5, 60},
    {bisoprolol_2_5mg, 1.5, 45},
    {propranolol_40mg, 1.6, 18},
    {atenolol_50mg, 1, 45},
    {diltiazem_60mg, 1.2, 50},
    {candesartan_8mg, 1, 18},
    {aspirin_75mg, 3, 55},
    {allopurinol_100mg, 1.2, 45},
    {montelukast_10mg, 1.4, 5},
    {prednisolone_5mg, 0.6, 50},
    {ezetimibe_10mg, 1.4, 45},
    {carbocisteine_375mg, 0.5, 50},
    {quetiapine_25mg, 0.1, 18},
    {colchicine_500microgram, 0.3, 40},
    {salbutamol_inhaler, 1.6, 4},
    {beclometasone_inhaler, 1.2, 4},
    {doxazosin_4mg, 0.7, 50},
    {simvastatin_40mg, 1.2, 50},
    {apixaban_5mg, 0.06, 50},
});

}  // namespace

double caution(Product product, const PlannedPerson& person) {
    switch (class_of(product)) {
        case naproxen_500mg:
            if (person.has(C::atrial_fibrillation) || person.has(C::heart_failure)) return 0.15;
            if (person.has(C::chronic_kidney_disease) || person.has(C::peptic_ulcer)) return 0.2;
            return person.age >= 65 ? 0.3 : 1;
        case aspirin_75mg:
            return person.has(C::atrial_fibrillation) ? 0.05 : 1;
        case bisoprolol_2_5mg:
            return product == propranolol_40mg && person.has(C::asthma) ? 0.15 : 1;
        default:
            return 1;
    }
}

int stroke_risk_score(const PlannedPerson& person) {
    int score = person.age >= 75 ? 2 : person.age >= 65 ? 1 : 0;
    score += person.has(C::heart_failure) + person.has(C::hypertension) + person.has(C::diabetes);
    score += 2 * person.has(C::stroke_or_tia) + person.has(C::peripheral_arterial_disease);
    return score + (person.male() ? 0 : 1);
}

std::vector<Product> indicated_medicines(const PlannedPerson& person, Draws draws) {
    Choice choice(person, draws);
    treat_what_a_register_needs(choice);
    treat_the_heart(choice, stroke_risk_score(person));
    treat_pressure_and_metabolism(choice);
    treat_mind_and_nerves(choice);
    treat_the_rest(choice);
    return choice.take();
}

std::vector<Product> current_medicines(const PlannedPerson& person, Draws draws) {
    std::vector<Product> taken = indicated_medicines(person, draws);
    const std::size_t needed =
        (person.has(C::epilepsy) ? 1u : 0u) + (person.has(C::asthma) ? 1u : 0u);
    const std::size_t wanted = std::max<std::size_t>(person.medicine_count, needed);
    if (taken.size() > wanted) taken.resize(wanted);
    Draws filling(draws.next(), person.number, Stream::medicines);
    std::array<double, fillers.size()> weights{};
    for (std::size_t i = 0; i < fillers.size(); ++i)
        weights[i] = person.age >= fillers[i].age_min
                         ? fillers[i].weight * caution(fillers[i].product, person)
                         : 0;
    for (int attempt = 0; taken.size() < wanted && attempt < 400; ++attempt) {
        const Product product = fillers[filling.choose(weights)].product;
        if (person.age < 4) break;
        const bool taken_already = std::any_of(taken.begin(), taken.end(), [&](Product p) {
            return class_of(p) == class_of(product);
        });
        if (!taken_already) taken.push_back(product);
    }
    if (person.has(C::hypothyroidism) && filling.chance(0.92))
        taken.push_back(filling.chance(0.5) ? levothyroxine_50microgram
                                            : levothyroxine_100microgram);
    if (std::find(taken.begin(), taken.end(), methotrexate_2_5mg) != taken.end())
        taken.push_back(folic_acid_5mg);
    if (person.age >= 18 && filling.chance(0.012)) taken.push_back(ferrous_fumarate_210mg);
    return taken;
}

}  // namespace openpcn::synthetic
