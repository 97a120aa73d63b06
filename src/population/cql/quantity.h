// Quantities: decimals with a unit, which is a UCUM code or one of CQL's calendar words.
//
// Calendar words up to the week are the UCUM units of that length; a year is 12 months and neither
// is a number of days, except for equivalence: 1 year ~ 1 'a' ~ 365 days (CQL 1.5, 9.Equal). Two
// quantities of one unit's text are always of one dimension, even where it is no UCUM code, since
// records hold texts such as "tablets".
#pragma once

#include <optional>
#include <unordered_map>

#include "population/cql/calendar.h"
#include "population/cql/operation.h"
#include "population/cql/ucum.h"
#include "population/terminology/text_pool.h"

namespace openpcn::cql {

// What the units of one run mean, read once each. Belongs to one thread; borrows the texts.
class Units {
public:
    explicit Units(const TextPool& texts) : texts_(texts) {}

    struct Meaning {
        std::optional<ucum::Unit> unit;          // nothing where the text is no unit
        CalendarUnit word = CalendarUnit::none;  // where it is a calendar word
        std::string code;                        // as UCUM writes it: "d" for "days"
    };
    const Meaning& of(TextIndex unit);
    std::string_view text(TextIndex unit) const { return texts_.at(unit); }
    std::optional<TextIndex> index(std::string_view text) const { return texts_.derive(text); }

private:
    const TextPool& texts_;
    std::unordered_map<TextIndex, Meaning> known_;
};

// The sign of a - b; nothing where the units do not compare.
std::optional<int> compare_quantities(const Value& a, const Value& b, Units& units);
// Equal by the digits that both have, of any units that stand for one another.
bool equivalent_quantities(const Value& a, const Value& b, Units& units);
// Of ratios: whether they are the same proportion.
bool equivalent_ratios(const Value& a, const Value& b, Units& units);
bool equivalent_decimals(Wide a, Wide b);

// add, subtract, multiply, divide, div, mod. Null where the units do not go together, and for
// scales that do not begin at zero.
Value quantity_arithmetic(Operation operation, const Value& a, const Value& b, Units& units);

// In another unit; null where it cannot be.
Value convert_quantity(const Value& quantity, std::string_view unit, Units& units);

// "5.5 'cm'", "4 days", "5"; nothing for other text.
std::optional<Value> parse_quantity(std::string_view text, Units& units);
std::string quantity_text(const Value& quantity, const TextPool& texts);

}  // namespace openpcn::cql
