// Equality, equivalence and order of values (CQL 1.5, section 9 and appendix B.2).
#pragma once

#include <optional>

#include "population/cql/calendar.h"
#include "population/terminology/concept_dictionary.h"
#include "population/terminology/text_pool.h"

namespace openpcn::cql {

// What comparing needs to know of the run.
struct Comparison {
    const TextPool& texts;  // units
    int default_offset_minutes = 0;
};

Truth equal(const Value& a, const Value& b, const Comparison& with);
Truth equivalent(const Value& a, const Value& b, const Comparison& with);
// Negative, 0 or positive; nothing where it cannot be known. For numbers, quantities of one unit,
// texts and moments.
std::optional<int> order(const Value& a, const Value& b, Precision precision,
                         const Comparison& with);

bool is_number(const Value& value);
bool is_moment(const Value& value);
// An integer, long, decimal or quantity as decimal units.
Wide as_wide(const Value& value);
// Whether two units mean the same: calendar words and their UCUM codes count as one.
bool same_unit(TextIndex a, TextIndex b, const TextPool& texts);

inline Truth negated(Truth truth) {
    return truth == Truth::unknown ? truth : truth == Truth::yes ? Truth::no : Truth::yes;
}
inline Truth both(Truth a, Truth b) {
    if (a == Truth::no || b == Truth::no) return Truth::no;
    return a == Truth::unknown || b == Truth::unknown ? Truth::unknown : Truth::yes;
}
inline Truth either(Truth a, Truth b) { return negated(both(negated(a), negated(b))); }
inline Truth truth_of(bool condition) { return condition ? Truth::yes : Truth::no; }

}  // namespace openpcn::cql
