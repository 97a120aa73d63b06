// How many people each boolean definition of a plan is true of.
//
// Evaluation of one person depends on nothing but their record, so threads share the people out
// among them and the sums are the same however many there are.
#pragma once

#include <span>
#include <vector>

#include "population/cql/evaluator.h"

namespace openpcn::cql {

struct TruthCount {
    std::size_t yes = 0;
    std::size_t no = 0;
    std::size_t unknown = 0;  // the record does not say
    std::size_t failed = 0;   // of the unknown: the expression failed, as in EvaluationFailure
    bool operator==(const TruthCount&) const = default;
};

struct PopulationCountRequest {
    std::span<const std::size_t> definitions;  // indices into Plan::definitions, boolean ones
    EvaluationSettings settings;
    unsigned threads = 1;  // 0 counts as 1
};

// By position in request.definitions.
std::vector<TruthCount> count_people(const Plan& plan, const ConceptDictionary& concepts,
                                     const TextPool& texts,
                                     std::span<const records::PatientRecord> people,
                                     const PopulationCountRequest& request);

}  // namespace openpcn::cql
