// The functions that steps are made of. Internal to the evaluator; chosen in make_steps.cpp.
#pragma once

#include "population/cql/evaluator.h"

namespace openpcn::cql {

struct Steps {
    // Where only one of the two is written, the other one asks it.
    static Value of_truth(Evaluator& e, const Step& step) { return Value::of(step.truth(e, step)); }
    static Truth of_value(Evaluator& e, const Step& step) { return step.value(e, step).truth(); }

    // Values and data (evaluator.cpp, step_data.cpp)
    static Value literal(Evaluator& e, const Step& step);
    static Value constant(Evaluator& e, const Step& step);
    static Value make_constant(Evaluator& e, const Step& step);
    static Value value_when_found(Evaluator& e, const Step& step);
    static Truth truth_when_found(Evaluator& e, const Step& step);
    static void learn_if_none(Evaluator& e, WhenFound& found);
    static Value slot(Evaluator& e, const Step& step);
    static Value patient(Evaluator& e, const Step& step);
    static Value retrieve(Evaluator& e, const Step& step);
    static Value retrieve_everybody(Evaluator& e, const Step& step);
    static Value retrieve_related(Evaluator& e, const Step& step);
    static Value of_everybody(Evaluator& e, const Step& step);
    static Value property(Evaluator& e, const Step& step);
    static Value parameter(Evaluator& e, const Step& step);

    // What looks at one row alone, of a record's changed copies (copy_memory.cpp)
    static Value value_of_row(Evaluator& e, const Step& step);
    static Truth truth_of_row(Evaluator& e, const Step& step);

    // Elements of a compact record's entries, and what is nearly always done with them
    // (step_record.cpp)
    static const records::Entry* entry_of(Evaluator& e, const Step& step);
    static const records::Element* element_of(Evaluator& e, const records::Entry& entry,
                                              records::ElementPath path);
    static Value null(Evaluator& e, const Step& step);
    static Value code(Evaluator& e, const Step& step);
    static Value when(Evaluator& e, const Step& step);
    static Value day_of_when(Evaluator& e, const Step& step);
    static Value moment(Evaluator& e, const Step& step);
    static Value day_of_moment(Evaluator& e, const Step& step);
    static Value status(Evaluator& e, const Step& step);
    static Truth status_in(Evaluator& e, const Step& step);
    static Value entry_value(Evaluator& e, const Step& step);
    static Value element(Evaluator& e, const Step& step);
    static Truth code_in_value_set(Evaluator& e, const Step& step);
    static Value as_kind(Evaluator& e, const Step& step);
    static Value date_from(Evaluator& e, const Step& step);

    // Comparisons (step_compare.cpp)
    static Truth less(Evaluator& e, const Step& step);
    static Truth less_or_equal(Evaluator& e, const Step& step);
    static Truth greater(Evaluator& e, const Step& step);
    static Truth greater_or_equal(Evaluator& e, const Step& step);
    static Truth equal(Evaluator& e, const Step& step);
    static Truth not_equal(Evaluator& e, const Step& step);
    static Truth in(Evaluator& e, const Step& step);
    static Truth in_value_set(Evaluator& e, const Step& step);
    static Value minimum(Evaluator& e, const Step& step);
    static Value maximum(Evaluator& e, const Step& step);
    static Value count(Evaluator& e, const Step& step);

    // Operators whose arguments are all needed: by what Operators says (step_operators.cpp)
    static Value apply(Evaluator& e, const Step& step, std::span<const Value> arguments) {
        return e.operators_.apply(*step.node, arguments);
    }
    static Value apply_none(Evaluator& e, const Step& step);
    static Value apply_one(Evaluator& e, const Step& step);
    static Value apply_two(Evaluator& e, const Step& step);
    static Value apply_many(Evaluator& e, const Step& step);

    // Logic and choice (step_logic.cpp)
    static Truth and_(Evaluator& e, const Step& step);
    static Truth or_(Evaluator& e, const Step& step);
    static Truth xor_(Evaluator& e, const Step& step);
    static Truth implies(Evaluator& e, const Step& step);
    static Truth not_(Evaluator& e, const Step& step);
    static Truth is_null(Evaluator& e, const Step& step);
    static Truth is_true(Evaluator& e, const Step& step);
    static Truth is_false(Evaluator& e, const Step& step);
    static Value if_then(Evaluator& e, const Step& step);
    static Truth if_then_truth(Evaluator& e, const Step& step);
    static Value case_of(Evaluator& e, const Step& step);
    static Value coalesce(Evaluator& e, const Step& step);
    static Value let_in(Evaluator& e, const Step& step);

    // Queries (step_query.cpp)
    static Value query(Evaluator& e, const Step& step);
    static Truth exists(Evaluator& e, const Step& step);
    static Truth exists_row(Evaluator& e, const Step& step);
    static Truth exists_entry(Evaluator& e, const Step& step);
};

}  // namespace openpcn::cql
