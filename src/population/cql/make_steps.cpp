// Which function each node's step has.
#include <algorithm>

#include "population/cql/dependence.h"
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

Step property_step(const Plan& plan, const Node& node) {
    using Access = Property::Access;
    switch (plan.properties[node.payload].access) {
        case Access::when:
            return value_step(&Steps::when);
        case Access::status:
            return value_step(&Steps::status);
        case Access::value:
            return value_step(&Steps::entry_value);
        case Access::element:
            return value_step(&Steps::element);
        default:
            return value_step(&Steps::property);
    }
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
            return property_step(plan, node);
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

// The value kind of a simple type, or null for types of other forms.
ValueKind kind_of(TypeKind type) {
    switch (type) {
        case TypeKind::boolean:
            return ValueKind::boolean;
        case TypeKind::integer:
            return ValueKind::integer;
        case TypeKind::long_integer:
            return ValueKind::long_integer;
        case TypeKind::decimal:
            return ValueKind::decimal;
        case TypeKind::string:
            return ValueKind::string;
        case TypeKind::date:
            return ValueKind::date;
        case TypeKind::date_time:
            return ValueKind::date_time;
        case TypeKind::time:
            return ValueKind::time;
        case TypeKind::quantity:
            return ValueKind::quantity;
        case TypeKind::code:
            return ValueKind::code;
        case TypeKind::concept_:
            return ValueKind::concept_;
        default:
            return ValueKind::null;
    }
}

Step as_type_step(const Plan& plan, const Node& node) {
    const ValueKind kind = kind_of(plan.types.kind(node.payload));
    if (kind == ValueKind::null) return value_step(&Steps::apply_one);
    Step step = value_step(&Steps::as_kind);
    step.payload = static_cast<std::uint32_t>(kind);
    return step;
}

Step comparison_step(Operation operation) {
    using O = Operation;
    switch (operation) {
        case O::less:
        case O::before:
            return truth_step(&Steps::less);
        case O::less_or_equal:
        case O::same_or_before:
            return truth_step(&Steps::less_or_equal);
        case O::greater:
        case O::after:
            return truth_step(&Steps::greater);
        case O::greater_or_equal:
        case O::same_or_after:
            return truth_step(&Steps::greater_or_equal);
        case O::equal:
        case O::same_as:
            return truth_step(&Steps::equal);
        case O::not_equal:
            return truth_step(&Steps::not_equal);
        case O::in:
            return truth_step(&Steps::in);
        case O::in_value_set:
            return truth_step(&Steps::in_value_set);
        default:
            return {};
    }
}

Step function_of(const Plan& plan, const Node& node) {
    using O = Operation;
    if (const Step step = data_step(plan, node); step.value != nullptr) return step;
    if (const Step step = comparison_step(node.operation); step.value != nullptr) return step;
    switch (node.operation) {
        case O::is_null:
            return truth_step(&Steps::is_null);
        case O::is_true:
            return truth_step(&Steps::is_true);
        case O::is_false:
            return truth_step(&Steps::is_false);
        case O::as_type:
            return as_type_step(plan, node);
        case O::date_from:
            return value_step(&Steps::date_from);
        default:
            break;
    }
    static constexpr ValueFunction by_count[] = {&Steps::apply_none, &Steps::apply_one,
                                                 &Steps::apply_two};
    return value_step(node.operand_count < 3 ? by_count[node.operand_count] : &Steps::apply_many);
}

}  // namespace

Step step_of(const Plan& plan, const Node& node) {
    const auto operands = plan.operands_of(node);
    Step step = function_of(plan, node);
    step.node = &node;
    if (step.payload == 0) step.payload = node.payload;
    if (!operands.empty()) step.first = operands[0];
    if (operands.size() > 1) step.second = operands[1];
    return step;
}

Step constant_step(const Plan& plan, NodeIndex node) {
    Step step{&Steps::make_constant, &Steps::of_value, &plan.nodes[node]};
    step.payload = node;
    return step;
}

namespace {

bool is_null_step(const Step& step) { return step.value == &Steps::null; }

// As operands allow: a step that takes its operand's work with it. Only Property::Access::when is
// known to be a DateTime or null and nothing else.
Step narrowed(const Plan& plan, const Node& node, const Step& step, std::span<const Step> steps) {
    const Step null{&Steps::null, &Steps::of_value, &node};
    if (node.operation == Operation::coalesce) {
        const Step* only = nullptr;
        for (const NodeIndex operand : plan.operands_of(node)) {
            if (is_null_step(steps[operand])) continue;
            if (only != nullptr) return step;
            only = &steps[operand];
        }
        return only == nullptr ? null : node.operand_count > 1 ? *only : step;
    }
    if (step.first == no_node) return step;
    const Step& operand = steps[step.first];
    switch (node.operation) {
        case Operation::as_type: {
            if (operand.value != &Steps::when) return step;
            const TypeKind kind = plan.types.kind(node.payload);
            if (kind == TypeKind::date_time) return operand;
            return kind_of(kind) != ValueKind::null || kind == TypeKind::interval ? null : step;
        }
        case Operation::date_from:
            if (operand.value == &Steps::when) {
                Step day = operand;
                day.value = &Steps::day_of_when;
                return day;
            }
            return is_null_step(operand) ? null : step;
        case Operation::start_of:
        case Operation::end_of:
        case Operation::period_start:
        case Operation::period_end:
            return is_null_step(operand) ? null : step;
        default:
            return step;
    }
}

}  // namespace

namespace {

// Where looking at the hits of retrieves first saves more than it costs.
bool is_worth_a_look(const Plan& plan, const Node& node) {
    using O = Operation;
    switch (node.operation) {
        case O::retrieve:
        case O::not_:
        case O::is_true:
        case O::is_false:
        case O::is_null:
            return false;
        case O::exists:
            return plan.nodes[plan.operands_of(node)[0]].operation != O::retrieve;
        default:
            return true;
    }
}

}  // namespace

StepTable make_steps(const Plan& plan) {
    StepTable table;
    table.steps.reserve(plan.nodes.size());
    const std::vector<Dependence> dependences = dependences_of(plan);
    for (NodeIndex i = 0; i < plan.nodes.size(); ++i) {
        const Node& node = plan.nodes[i];
        Step step = narrowed(plan, node, step_of(plan, node), table.steps);
        step.memo = Step::no_memo;
        const Dependence& dependence = dependences[i];
        if (node.slots == 0 && node.operation != Operation::literal) {
            if (dependence.on == Dependence::On::nothing) {
                step = constant_step(plan, i);
            } else {
                step.memo = static_cast<std::uint32_t>(table.memo_count++);
            }
            if (dependence.on == Dependence::On::retrieves && is_worth_a_look(plan, node)) {
                table.when_found.push_back({step, RetrieveMask(dependence.retrieves)});
                step = {&Steps::value_when_found, &Steps::truth_when_found, &node};
                step.payload = static_cast<std::uint32_t>(table.when_found.size() - 1);
            }
        }
        table.steps.push_back(step);
    }
    return table;
}

}  // namespace openpcn::cql
