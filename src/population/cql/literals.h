// Values from the text of literals, and the least and greatest value of each type.
#pragma once

#include <optional>
#include <string_view>

#include "population/cql/type.h"
#include "population/cql/value.h"

namespace openpcn::cql {

// The greatest Decimal that is computed with. Literals have 28 digits before the point and 8 after
// it, which the official tests use, and are computed with one digit to spare. maximum Decimal is
// what the specification gives: 28 digits in all.
extern const Wide decimal_max;
extern const Wide decimal_literal_max;
extern const Wide decimal_extent;

std::optional<std::int64_t> parse_integer(std::string_view text);
// More than eight digits after the point, or more than 28 before it, is nothing.
std::optional<Wide> parse_decimal(std::string_view text);
// The value of a quantity: digits after the eighth are rounded.
std::optional<Wide> parse_rounded_decimal(std::string_view text);
// "10:30:00.0", without the T.
std::optional<Value> parse_time(std::string_view text);
// "2019-01-01" a date; "2019T" or "2019-01-01T10:00Z" a date and time, whose parts may be missing.
std::optional<Value> parse_date_time_literal(std::string_view text);

enum class Extent {
    minimum,
    maximum
};
std::optional<Value> extent_of(TypeKind kind, Extent extent);

}  // namespace openpcn::cql
