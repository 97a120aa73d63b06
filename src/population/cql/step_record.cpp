// Elements of the entries of a compact record, each read where it lies.
#include "population/cql/steps.h"

namespace openpcn::cql {

const records::Entry* Steps::entry_of(Evaluator& e, const Value& target) {
    if (target.kind != ValueKind::entry) return nullptr;
    return &e.record_->entries()[target.extra];
}

Value Steps::when(Evaluator& e, const Step& step) {
    const Value target = e.value_of(step.first);
    const records::Entry* entry = entry_of(e, target);
    if (entry == nullptr || !entry->when.has_value()) return {};
    return Value::of_date_time(ValueKind::date_time, entry->when);
}

// `date from X.onset`, as one step.
Value Steps::day_of_when(Evaluator& e, const Step& step) {
    const Value target = e.value_of(step.first);
    const records::Entry* entry = entry_of(e, target);
    if (entry == nullptr || !entry->when.has_value()) return {};
    const Value moment = Value::of_date_time(ValueKind::date_time, entry->when);
    if (entry->when.precision() > Precision::day) return date_part(moment);
    return Value::of_date_time(ValueKind::date, entry->when);
}

Value Steps::status(Evaluator& e, const Step& step) {
    const Value target = e.value_of(step.first);
    const records::Entry* entry = entry_of(e, target);
    if (entry == nullptr || entry->status == records::Status::none) return {};
    return Value::of_text(fhir_code(entry->status));
}

Value Steps::entry_value(Evaluator& e, const Step& step) {
    const Value target = e.value_of(step.first);
    const records::Entry* entry = entry_of(e, target);
    if (entry == nullptr) return {};
    return e.entry_value(*entry, step.node->type);
}

Value Steps::element(Evaluator& e, const Step& step) {
    const Value target = e.value_of(step.first);
    const records::Entry* entry = entry_of(e, target);
    if (entry == nullptr) return {};
    const records::Element* found = e.record_->find(*entry, e.plan_.properties[step.payload].path);
    return found == nullptr ? Value{} : e.element_value(*found, step.node->type);
}

Value Steps::null(Evaluator&, const Step&) { return {}; }

// The value of the first operand as it is, where it is of this kind.
Value Steps::as_kind(Evaluator& e, const Step& step) {
    const Value value = e.value_of(step.first);
    return static_cast<std::uint32_t>(value.kind) == step.payload ? value : Value{};
}

Value Steps::date_from(Evaluator& e, const Step& step) {
    const Value value = e.value_of(step.first);
    if (value.kind != ValueKind::date_time) return apply(e, step, std::span(&value, 1));
    if (value.date_time().precision() > Precision::day) return date_part(value);
    return Value::of_date_time(ValueKind::date, value.date_time());
}

}  // namespace openpcn::cql
