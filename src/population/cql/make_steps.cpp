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
        case Access::code:
            return value_step(&Steps::code);
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
        case O::retrieve_everybody:
            return value_step(&Steps::retrieve_everybody);
        case O::retrieve_related:
            return value_step(&Steps::retrieve_related);
        case O::of_everybody:
            return value_step(&Steps::of_everybody);
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
        case O::minimum:
            return value_step(&Steps::minimum);
        case O::maximum:
            return value_step(&Steps::maximum);
        case O::count:
            return value_step(&Steps::count);
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
    if (node.operation == Operation::property &&
        plan.nodes[step.first].operation == Operation::slot)
        step.second = plan.nodes[step.first].payload;
    return step;
}

Step constant_step(const Plan& plan, NodeIndex node) {
    Step step{&Steps::make_constant, &Steps::of_value, &plan.nodes[node]};
    step.payload = node;
    return step;
}

namespace {

bool is_null_step(const Step& step) { return step.value == &Steps::null; }

Step with_value(Step step, ValueFunction value) {
    step.value = value;
    return step;
}

// A property that is known to be a DateTime, a Period or null, read as one of them.
Step narrowed_type(const Plan& plan, const Node& node, const Step& step, const Step& operand) {
    const Step null{&Steps::null, &Steps::of_value, &node};
    const TypeKind kind = plan.types.kind(node.payload);
    if (operand.value == &Steps::code) return kind == TypeKind::concept_ ? operand : step;
    const bool may_be_period =
        operand.value == &Steps::property &&
        plan.properties[operand.node->payload].access == Property::Access::when_or_period;
    if (operand.value != &Steps::when && !may_be_period) return step;
    if (kind == TypeKind::date_time)
        return may_be_period ? with_value(operand, &Steps::moment) : operand;
    if (kind == TypeKind::interval) return may_be_period ? step : null;
    return kind_of(kind) != ValueKind::null ? null : step;
}

// The first operand that may be another value than null, where there is only one of them.
Step narrowed_coalesce(const Plan& plan, const Node& node, const Step& step,
                       std::span<const Step> steps) {
    const Step* only = nullptr;
    for (const NodeIndex operand : plan.operands_of(node)) {
        if (is_null_step(steps[operand])) continue;
        if (only != nullptr) return step;
        only = &steps[operand];
    }
    if (only == nullptr) return {&Steps::null, &Steps::of_value, &node};
    return node.operand_count > 1 ? *only : step;
}

// As operands allow: a step that takes its operand's work with it.
Step narrowed(const Plan& plan, const Node& node, const Step& step, std::span<const Step> steps) {
    if (node.operation == Operation::coalesce) return narrowed_coalesce(plan, node, step, steps);
    if (step.first == no_node) return step;
    const Step& operand = steps[step.first];
    switch (node.operation) {
        case Operation::as_type:
            return narrowed_type(plan, node, step, operand);
        case Operation::date_from:
            if (operand.value == &Steps::when) return with_value(operand, &Steps::day_of_when);
            if (operand.value == &Steps::moment) return with_value(operand, &Steps::day_of_moment);
            [[fallthrough]];
        case Operation::start_of:
        case Operation::end_of:
        case Operation::period_start:
        case Operation::period_end:
            if (is_null_step(operand)) return {&Steps::null, &Steps::of_value, &node};
            return step;
        case Operation::in_value_set:
            if (operand.value == &Steps::code) {
                Step made = operand;
                made.value = &Steps::of_truth;
                made.truth = &Steps::code_in_value_set;
                made.payload = node.payload;
                return made;
            }
            return step;
        default:
            return step;
    }
}

// The statuses that a list of texts names, one bit each; nothing for another list.
std::optional<std::uint64_t> status_set_of(const Plan& plan, const Node& list) {
    static_assert(static_cast<int>(records::Status::count) <= 64);
    if (list.operation != Operation::make_list) return std::nullopt;
    std::uint64_t set = 0;
    for (const NodeIndex item : plan.operands_of(list)) {
        const Node& node = plan.nodes[item];
        if (node.operation != Operation::literal) return std::nullopt;
        const Value& text = plan.literals[node.payload];
        if (text.kind != ValueKind::string) return std::nullopt;
        const auto status = records::status_from_fhir(text.text());
        if (status) set |= std::uint64_t{1} << static_cast<int>(*status);
    }
    return set;
}

void add_status_set(const Plan& plan, const Node& node, StepTable& table, Step& step) {
    if (node.operation != Operation::in) return;
    const Step& status = table.steps[step.first];
    if (status.value != &Steps::status) return;
    const auto set = status_set_of(plan, plan.nodes[step.second]);
    if (!set) return;
    step = status;
    step.value = &Steps::of_truth;
    step.truth = &Steps::status_in;
    step.payload = static_cast<std::uint32_t>(table.status_sets.size());
    table.status_sets.push_back(*set);
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
        add_status_set(plan, node, table, step);
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
