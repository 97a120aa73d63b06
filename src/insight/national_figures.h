// National figures that a network is compared with, read from content/figures.
//
// Every figure carries its source, which is shown beside it. Immutable values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace openpcn::insight {

// Recorded prevalence of one condition in England.
struct NationalPrevalence {
    std::string id;          // "hypertension"
    std::string title;       // "Hypertension"
    std::string definition;  // the register it is compared with: Library.Definition
    double share = 0;        // of people of age_min or over, between 0 and 1
    int age_min = 0;
    std::vector<double> share_by_band;  // by index of AgeBands, of everybody of that age
};

struct NationalFigures {
    std::string source;
    std::vector<NationalPrevalence> conditions;  // in order of the file
};

// `invalid`, naming the line.
Result<NationalFigures> parse_national_prevalence(std::string_view csv, std::string_view path);

// Five-year bands from 0-4 to 85-89, then 90 and over.
inline constexpr std::size_t age_band_count = 19;
std::size_t age_band_of(int age_years);
std::string age_band_label(std::size_t band);  // "40-44", "90+"

}  // namespace openpcn::insight
