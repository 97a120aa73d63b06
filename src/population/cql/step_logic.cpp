// Three-valued logic and choices, with no more operands evaluated than are needed (CQL 1.5,
// sections 13 and 15).
#include "population/cql/steps.h"

namespace openpcn::cql {

Truth Steps::and_(Evaluator& e, const Step& step) {
    const Truth left = e.truth_of(step.first);
    return left == Truth::no ? left : both(left, e.truth_of(step.second));
}

Truth Steps::or_(Evaluator& e, const Step& step) {
    const Truth left = e.truth_of(step.first);
    return left == Truth::yes ? left : either(left, e.truth_of(step.second));
}

Truth Steps::xor_(Evaluator& e, const Step& step) {
    const Truth left = e.truth_of(step.first);
    const Truth right = e.truth_of(step.second);
    if (left == Truth::unknown || right == Truth::unknown) return Truth::unknown;
    return truth_of(left != right);
}

Truth Steps::implies(Evaluator& e, const Step& step) {
    const Truth left = e.truth_of(step.first);
    return left == Truth::no ? Truth::yes : either(negated(left), e.truth_of(step.second));
}

Truth Steps::not_(Evaluator& e, const Step& step) { return negated(e.truth_of(step.first)); }

Truth Steps::is_null(Evaluator& e, const Step& step) {
    return truth_of(e.value_of(step.first).is_null());
}

Truth Steps::is_true(Evaluator& e, const Step& step) {
    return truth_of(e.truth_of(step.first) == Truth::yes);
}

Truth Steps::is_false(Evaluator& e, const Step& step) {
    return truth_of(e.truth_of(step.first) == Truth::no);
}

Value Steps::if_then(Evaluator& e, const Step& step) {
    const auto operands = e.plan_.operands_of(*step.node);
    return e.value_of(e.truth_of(step.first) == Truth::yes ? operands[1] : operands[2]);
}

Truth Steps::if_then_truth(Evaluator& e, const Step& step) {
    const auto operands = e.plan_.operands_of(*step.node);
    return e.truth_of(e.truth_of(step.first) == Truth::yes ? operands[1] : operands[2]);
}

Value Steps::case_of(Evaluator& e, const Step& step) {
    const auto operands = e.plan_.operands_of(*step.node);
    for (std::size_t i = 0; i + 1 < operands.size(); i += 2) {
        if (e.truth_of(operands[i]) == Truth::yes) return e.value_of(operands[i + 1]);
    }
    return e.value_of(operands.back());
}

// Of one list: its first item that is not null.
Value Steps::coalesce(Evaluator& e, const Step& step) {
    const auto operands = e.plan_.operands_of(*step.node);
    if (operands.size() == 1) {
        const Value list = e.value_of(step.first);
        if (list.kind != ValueKind::list) return list;
        for (const Value& item : list.items()) {
            if (!item.is_null()) return item;
        }
        return {};
    }
    for (const NodeIndex operand : operands) {
        const Value value = e.value_of(operand);
        if (!value.is_null()) return value;
    }
    return {};
}

Value Steps::let_in(Evaluator& e, const Step& step) {
    const Value outer = e.slots_[step.payload];
    e.slots_[step.payload] = e.value_of(step.first);
    const Value result = e.value_of(step.second);
    e.slots_[step.payload] = outer;
    return result;
}

}  // namespace openpcn::cql
