#include "population/synthetic/population_facts.h"

#include "base/invariant.h"

namespace openpcn::synthetic {

namespace {

// Persons: ONS mid-2019, summed over 314 English local authorities [S: humaniverse/demographr
// population19_ltla20]. Male shares and list inflation [GK].
constexpr std::array<AgeBand, age_band_count> bands = {{
    {"0-4", 0, 4, 3299637, 0.513, 1.03},     {"5-9", 5, 9, 3538206, 0.512, 1.03},
    {"10-14", 10, 14, 3354246, 0.512, 1.03}, {"15-19", 15, 19, 3090232, 0.514, 1.03},
    {"20-24", 20, 24, 3487863, 0.513, 1.10}, {"25-29", 25, 29, 3801409, 0.505, 1.10},
    {"30-34", 30, 34, 3807954, 0.497, 1.10}, {"35-39", 35, 39, 3733642, 0.496, 1.10},
    {"40-44", 40, 44, 3414297, 0.496, 1.10}, {"45-49", 45, 49, 3715812, 0.494, 1.03},
    {"50-54", 50, 54, 3907461, 0.494, 1.03}, {"55-59", 55, 59, 3670651, 0.493, 1.03},
    {"60-64", 60, 64, 3111835, 0.490, 1.03}, {"65-69", 65, 69, 2796740, 0.484, 1.03},
    {"70-74", 70, 74, 2779326, 0.478, 1.03}, {"75-79", 75, 79, 1940686, 0.466, 1.03},
    {"80-84", 80, 84, 1439913, 0.442, 1.03}, {"85-89", 85, 89, 879778, 0.400, 1.03},
    {"90+", 90, 104, 517273, 0.320, 1.03},
}};

// Registers: England totals of QOF 2019/20 (non-diabetic hyperglycaemia: 2020/21) with age shapes
// from the literature, scaled to reproduce the totals [GK]. Deprivation multipliers [GK].
// Conditions without a total are rough shapes [GK]: they exist so that medicines have a reason.
constexpr std::array<Prevalence, condition_count> model = {{
    {"hypertension",
     14.1,
     0,
     1.0,
     {1.1, 1.05, 1.0, 0.97, 0.93},
     {0, 0, 0, 0.062, 0.361, 1.011, 2.133, 4.023, 7.064, 11.041, 16.421, 22.456, 29.473, 36.304,
      42.853, 48.093, 51.368, 53.099, 52.397}},
    {"diabetes",
     7.1,
     17,
     1.3,
     {1.35, 1.15, 1.0, 0.87, 0.75},
     {0, 0, 0, 0.42, 0.676, 1.088, 1.733, 2.71, 4.185, 5.845, 7.781, 9.772, 11.846, 13.846, 15.736,
      16.538, 15.709, 14.174, 11.062}},
    {"coronary heart disease",
     3.1,
     0,
     1.9,
     {1.25, 1.1, 1.0, 0.9, 0.82},
     {0, 0, 0, 0, 0, 0.018, 0.123, 0.321, 0.704, 1.363, 2.375, 3.914, 5.717, 7.916, 10.467, 13.545,
      15.731, 16.576, 17.591}},
    {"stroke or TIA",
     1.8,
     0,
     1.15,
     {1, 1, 1, 1, 1},
     {0, 0, 0, 0, 0.019, 0.067, 0.133, 0.228, 0.399, 0.684, 1.102, 1.72, 2.622, 3.952, 5.795, 8.408,
      10.633, 12.277, 14.25}},
    {"atrial fibrillation",
     2.1,
     0,
     1.4,
     {1, 1, 1, 1, 1},
     {0, 0, 0, 0, 0.01, 0.036, 0.071, 0.122, 0.224, 0.403, 0.775, 1.438, 2.59, 4.477, 7.139, 10.963,
      14.199, 16.553, 19.377}},
    {"heart failure",
     0.9,
     0,
     1.3,
     {1, 1, 1, 1, 1},
     {0, 0, 0, 0, 0.009, 0.033, 0.057, 0.081, 0.133, 0.227, 0.379, 0.616, 1.024, 1.687, 2.749,
      4.407, 6.103, 7.852, 9.952}},
    {"peripheral arterial disease",
     0.6,
     0,
     1.8,
     {1, 1, 1, 1, 1},
     {0, 0, 0, 0, 0, 0, 0, 0.019, 0.095, 0.214, 0.419, 0.752, 1.162, 1.685, 2.209, 2.733, 3.017,
      2.944, 2.856}},
    {"chronic kidney disease 3 to 5",
     4.0,
     18,
     0.75,
     {1, 1, 1, 1, 1},
     {0, 0, 0, 0.028, 0.05, 0.077, 0.13, 0.223, 0.391, 0.67, 1.135, 1.879, 3.442, 6.233, 10.419,
      16.699, 22.041, 25.977, 30.7}},
    {"COPD",
     1.9,
     0,
     1.1,
     {1.9, 1.3, 0.95, 0.75, 0.6},
     {0, 0, 0, 0, 0, 0, 0, 0.15, 0.39, 0.877, 1.733, 2.845, 4.343, 5.797, 7.188, 7.894, 7.573,
      6.819, 5.134}},
    {"asthma",
     6.5,
     0,
     0.85,
     {1, 1, 1, 1, 1},
     {0.812, 4.79, 7.211, 7.211, 6.529, 6.154, 6.307, 6.5, 6.754, 7.028, 7.333, 7.597, 7.8, 7.901,
      7.851, 7.475, 6.612, 5.713, 4.57}},
    {"depression",
     11.6,
     18,
     0.55,
     {1.25, 1.1, 1.0, 0.9, 0.8},
     {0, 0, 0, 5.071, 8.557, 11.155, 12.423, 13.386, 13.893, 14.157, 14.055, 13.427, 12.007, 10.689,
      9.522, 8.681, 8.326, 7.859, 7.099}},
    {"severe mental illness",
     0.93,
     0,
     1.1,
     {1.7, 1.2, 0.9, 0.75, 0.65},
     {0, 0, 0, 0.122, 0.393, 0.693, 0.949, 1.14, 1.309, 1.446, 1.527, 1.527, 1.506, 1.451, 1.396,
      1.342, 1.276, 1.192, 1.091}},
    {"dementia",
     0.8,
     0,
     0.65,
     {1, 1, 1, 1, 1},
     {0, 0, 0, 0, 0, 0, 0, 0, 0, 0.008, 0.038, 0.085, 0.201, 0.558, 1.447, 3.557, 7.643, 12.651,
      17.972}},
    {"epilepsy",
     0.8,
     18,
     1.05,
     {1, 1, 1, 1, 1},
     {0, 0, 0, 0.575, 0.612, 0.649, 0.69, 0.738, 0.786, 0.834, 0.867, 0.879, 0.891, 0.903, 0.914,
      0.925, 0.935, 0.946, 0.958}},
    {"learning disability",
     0.5,
     0,
     1.4,
     {1, 1, 1, 1, 1},
     {0.053, 0.219, 0.425, 0.669, 0.786, 0.76, 0.712, 0.632, 0.595, 0.622, 0.616, 0.563, 0.489,
      0.383, 0.287, 0.207, 0.151, 0.131, 0.106}},
    {"cancer",
     3.1,
     0,
     0.85,
     {1, 1, 1, 1, 1},
     {0.044, 0.069, 0.093, 0.118, 0.177, 0.287, 0.477, 0.787, 1.29, 2.086, 3.058, 4.295, 5.886,
      8.007, 9.986, 11.754, 12.746, 12.576, 12.372}},
    {"rheumatoid arthritis",
     0.76,
     16,
     0.4,
     {1, 1, 1, 1, 1},
     {0, 0, 0, 0.042, 0.079, 0.116, 0.184, 0.299, 0.442, 0.626, 0.838, 1.091, 1.326, 1.533, 1.675,
      1.721, 1.678, 1.501, 1.289}},
    {"osteoporosis",
     0.8,
     50,
     0.18,
     {1, 1, 1, 1, 1},
     {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.074, 0.179, 0.397, 0.645, 1.031, 1.626, 2.136, 2.517, 2.975}},
    {"non-diabetic hyperglycaemia",
     5.3,
     18,
     1.0,
     {1, 1, 1, 1, 1},
     {0, 0, 0, 0.047, 0.28, 0.514, 0.934, 1.635, 2.578, 3.886, 5.325, 6.96, 8.781, 10.883, 12.425,
      13.125, 13.043, 11.785, 10.276}},
    {"obesity",
     10.5,
     18,
     0.8,
     {1, 1, 1, 1, 1},
     {0, 0, 0, 4.025, 5.598, 7.044, 8.302, 9.46, 10.466, 11.472, 12.479, 13.384, 14.139, 14.391,
      13.887, 12.479, 9.711, 7.296, 5.032}},
    {"palliative care",
     0.45,
     0,
     0.85,
     {1, 1, 1, 1, 1},
     {0, 0, 0, 0, 0.006, 0.022, 0.037, 0.053, 0.082, 0.132, 0.204, 0.31, 0.485, 0.765, 1.219, 1.935,
      2.958, 4.441, 6.222}},
    {"anxiety",
     0,
     14,
     0.55,
     {1.25, 1.1, 1.0, 0.9, 0.8},
     {0, 0, 0.8, 4, 7, 9, 9.5, 9.5, 9.5, 9, 9, 8.5, 8, 7, 6.5, 6, 5.5, 5, 4}},
    {"hypothyroidism",
     0,
     18,
     0.18,
     {1, 1, 1, 1, 1},
     {0, 0, 0, 0.2, 0.5, 0.9, 1.4, 2, 2.7, 3.5, 4.4, 5.4, 6.5, 7.6, 8.6, 9.4, 9.8, 9.8, 9}},
    {"osteoarthritis",
     0,
     40,
     0.7,
     {1.15, 1.05, 1.0, 0.95, 0.9},
     {0, 0, 0, 0, 0, 0, 0, 0, 1.5, 3.5, 7, 12, 17, 22, 27, 31, 34, 35, 35}},
    {"gout",
     0,
     18,
     3.5,
     {1, 1, 1, 1, 1},
     {0, 0, 0, 0, 0, 0.2, 0.5, 0.9, 1.4, 2, 2.6, 3.3, 4.1, 5, 5.8, 6.5, 7, 7, 6}},
    {"reflux",
     0,
     18,
     0.95,
     {1.1, 1.05, 1.0, 0.95, 0.9},
     {0, 0, 0, 0.5, 1.5, 2.5, 3.5, 4.5, 6, 7.5, 9.5, 11.5, 13.5, 15, 16.5, 17.5, 18, 18, 17}},
    {"peptic ulcer",
     0,
     18,
     1.8,
     {1.3, 1.1, 1.0, 0.9, 0.8},
     {0, 0, 0, 0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.8, 1.1, 1.5, 2, 2.5, 3, 3.5, 3.9, 4.2, 4.2}},
    {"autism",
     0,
     4,
     3.0,
     {1, 1, 1, 1, 1},
     {0.2, 1.6, 2, 1.8, 1.2, 0.7, 0.5, 0.35, 0.25, 0.2, 0.15, 0.1, 0.1, 0.05, 0.05, 0.03, 0, 0, 0}},
    {"chronic pain",
     0,
     18,
     0.7,
     {1.5, 1.2, 1.0, 0.8, 0.65},
     {0, 0, 0, 0.3, 0.9, 1.6, 2.4, 3.4, 4.6, 6, 7.4, 8.6, 9.4, 10, 10.6, 11, 11.4, 11.4, 11}},
    {"insomnia",
     0,
     18,
     0.65,
     {1.3, 1.1, 1.0, 0.9, 0.8},
     {0, 0, 0, 0.3, 0.9, 1.4, 1.8, 2.2, 2.8, 3.4, 4, 4.4, 4.8, 5.2, 5.6, 6, 6.4, 6.8, 7}},
    {"overactive bladder",
     0,
     30,
     0.6,
     {1, 1, 1, 1, 1},
     {0, 0, 0, 0, 0, 0, 0.3, 0.5, 0.8, 1.2, 1.8, 2.4, 3.2, 4.2, 5.6, 7, 8.4, 9, 9}},
    {"prostate enlargement",
     0,
     45,
     1000,
     {1, 1, 1, 1, 1},
     {0, 0, 0, 0, 0, 0, 0, 0, 0, 0.6, 1.6, 3.2, 5.4, 8, 10.5, 12.5, 13.5, 14, 14}},
    {"familial hypercholesterolaemia",
     0,
     20,
     1.0,
     {1, 1, 1, 1, 1},
     {0, 0, 0, 0, 0.05, 0.06, 0.08, 0.1, 0.12, 0.14, 0.15, 0.15, 0.15, 0.15, 0.14, 0.12, 0.1, 0.08,
      0.06}},
}};

// Shares: England, Census 2021 [S: humaniverse/demographr ethnicity21_ltla21]. Diabetes [GK].
// Codes: census categories of 2011, the ones in public code lists; Roma joins other White.
constexpr std::array<EthnicGroup, ethnic_group_count> groups = {{
    {"White British", 73.54, true, 1, "976631000000101",
     "White: English, Welsh, Scottish, Northern Irish or British"},
    {"White Irish", 0.87, true, 1, "976651000000108", "White: Irish"},
    {"Gypsy or Irish Traveller", 0.11, true, 1, "976671000000104",
     "White: Gypsy or Irish Traveller"},
    {"Roma", 0.18, true, 1, "976691000000100", "White: any other White background"},
    {"Other White", 6.35, true, 1, "976691000000100", "White: any other White background"},
    {"White and Black Caribbean", 0.88, false, 1, "976711000000103",
     "Mixed: White and Black Caribbean"},
    {"White and Black African", 0.43, false, 1, "976731000000106",
     "Mixed: White and Black African"},
    {"White and Asian", 0.84, false, 1, "976751000000104", "Mixed: White and Asian"},
    {"Other Mixed", 0.8, false, 1, "976771000000108", "Mixed: any other Mixed background"},
    {"Indian", 3.26, false, 2.0, "976791000000107", "Asian or Asian British: Indian"},
    {"Pakistani", 2.78, false, 2.5, "976811000000108", "Asian or Asian British: Pakistani"},
    {"Bangladeshi", 1.11, false, 2.8, "976831000000100", "Asian or Asian British: Bangladeshi"},
    {"Chinese", 0.76, false, 1.1, "976851000000107", "Asian or Asian British: Chinese"},
    {"Other Asian", 1.69, false, 1, "976871000000103",
     "Asian or Asian British: any other Asian background"},
    {"Black African", 2.6, false, 1.6, "976891000000104", "Black or Black British: African"},
    {"Black Caribbean", 1.1, false, 1.9, "976911000000101", "Black or Black British: Caribbean"},
    {"Other Black", 0.52, false, 1, "976931000000109",
     "Black or Black British: any other Black background"},
    {"Arab", 0.57, false, 1, "976951000000102", "Other ethnic group: Arab"},
    {"Any other", 1.61, false, 1, "976971000000106", "Other ethnic group: any other ethnic group"},
}};

constexpr std::array<double, 5> quintiles = {21.5, 21.0, 20.0, 19.0, 18.5};  // [GK]

// Adults on five or more and ten or more current medicines [S: ICPE 2023 abstract, IQVIA data, for
// 60 to 64 and 80 to 84; others interpolated, GK]. Children [GK].
constexpr std::array<MedicineShares, 11> medicines = {{
    {0, 17, 0.05, 0.0, 0.12},
    {18, 44, 2.5, 0.2, 0.7},
    {45, 54, 7, 1.0, 1.6},
    {55, 59, 12.5, 2.0, 2.2},
    {60, 64, 17.8, 3.0, 2.8},
    {65, 69, 25, 4.3, 3.4},
    {70, 74, 32, 5.6, 4.0},
    {75, 79, 40, 7.0, 4.6},
    {80, 84, 46.5, 8.0, 5.0},
    {85, 89, 50, 8.5, 5.2},
    {90, 120, 50, 8.5, 5.2},
}};

}  // namespace

std::span<const AgeBand, age_band_count> age_bands() { return bands; }

std::size_t age_band_of(int age) {
    return age >= 90 ? age_band_count - 1 : static_cast<std::size_t>(age) / 5;
}

const Prevalence& prevalence(Condition condition) {
    INVARIANT(condition < Condition::count);
    return model[static_cast<std::size_t>(condition)];
}

std::span<const EthnicGroup, ethnic_group_count> ethnic_groups() { return groups; }

// England, Census 2021 [GK].
double non_white_share(int age) {
    if (age < 16) return 0.29;
    if (age < 25) return 0.26;
    if (age < 45) return 0.23;
    if (age < 65) return 0.15;
    return age < 75 ? 0.08 : 0.05;
}

std::span<const double, 5> deprivation_shares() { return quintiles; }

std::span<const MedicineShares> medicine_shares() { return medicines; }

// Consultations with GPs and nurses [GK; total of 4.67 to 5.16 in Hobbs 2016 as cited].
double contacts_per_year(int age) {
    if (age < 5) return 6.0;
    if (age < 15) return 2.2;
    if (age < 25) return 3.4;
    if (age < 45) return 4.2;
    if (age < 65) return 5.1;
    if (age < 75) return 7.2;
    return age < 85 ? 9.3 : 10.6;
}

// Electronic Frailty Index categories [S: any frailty in 43.7 % of 65 and over and 10 % of 50 to
// 64, BMC Geriatrics 2022; split by age GK].
std::array<double, 4> frailty_percent(int age) {
    if (age < 50) return {100, 0, 0, 0};
    if (age < 65) return {90, 9, 0.9, 0.1};
    if (age < 75) return {64, 28, 7, 1};
    if (age < 85) return {42, 38, 16, 4};
    return {22, 38, 28, 12};
}

// Care-home residents [GK, census-based].
double care_home_percent(int age) {
    if (age < 18) return 0;
    if (age < 65) return 0.15;
    if (age < 75) return 0.6;
    if (age < 85) return 2.5;
    return age < 90 ? 9 : 22;
}

}  // namespace openpcn::synthetic
