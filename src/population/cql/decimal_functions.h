// Exponentials, logarithms, powers and roots of decimals, computed to some fifty digits and rounded
// to the eighth after the point: binary floating point only guesses where to begin.
#pragma once

#include <optional>
#include <span>

#include "population/cql/value.h"

namespace openpcn::cql {

// All in decimal units of 10^-8. Nothing where the result does not exist or is no Decimal.
std::optional<Wide> exponential(Wide value);
std::optional<Wide> natural_logarithm(Wide value);
std::optional<Wide> logarithm(Wide value, Wide base);
std::optional<Wide> raised(Wide base, Wide exponent);
// The square root of numerator / denominator.
std::optional<Wide> root_of_quotient(Wide numerator, Wide denominator);

// Sum of (x - mean)^2 divided by `divisor`, and its root.
enum class Spread : std::uint8_t {
    variance,
    deviation
};
std::optional<Wide> spread(std::span<const Wide> values, std::size_t divisor, Spread what);
std::optional<Wide> geometric_mean(std::span<const Wide> values);

}  // namespace openpcn::cql
