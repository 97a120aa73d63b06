// Equality, equivalence and order of values (CQL 1.5, section 9 and appendix B.2).
#pragma once

#include <optional>

#include "population/cql/calendar.h"
#include "population/cql/quantity.h"
#include "population/terminology/concept_dictionary.h"
#include "population/terminology/text_pool.h"

namespace openpcn::cql {

// What comparing needs to know of the run, and what it has learnt of its units. Of one thread.
struct Comparison {
    Comparison(const TextPool& pool, int offset_minutes)
        : texts(pool), default_offset_minutes(offset_minutes), units_(pool) {}

    Units& units() const { return units_; }

    // Work that a rule can make grow without bound: rows gone through, items compared with items.
    // Throws EvaluationFailure where the person's share is used up.
    void spend(std::uint64_t steps) const {
        if (steps > work_left_) fail_for_work();
        work_left_ -= steps;
    }
    void allow_work(std::uint64_t steps) const { work_left_ = steps; }

    const TextPool& texts;  // units
    int default_offset_minutes;

private:
    [[noreturn]] static void fail_for_work();

    mutable std::uint64_t work_left_ = ~std::uint64_t{0};
    mutable Units units_;  // a memory, which changes no answer
};

Truth equal(const Value& a, const Value& b, const Comparison& with);
Truth equivalent(const Value& a, const Value& b, const Comparison& with);
// Negative, 0 or positive; nothing where it cannot be known. For numbers, quantities of one unit,
// texts and moments.
std::optional<int> order(const Value& a, const Value& b, Precision precision,
                         const Comparison& with);

// Which of less, same and greater a may be of b: several where a value is uncertain, all where it
// cannot be known.
class Signs {
public:
    static constexpr std::uint8_t less = 1;
    static constexpr std::uint8_t same = 2;
    static constexpr std::uint8_t greater = 4;
    static constexpr std::uint8_t any = 7;

    explicit constexpr Signs(std::uint8_t possible) : possible_(possible) {}
    bool may(std::uint8_t signs) const { return (possible_ & signs) != 0; }
    // Whether one of `wanted` holds.
    Truth are(std::uint8_t wanted) const {
        if ((possible_ & ~wanted) == 0) return Truth::yes;
        return may(wanted) ? Truth::unknown : Truth::no;
    }

private:
    std::uint8_t possible_;
};
Signs signs(const Value& a, const Value& b, Precision precision, const Comparison& with);

// The two ends of an uncertain value; of every other value the value itself.
const Value& least_of(const Value& value);
const Value& most_of(const Value& value);

bool is_number(const Value& value);
bool is_moment(const Value& value);
// An integer, long, decimal or quantity as decimal units.
Wide as_wide(const Value& value);
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
