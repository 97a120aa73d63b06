// Operators that need all their arguments.
#include "population/cql/steps.h"

namespace openpcn::cql {

Value Steps::apply_none(Evaluator& e, const Step& step) { return apply(e, step, {}); }

Value Steps::apply_one(Evaluator& e, const Step& step) {
    const Value argument = e.value_of(step.first);
    return apply(e, step, std::span(&argument, 1));
}

Value Steps::apply_two(Evaluator& e, const Step& step) {
    const Value arguments[2] = {e.value_of(step.first), e.value_of(step.second)};
    return apply(e, step, arguments);
}

Value Steps::apply_many(Evaluator& e, const Step& step) {
    const auto operands = e.plan_.operands_of(*step.node);
    const auto arguments = e.arena_.values(operands.size());
    for (std::size_t i = 0; i < operands.size(); ++i) arguments[i] = e.value_of(operands[i]);
    return apply(e, step, arguments);
}

}  // namespace openpcn::cql
