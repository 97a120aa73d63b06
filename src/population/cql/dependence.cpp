#include "population/cql/dependence.h"

#include <algorithm>
#include <iterator>

namespace openpcn::cql {
namespace {

void add(const Dependence& from, Dependence& to) {
    if (to.on == Dependence::On::record || from.on == Dependence::On::nothing) return;
    std::vector<std::uint32_t> both;
    std::set_union(to.retrieves.begin(), to.retrieves.end(), from.retrieves.begin(),
                   from.retrieves.end(), std::back_inserter(both));
    if (from.on == Dependence::On::record || both.size() > Dependence::retrieves_max) {
        to = {Dependence::On::record, {}};
    } else {
        to = {Dependence::On::retrieves, std::move(both)};
    }
}

// Apart from what its operands say.
Dependence own_dependence(const Plan& plan, const Node& node,
                          const std::vector<Dependence>& before) {
    using O = Operation;
    switch (node.operation) {
        case O::retrieve:
            if (plan.retrieves[node.payload].filter == Retrieve::Filter::none)
                return {Dependence::On::record, {}};
            return {Dependence::On::retrieves, {node.payload}};
        case O::patient:
        case O::retrieve_related:
        case O::age:
        case O::message:  // said once for every person
            return {Dependence::On::record, {}};
        case O::parameter: {
            const NodeIndex value = plan.parameters[node.payload].default_value;
            if (value == no_node) return {};
            if (value >= before.size()) return {Dependence::On::record, {}};
            return before[value];
        }
        default:
            return {};
    }
}

}  // namespace

std::vector<Dependence> dependences_of(const Plan& plan) {
    std::vector<Dependence> all;
    all.reserve(plan.nodes.size());
    for (const Node& node : plan.nodes) {
        Dependence made = own_dependence(plan, node, all);
        // Operands stand before the node that reads them. What is asked of everybody depends on
        // no one of them.
        if (node.operation == Operation::of_everybody) {
            all.emplace_back();
            continue;
        }
        for (const NodeIndex operand : plan.operands_of(node)) add(all[operand], made);
        all.push_back(std::move(made));
    }
    return all;
}

}  // namespace openpcn::cql
