// A node of the plan made ready to run: the function that gives its value, chosen once by operation
// and types, with its first operands at hand.
//
// Every node has a step that gives the same value as the node read word for word, so a clause can
// be asked for by itself; a step that takes several nodes at once stands beside theirs, not in
// their place. tests/differential holds steps against such a reading.
#pragma once

#include "population/cql/compare.h"
#include "population/cql/plan.h"
#include "population/cql/retrieve_index.h"

namespace openpcn::cql {

class Evaluator;
struct Step;

using ValueFunction = Value (*)(Evaluator&, const Step&);
using TruthFunction = Truth (*)(Evaluator&, const Step&);

struct Step {
    static constexpr std::uint32_t no_memo = ~0u;

    ValueFunction value = nullptr;
    TruthFunction truth = nullptr;  // what value(...).truth() would give
    const Node* node = nullptr;
    NodeIndex first = no_node;  // operands
    NodeIndex second = no_node;
    std::uint32_t payload = 0;
    std::uint32_t memo = no_memo;  // where a value that the person has but one of is kept
};

// The step of a node that is evaluated wherever it is asked for.
Step step_of(const Plan& plan, const Node& node);

// The step of a node whose value is the same for everybody and every row of a run.
Step constant_step(const Plan& plan, NodeIndex node);

// A step whose value is a known one for everybody for whom certain retrieves find nothing.
struct WhenFound {
    Step step;
    RetrieveMask retrieves;
    Value if_none = {};
    bool is_known = false;
};

// What all steps of a plan need to run.
struct StepTable {
    std::vector<Step> steps;  // by node
    std::vector<WhenFound> when_found;
    std::vector<std::uint64_t> status_sets;  // one bit a records::Status
    std::size_t memo_count = 0;
};
StepTable make_steps(const Plan& plan);

}  // namespace openpcn::cql
