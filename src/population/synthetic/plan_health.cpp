#include "population/synthetic/plan_health.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "population/synthetic/draws.h"
#include "population/synthetic/medicine_choice.h"
#include "population/synthetic/quotas.h"

namespace openpcn::synthetic {

namespace {

using C = Condition;

constexpr std::size_t at(Condition condition) { return static_cast<std::size_t>(condition); }

// Those on the lists meet the totals; those who left, died or visit have a quota of their own.
enum class Group {
    registered,
    passing
};
bool belongs(const PlannedPerson& person, Group group) {
    return (person.membership == Membership::registered) == (group == Group::registered);
}

// ---- Latent scores --------------------------------------------------------------------------

constexpr std::size_t circulation_count = 8;  // hypertension to chronic kidney disease
using Triangle = std::array<std::array<double, circulation_count>, circulation_count>;

// Cholesky factor of the correlations [clinical reference 6.3, GK]: 0.3 between any two, more where
// one causes the other.
Triangle circulation_factor() {
    Triangle r{};
    for (std::size_t i = 0; i < circulation_count; ++i)
        for (std::size_t j = 0; j < circulation_count; ++j) r[i][j] = i == j ? 1.0 : 0.3;
    const auto set = [&](Condition a, Condition b, double value) {
        r[at(a)][at(b)] = r[at(b)][at(a)] = value;
    };
    set(C::coronary_heart_disease, C::heart_failure, 0.5);
    set(C::atrial_fibrillation, C::heart_failure, 0.5);
    set(C::diabetes, C::chronic_kidney_disease, 0.45);
    Triangle factor{};
    for (std::size_t i = 0; i < circulation_count; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = r[i][j];
            for (std::size_t k = 0; k < j; ++k) sum -= factor[i][k] * factor[j][k];
            factor[i][j] = i == j ? std::sqrt(sum) : sum / factor[j][j];
        }
    }
    return factor;
}

using Scores = std::array<float, condition_count>;

Scores scores_of(const PlannedPerson& person, std::uint64_t seed, const Triangle& factor) {
    Draws draws(seed, person.number, Stream::latent);
    std::array<double, condition_count> z{};
    for (double& value : z) value = draws.normal();
    const auto own = z;
    for (std::size_t i = 0; i < circulation_count; ++i) {
        z[i] = 0;
        for (std::size_t k = 0; k <= i; ++k) z[i] += factor[i][k] * own[k];
    }
    const auto follow = [&](Condition condition, Condition cause, double correlation) {
        z[at(condition)] = correlation * z[at(cause)] +
                           std::sqrt(1 - correlation * correlation) * own[at(condition)];
    };
    follow(C::copd, C::coronary_heart_disease, 0.25);
    follow(C::dementia, C::stroke_or_tia, 0.3);
    follow(C::anxiety, C::depression, 0.6);
    follow(C::obesity, C::diabetes, 0.3);
    follow(C::non_diabetic_hyperglycaemia, C::hypertension, 0.25);
    follow(C::palliative_care, C::cancer, 0.45);
    follow(C::gout, C::hypertension, 0.3);
    follow(C::chronic_pain, C::osteoarthritis, 0.4);
    follow(C::insomnia, C::depression, 0.35);
    follow(C::autism, C::learning_disability, 0.4);
    follow(C::peptic_ulcer, C::reflux, 0.3);
    Scores scores{};
    for (std::size_t i = 0; i < condition_count; ++i) scores[i] = static_cast<float>(z[i]);
    return scores;
}

// ---- Conditions -----------------------------------------------------------------------------

// A person's chance before scaling: the age shape, shared between the sexes and deprivation
// quintiles by their multipliers. choose_by_quota scales all of it to the total.
double chance_of(const PlannedPerson& person, Condition condition) {
    const Prevalence& model = prevalence(condition);
    if (person.age < model.age_min) return 0;
    if (condition == C::non_diabetic_hyperglycaemia && person.has(C::diabetes)) return 0;
    const std::size_t band = age_band_of(person.age);
    const double men = age_bands()[band].male_share;
    const double among_women =
        model.by_band_percent[band] / 100 / (men * model.male_to_female + 1 - men);
    double chance = among_women * (person.male() ? model.male_to_female : 1);
    if (condition == C::prostate_enlargement && !person.male()) return 0;
    chance *= model.by_deprivation[person.deprivation_quintile - 1u];
    if (condition == C::diabetes)
        chance *= ethnic_groups()[person.ethnic_group].diabetes_multiplier;
    return chance;
}

void spread(NetworkPlan& plan, const std::vector<Scores>& scores, Condition condition,
            Group group) {
    const Prevalence& model = prevalence(condition);
    std::array<std::vector<Candidate>, age_band_count> bands;
    std::array<double, age_band_count> chances{};
    double of_age = 0, expected = 0;
    for (const PlannedPerson& person : plan.people) {
        if (!belongs(person, group) || person.age < model.age_min) continue;
        of_age += 1;
        const std::size_t band = age_band_of(person.age);
        expected += model.by_band_percent[band] / 100;
        const double chance = chance_of(person, condition);
        chances[band] += chance;
        bands[band].push_back(
            {person.number, chance, static_cast<double>(scores[person.number][at(condition)])});
    }
    // The age shape is of everybody in the band, whatever their deprivation and ethnic group.
    for (std::size_t b = 0; b < age_band_count; ++b) {
        if (chances[b] <= 0) continue;
        double persons = static_cast<double>(bands[b].size());
        const double scale = persons * model.by_band_percent[b] / 100 / chances[b];
        for (Candidate& candidate : bands[b]) candidate.probability *= scale;
    }
    const bool has_total = group == Group::registered && model.total_percent > 0;
    const double total = has_total ? of_age * model.total_percent / 100 : expected;
    for (const std::uint32_t person : choose_by_quota(bands, total))
        plan.people[person].conditions.add(condition);
}

// ---- Medicines ------------------------------------------------------------------------------

// Weights of 0 to 4 medicines with the given mean: r^k, r by bisection.
std::array<double, 5> few_medicines(double mean) {
    double low = 1e-6, high = 1e3;
    std::array<double, 5> weights{};
    for (int round = 0; round < 60; ++round) {
        const double r = std::sqrt(low * high);
        double power = 1, sum = 0, weighted = 0;
        for (int k = 0; k < 5; ++k, power *= r) {
            weights[static_cast<std::size_t>(k)] = power;
            sum += power;
            weighted += k * power;
        }
        for (double& weight : weights) weight /= sum;
        (weighted / sum < mean ? low : high) = r;
    }
    return weights;
}

// Counts by rank: the person with the most reasons for medicines comes first.
void number_medicines(NetworkPlan& plan, std::vector<Candidate>& ranked,
                      const MedicineShares& row) {
    std::sort(ranked.begin(), ranked.end(), [](const Candidate& a, const Candidate& b) {
        return a.score != b.score ? a.score > b.score : a.person < b.person;
    });
    constexpr double mean_of_ten = 11.1, mean_of_five = 6.4;
    const double ten = row.ten_or_more_percent / 100, five = row.five_or_more_percent / 100;
    const double few_mean =
        (row.mean - ten * mean_of_ten - (five - ten) * mean_of_five) / (1 - five);
    const auto few = few_medicines(std::clamp(few_mean, 0.02, 3.9));
    std::vector<std::pair<int, double>>
        shares;  // count of medicines, share of people, from the top
    constexpr std::array<double, 5> of_ten = {0.42, 0.27, 0.16, 0.1, 0.05};
    constexpr std::array<double, 5> of_five = {0.34, 0.25, 0.18, 0.13, 0.1};
    for (std::size_t i = 5; i-- > 0;) shares.emplace_back(10 + i, ten * of_ten[i]);
    for (std::size_t i = 5; i-- > 0;) shares.emplace_back(5 + i, (five - ten) * of_five[i]);
    for (std::size_t i = 5; i-- > 0;) shares.emplace_back(i, (1 - five) * few[i]);
    std::size_t next = 0;
    double reached = 0;
    for (const auto& [count, share] : shares) {
        reached += share * static_cast<double>(ranked.size());
        for (; next < ranked.size() && static_cast<double>(next) + 0.5 < reached; ++next)
            plan.people[ranked[next].person].medicine_count = static_cast<std::uint8_t>(count);
    }
}

// ---- Frailty --------------------------------------------------------------------------------

double frailty_score(const PlannedPerson& person, Draws& draws) {
    int troubles = 0;
    for (std::size_t c = 0; c < condition_count; ++c)
        troubles += person.conditions.has(static_cast<Condition>(c));
    return 0.45 * troubles + 1.2 * person.has(C::dementia) + 0.8 * person.has(C::palliative_care) +
           0.5 * person.has(C::heart_failure) + 0.12 * (person.age - 65) / 5.0 + draws.normal();
}

using Ranked = std::vector<Candidate>;

void grade_frailty(NetworkPlan& plan, Group group) {
    struct Ages {
        int low, high;
    };
    for (const Ages ages : {Ages{50, 64}, Ages{65, 74}, Ages{75, 84}, Ages{85, 120}}) {
        Ranked all;
        for (const PlannedPerson& person : plan.people) {
            if (!belongs(person, group) || person.age < ages.low || person.age > ages.high)
                continue;
            Draws draws(plan.options.seed, person.number, Stream::frailty);
            all.push_back({person.number, 0, frailty_score(person, draws)});
        }
        const auto percent = frailty_percent(ages.low);
        // From the milder grade up: the severely frail are among the moderately frail.
        for (const Frailty grade : {Frailty::mild, Frailty::moderate, Frailty::severe}) {
            double share = 0;
            for (auto g = static_cast<std::size_t>(grade); g < 4; ++g) share += percent[g];
            const auto wanted = std::lround(static_cast<double>(all.size()) * share / 100);
            for (const std::uint32_t person : highest(all, static_cast<std::size_t>(wanted)))
                plan.people[person].frailty = grade;
        }
    }
}

void choose_residence(NetworkPlan& plan, Group group) {
    struct Ages {
        int low, high;
        double housebound_percent;
    };
    for (const Ages ages : {Ages{18, 64, 0.05}, Ages{65, 74, 1}, Ages{75, 84, 4}, Ages{85, 89, 14},
                            Ages{90, 120, 14}}) {
        Ranked ranked;
        for (const PlannedPerson& person : plan.people) {
            if (!belongs(person, group) || person.age < ages.low || person.age > ages.high)
                continue;
            Draws draws(plan.options.seed, person.number, Stream::frailty);
            draws.next();
            const double score =
                0.8 * static_cast<int>(person.frailty) + 1.9 * person.has(C::dementia) +
                1.6 * person.has(C::learning_disability) + 0.35 * !person.male() + draws.normal();
            ranked.push_back({person.number, 0, score});
        }
        const auto persons = static_cast<double>(ranked.size());
        const auto in_homes =
            static_cast<std::size_t>(std::lround(persons * care_home_percent(ages.low) / 100));
        const auto at_home =
            static_cast<std::size_t>(std::lround(persons * ages.housebound_percent / 100));
        for (const std::uint32_t person : highest(ranked, in_homes + at_home))
            plan.people[person].residence = Residence::housebound;
        for (const std::uint32_t person : highest(ranked, in_homes))
            plan.people[person].residence = Residence::care_home;
    }
}

// [GK; APS 2019 13.9 % overall].
void choose_smoking(PlannedPerson& person, std::uint64_t seed) {
    if (person.age < 16) return;
    Draws draws(seed, person.number, Stream::smoking);
    const int age = person.age;
    const double by_age = age < 25   ? 16
                          : age < 35 ? 19
                          : age < 45 ? 16
                          : age < 55 ? 15
                          : age < 65 ? 14
                                     : 8;
    constexpr std::array<double, 5> by_quintile = {1.42, 1.14, 0.93, 0.79, 0.64};
    double current = by_age / 100 * (person.male() ? 1.11 : 0.89);
    current *= by_quintile[person.deprivation_quintile - 1u];
    if (person.has(C::copd)) current = 0.35;
    if (person.has(C::severe_mental_illness)) current = 0.4;
    const double former = person.has(C::copd) ? 0.58 : age < 35 ? 0.15 : age < 65 ? 0.27 : 0.41;
    const double u = draws.uniform();
    person.smoking = u < current            ? Smoking::current
                     : u < current + former ? Smoking::former
                                            : Smoking::never;
}

}  // namespace

void plan_conditions(NetworkPlan& plan) {
    const Triangle factor = circulation_factor();
    std::vector<Scores> scores;
    scores.reserve(plan.people.size());
    for (const PlannedPerson& person : plan.people)
        scores.push_back(scores_of(person, plan.options.seed, factor));
    for (const Group group : {Group::registered, Group::passing})
        for (std::size_t c = 0; c < condition_count; ++c)
            spread(plan, scores, static_cast<Condition>(c), group);
}

void plan_frailty(NetworkPlan& plan) {
    for (const Group group : {Group::registered, Group::passing}) {
        grade_frailty(plan, group);
        choose_residence(plan, group);
    }
    for (PlannedPerson& person : plan.people) choose_smoking(person, plan.options.seed);
}

void plan_medicine_counts(NetworkPlan& plan) {
    for (const Group group : {Group::registered, Group::passing}) {
        for (const MedicineShares& row : medicine_shares()) {
            std::vector<Candidate> ranked;
            for (const PlannedPerson& person : plan.people) {
                if (!belongs(person, group)) continue;
                if (person.age < row.age_min || person.age > row.age_max) continue;
                const Draws choosing(plan.options.seed, person.number, Stream::medicines);
                const auto reasons = indicated_medicines(person, choosing).size();
                Draws draws(plan.options.seed, person.number, Stream::people);
                const double burden =
                    static_cast<double>(reasons) + 0.4 * static_cast<int>(person.frailty) +
                    1.2 * (person.residence == Residence::care_home) + 1.1 * draws.normal();
                ranked.push_back({person.number, 0, burden});
            }
            number_medicines(plan, ranked, row);
        }
    }
}

}  // namespace openpcn::synthetic
