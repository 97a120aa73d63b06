// Measures evaluated for every patient: who is in which population.
//
// Populations are settled as the Quality Measure implementation guide says: nobody is in the
// denominator who is not in the initial population, excluded items count nowhere further on, an
// exception is only for those who are not in the numerator. In a measure that counts episodes each
// item (an Encounter, ...) is settled by itself. Nothing is evaluated for those outside the initial
// population. Results do not depend on the number of threads.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "population/cql/operators.h"
#include "population/measures/measure_plan.h"

namespace openpcn::measures {

struct StratifierResult {
    // The stratum of each item that was settled, in order of the items; one for a patient.
    std::vector<std::string> strata;
};

struct GroupResult {
    // By index of Group::populations: how many items are in it; 0 or 1 where patients are counted.
    // Of an observation: how many were made.
    std::vector<std::uint32_t> counts;
    // By index of Group::populations; of observations only. In units of 10^-8.
    std::vector<std::vector<cql::Wide>> observations;
    // For strata: by item, then by index of Group::populations.
    std::vector<std::vector<std::uint8_t>> items;
    std::vector<StratifierResult> stratifiers;
};

struct SubjectResult {
    std::string id;
    std::vector<GroupResult> groups;
    std::vector<std::string> supplemental_data;  // as CQL prints values; "null" for none
    // Why nothing is known of this patient; empty where all was evaluated. Quotes no values.
    std::string error;
};

struct RunSettings {
    cql::EvaluationSettings evaluation;
    unsigned threads = 1;
};

// Of each measure of the plan, in order of the documents. Each patient is gone through once for all
// measures.
std::vector<std::vector<SubjectResult>> run_measures(const MeasurePlan& plan,
                                                     const ConceptDictionary& concepts,
                                                     const TextPool& texts,
                                                     std::span<const cql::Document> documents,
                                                     const RunSettings& settings);

// Settles one item of a group: which of its populations it is really in, given which criteria hold
// for it. By index of Group::populations; observations are left alone.
void settle(const Group& group, std::vector<std::uint8_t>& in);

}  // namespace openpcn::measures
