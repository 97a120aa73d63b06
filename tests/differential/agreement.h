// Holds the Evaluator against the simple evaluator: the same plan, the same record, every
// definition, and the values must be the same down to the bytes of texts and the order of lists.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "generated_world.h"
#include "population/cql/compile.h"
#include "population/cql/evaluator.h"

namespace openpcn::differential {

bool same_value(const cql::Value& a, const cql::Value& b);

// What the values were: agreement on null alone would prove little.
struct ValueTotals {
    std::size_t yes = 0;
    std::size_t no = 0;
    std::size_t nulls = 0;
    std::size_t empty = 0;  // lists
    std::size_t others = 0;
    std::size_t failed = 0;    // values that the simple walk cannot give: EvaluationFailure
    std::size_t too_long = 0;  // people whose simple walk would take too long
};

// Both evaluators over one plan. Goes from person to person, as a run does, so that nothing of one
// may be left in the next.
class Agreement {
public:
    // `simple` is the plan that the simple evaluator reads: the same one, or one that was changed
    // on purpose to see whether that is noticed. A simple walk ends after `steps_max` nodes a
    // person.
    Agreement(const cql::Plan& fast, const cql::Plan& simple, const ConceptDictionary& concepts,
              const TextPool& texts, const cql::EvaluationSettings& settings,
              std::size_t steps_max);
    ~Agreement();

    struct Difference {
        std::string definition;
        std::string fast;
        std::string simple;
    };
    // Definitions are asked for in an order that `order` chooses, because what was asked before
    // decides what is remembered. Nothing where all agree, or where the simple walk takes too long.
    std::optional<Difference> compare(const records::PatientRecord& record, std::uint64_t order);
    const ValueTotals& totals() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

struct GeneratedTotals {
    std::size_t libraries = 0;
    std::size_t pairs = 0;  // of library and record, all definitions compared
    ValueTotals values;
};

inline constexpr std::size_t generated_steps_max = 200'000;

// Everything that one seed stands for.
struct GeneratedCase {
    GeneratedCase(std::uint64_t seed, std::size_t record_count);
    cql::Compilation compile();

    RandomChoice random;
    World world;
    std::vector<std::vector<std::byte>> people;
    std::vector<cql::LibrarySource> sources;
    cql::EvaluationSettings settings;
};

// One generated library over generated records, all from `seed`. The text of the first difference,
// with everything that is needed to repeat it; or of the errors where the library does not compile.
std::optional<std::string> compare_generated(std::uint64_t seed, std::size_t records,
                                             GeneratedTotals& totals);

}  // namespace openpcn::differential
