// Units of measure by the Unified Code for Units of Measure (UCUM, case sensitive): what a unit
// code means in base dimensions, and exact conversion between units of one dimension.
//
// Knows nothing of CQL and its calendar words; see quantity.h for those. Any text is safe to parse:
// length, depth and exponents are limited. Values, safe to share.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "population/cql/exact_ratio.h"

namespace openpcn::ucum {

using cql::Ratio;
using cql::Wide;

// One base of a product with its exponent: m s g rad K C cd, and each arbitrary unit ([iU]) by its
// place in the table.
struct Dimension {
    std::uint16_t base = 0;
    std::int16_t exponent = 0;
    auto operator<=>(const Dimension&) const = default;
};

// One factor of a code as it is written: "mg" with exponent 1, "10*" with exponent 3.
struct Term {
    std::string code;
    int exponent = 0;
    bool operator==(const Term&) const = default;
};

// Scales that do not begin at zero.
enum class Scale : std::uint8_t {
    proportional,
    celsius,
    fahrenheit,
    reaumur,
    logarithmic  // pH, bel and their kin: only alike ones compare
};

struct Unit {
    Ratio factor;                       // to the base dimensions
    std::vector<Dimension> dimensions;  // by base, exponents other than 0
    Scale scale = Scale::proportional;
    std::vector<Term> terms;  // in order of writing, those of one code joined
    Ratio number;             // of the plain numbers in the code: 100 of "100.mL"
    bool operator==(const Unit&) const = default;
};

// Nothing for text that is no code of the table; annotations in braces are passed over.
std::optional<Unit> parse(std::string_view code);

bool commensurable(const Unit& a, const Unit& b);
// In decimal units of 10^-8, rounded halves away from zero. Nothing across dimensions, for
// logarithmic scales, and for what is too large.
std::optional<Wide> convert(Wide value, const Unit& from, const Unit& to);
// The sign of a - b. Nothing across dimensions and for logarithmic scales.
std::optional<int> compare(Wide a, const Unit& unit_of_a, Wide b, const Unit& unit_of_b);

// The code of the product or quotient: "cm2", "mg/mL", "1".
enum class Combination {
    product,
    quotient
};
std::string combined_code(const Unit& a, const Unit& b, Combination how);

}  // namespace openpcn::ucum
