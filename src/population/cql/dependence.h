// What a node's value depends on: nothing of the person, only the entries that certain retrieves
// find, or anything in the record.
//
// Evaluation takes two things from it. What depends on nothing is worked out once for a run. What
// depends on retrieves alone has the same value for everybody for whom all of them are empty,
// which is most people for most rules.
#pragma once

#include <vector>

#include "population/cql/plan.h"

namespace openpcn::cql {

struct Dependence {
    enum class On : std::uint8_t {
        nothing,
        retrieves,
        record
    };
    On on = On::nothing;
    // Ascending; of retrieves by code. A node that depends on more than `retrieves_max` counts as
    // one that depends on the record.
    std::vector<std::uint32_t> retrieves;

    static constexpr std::size_t retrieves_max = 48;
};

// By node. A row of a query is part of what the query's source depends on.
std::vector<Dependence> dependences_of(const Plan& plan);

}  // namespace openpcn::cql
