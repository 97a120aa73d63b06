// Values from the text of literals, and the least and greatest value of each type.
#pragma once

#include <optional>
#include <string_view>

#include "population/cql/type.h"
#include "population/cql/value.h"

namespace openpcn::cql {

// Decimal limits of CQL: 28 digits, 8 of them after the point.
extern const Wide decimal_max;

std::optional<std::int64_t> parse_integer(std::string_view text);
// More than eight digits after the point, or more than 28 in all, is nothing.
std::optional<Wide> parse_decimal(std::string_view text);
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
