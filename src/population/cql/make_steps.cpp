// Which function each node's step has.
#include <algorithm>

#include "population/cql/steps.h"

namespace openpcn::cql {
namespace {

Step truth_step(TruthFunction truth) { return {&Steps::of_truth, truth}; }
Step value_step(ValueFunction value) { return {value, &Steps::of_value}; }

Step exists_step(const Plan& plan, const Node& node) {
    const Node& source = plan.nodes[plan.operands_of(node)[0]];
    if (source.operation == Operation::retrieve) return truth_step(&Steps::exists_entry);
    if (source.operation == Operation::query &&
        plan.queries[source.payload].result != QueryPlan::Result::aggregate &&
        !plan.queries[source.payload].scalar)
        return truth_step(&Steps::exists_row);
    return truth_step(&Steps::exists);
}

Step data_step(const Plan& plan, const Node& node) {
    using O = Operation;
    switch (node.operation) {
        case O::literal:
            return value_step(&Steps::literal);
        case O::slot:
            return value_step(&Steps::slot);
        case O::patient:
            return value_step(&Steps::patient);
        case O::retrieve:
            return value_step(&Steps::retrieve);
        case O::property:
            return value_step(&Steps::property);
        case O::query:
            return value_step(&Steps::query);
        case O::parameter:
            return value_step(&Steps::parameter);
        case O::and_:
            return truth_step(&Steps::and_);
        case O::or_:
            return truth_step(&Steps::or_);
        case O::xor_:
            return truth_step(&Steps::xor_);
        case O::implies:
            return truth_step(&Steps::implies);
        case O::not_:
            return truth_step(&Steps::not_);
        case O::if_then:
            return {&Steps::if_then, &Steps::if_then_truth};
        case O::case_of:
            return value_step(&Steps::case_of);
        case O::coalesce:
            return value_step(&Steps::coalesce);
        case O::exists:
            return exists_step(plan, node);
        case O::let_in:
            return value_step(&Steps::let_in);
        default:
            return {};
    }
}

Step function_of(const Plan& plan, const Node& node) {
    using O = Operation;
    if (const Step step = data_step(plan, node); step.value != nullptr) return step;
    switch (node.operation) {
        case O::is_null:
            return truth_step(&Steps::is_null);
        case O::is_true:
            return truth_step(&Steps::is_true);
        case O::is_false:
            return truth_step(&Steps::is_false);
        default:
            break;
    }
    static constexpr ValueFunction by_count[] = {&Steps::apply_none, &Steps::apply_one,
                                                 &Steps::apply_two};
    return value_step(node.operand_count < 3 ? by_count[node.operand_count] : &Steps::apply_many);
}

// Whether the value may be another one for another person, apart from what operands say.
bool is_personal(const Plan& plan, const Node& node, const std::vector<bool>& personal) {
    using O = Operation;
    switch (node.operation) {
        case O::retrieve:
        case O::property:
        case O::patient:
        case O::age:
        case O::message:  // said once for every person
            return true;
        case O::parameter: {
            const NodeIndex value = plan.parameters[node.payload].default_value;
            return value != no_node && (value >= personal.size() || personal[value]);
        }
        default:
            return false;
    }
}

}  // namespace

Step step_of(const Plan& plan, const Node& node) {
    const auto operands = plan.operands_of(node);
    Step step = function_of(plan, node);
    step.node = &node;
    step.payload = node.payload;
    if (!operands.empty()) step.first = operands[0];
    if (operands.size() > 1) step.second = operands[1];
    return step;
}

Step constant_step(const Plan& plan, NodeIndex node) {
    Step step{&Steps::make_constant, &Steps::of_value, &plan.nodes[node]};
    step.payload = node;
    return step;
}

StepTable make_steps(const Plan& plan) {
    StepTable table;
    table.steps.reserve(plan.nodes.size());
    std::vector<bool> personal;
    for (NodeIndex i = 0; i < plan.nodes.size(); ++i) {
        const Node& node = plan.nodes[i];
        const auto operands = plan.operands_of(node);
        // Operands stand before the node that reads them.
        personal.push_back(is_personal(plan, node, personal) ||
                           std::any_of(operands.begin(), operands.end(),
                                       [&](NodeIndex operand) { return personal[operand]; }));
        Step step = step_of(plan, node);
        if (node.slots == 0 && node.operation != Operation::literal) {
            if (personal.back()) {
                step.memo = static_cast<std::uint32_t>(table.memo_count++);
            } else {
                step = constant_step(plan, i);
            }
        }
        table.steps.push_back(step);
    }
    return table;
}

}  // namespace openpcn::cql
