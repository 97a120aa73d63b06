// Literals, aliases, the record, and what a whole run has but one of.
#include "population/cql/steps.h"

namespace openpcn::cql {
namespace {

// A value whose parts lie in `arena`, so that it outlives the person it was made for.
Value kept(const Value& value, Arena& arena) {
    if (value.kind == ValueKind::string) return Value::of_text(arena.copy(value.text()));
    const auto items = value.items();
    if (items.empty()) return value;
    const auto copies = arena.values(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) copies[i] = kept(items[i], arena);
    Value result = value;
    result.number = reinterpret_cast<std::int64_t>(copies.data());
    return result;
}

}  // namespace

Value Steps::literal(Evaluator& e, const Step& step) { return e.plan_.literals[step.payload]; }

Value Steps::constant(Evaluator& e, const Step& step) { return e.constants_[step.payload]; }

// What depends on neither person nor row is evaluated when it is first asked for; from then on its
// step is a literal.
Value Steps::make_constant(Evaluator& e, const Step& step) {
    const NodeIndex node = step.payload;
    const Step plain = step_of(e.plan_, *step.node);
    const Value value = kept(plain.value(e, plain), e.constant_arena_);
    Step& own = e.steps_[node];
    own.payload = static_cast<std::uint32_t>(e.constants_.size());
    own.value = &constant;
    e.constants_.push_back(value);
    e.constant_nodes_.push_back(node);
    return value;
}

void Steps::learn_if_none(Evaluator& e, WhenFound& found) {
    found.if_none = kept(found.step.value(e, found.step), e.constant_arena_);
    found.is_known = true;
}

Value Steps::value_when_found(Evaluator& e, const Step& step) {
    WhenFound& found = e.when_found_[step.payload];
    if (e.hits_.any(found.retrieves)) return e.recall(found.step);
    if (!found.is_known) learn_if_none(e, found);
    return found.if_none;
}

Truth Steps::truth_when_found(Evaluator& e, const Step& step) {
    WhenFound& found = e.when_found_[step.payload];
    if (e.hits_.any(found.retrieves)) return e.recall_truth(found.step);
    if (!found.is_known) learn_if_none(e, found);
    return found.if_none.truth();
}

Value Steps::slot(Evaluator& e, const Step& step) { return e.slots_[step.payload]; }

Value Steps::patient(Evaluator& e, const Step&) {
    if (e.document_ == nullptr) return Value::with(ValueKind::patient, 0);
    return e.document_->patient == nullptr ? Value{} : value_of(*e.document_->patient);
}

Value Steps::retrieve(Evaluator& e, const Step& step) {
    return e.retrieve(e.plan_.retrieves[step.payload], step.payload);
}

// One value a person, in their order; null for whom the expression fails. Asked once for a run.
Value Steps::of_everybody(Evaluator& e, const Step& step) {
    Evaluator other(e.plan_, e.concepts_, e.texts_, e.settings_);
    const auto people = e.everybody();
    const auto values = e.arena_.values(people.size());
    for (std::size_t i = 0; i < people.size(); ++i) {
        other.begin(people[i]);
        values[i] = kept(other.value_or_null(step.first), e.arena_);
    }
    return Value::of_items(ValueKind::list, values);
}

Value Steps::property(Evaluator& e, const Step& step) {
    return e.property(e.plan_.properties[step.payload], e.value_of(step.first), step.node->type);
}

Value Steps::parameter(Evaluator& e, const Step& step) {
    return e.parameter(e.plan_.parameters[step.payload]);
}

}  // namespace openpcn::cql
