// Elements of the entries of a compact record, each read where it lies.
#include "population/cql/steps.h"

namespace openpcn::cql {
namespace {

Value date_time_of(PartialDateTime moment) {
    return moment.has_value() ? Value::of_date_time(ValueKind::date_time, moment) : Value{};
}

Value day_of(PartialDateTime moment) {
    if (!moment.has_value()) return {};
    if (moment.precision() <= Precision::day) return Value::of_date_time(ValueKind::date, moment);
    return date_part(Value::of_date_time(ValueKind::date_time, moment));
}

}  // namespace

// The entry that an element is read of. Nearly always the target is a query's alias, whose slot
// make_steps.cpp puts in the place of a second operand.
const records::Entry* Steps::entry_of(Evaluator& e, const Step& step) {
    const bool is_alias = step.second != no_node;
    const Value target = is_alias ? e.slots_[step.second] : e.value_of(step.first);
    return target.kind == ValueKind::entry ? e.entries_ + target.extra : nullptr;
}

const records::Element* Steps::element_of(Evaluator& e, const records::Entry& entry,
                                          records::ElementPath path) {
    const records::Element* at = e.elements_ + entry.first_element;
    const records::Element* const end = at + entry.element_count;
    // Sorted by path.
    while (at != end && at->path < path) ++at;
    return at != end && at->path == path ? at : nullptr;
}

Value Steps::null(Evaluator&, const Step&) { return {}; }

Value Steps::code(Evaluator& e, const Step& step) {
    const records::Entry* entry = entry_of(e, step);
    return entry == nullptr ? Value{} : e.concept_of(*entry);
}

Value Steps::when(Evaluator& e, const Step& step) {
    const records::Entry* entry = entry_of(e, step);
    return entry == nullptr ? Value{} : date_time_of(entry->when);
}

Value Steps::day_of_when(Evaluator& e, const Step& step) {
    const records::Entry* entry = entry_of(e, step);
    return entry == nullptr ? Value{} : day_of(entry->when);
}

// An element that is a Period where an end was recorded, read as a DateTime.
Value Steps::moment(Evaluator& e, const Step& step) {
    const records::Entry* entry = entry_of(e, step);
    if (entry == nullptr || element_of(e, *entry, records::ElementPath::end) != nullptr) return {};
    return date_time_of(entry->when);
}

Value Steps::day_of_moment(Evaluator& e, const Step& step) {
    const records::Entry* entry = entry_of(e, step);
    if (entry == nullptr || element_of(e, *entry, records::ElementPath::end) != nullptr) return {};
    return day_of(entry->when);
}

Value Steps::status(Evaluator& e, const Step& step) {
    const records::Entry* entry = entry_of(e, step);
    if (entry == nullptr || entry->status == records::Status::none) return {};
    return Value::of_text(fhir_code(entry->status));
}

// `X.status in { 'active', ... }`: the list was read when the step was made.
Truth Steps::status_in(Evaluator& e, const Step& step) {
    const records::Entry* entry = entry_of(e, step);
    if (entry == nullptr || entry->status == records::Status::none) return Truth::no;
    return truth_of(((e.status_sets_[step.payload] >> static_cast<int>(entry->status)) & 1) != 0);
}

Value Steps::entry_value(Evaluator& e, const Step& step) {
    const records::Entry* entry = entry_of(e, step);
    return entry == nullptr ? Value{} : e.entry_value(*entry, step.node->type);
}

Value Steps::element(Evaluator& e, const Step& step) {
    const records::Entry* entry = entry_of(e, step);
    if (entry == nullptr) return {};
    const records::Element* found = element_of(e, *entry, e.plan_.properties[step.payload].path);
    return found == nullptr ? Value{} : e.element_value(*found, step.node->type);
}

// `X.code in "Value set"`: no Concept is made.
Truth Steps::code_in_value_set(Evaluator& e, const Step& step) {
    const records::Entry* entry = entry_of(e, step);
    if (entry == nullptr || entry->code == 0) return Truth::no;
    const ValueSetBits& set = e.plan_.value_sets[step.payload];
    if (set.contains(entry->code)) return Truth::yes;
    const records::Element* at = e.elements_ + entry->first_element;
    const records::Element* const end = at + entry->element_count;
    for (; at != end && at->path == records::ElementPath::coding; ++at) {
        if (set.contains(static_cast<ConceptIndex>(at->value))) return Truth::yes;
    }
    return Truth::no;
}

// The value of the first operand as it is, where it is of this kind.
Value Steps::as_kind(Evaluator& e, const Step& step) {
    const Value value = e.value_of(step.first);
    return static_cast<std::uint32_t>(value.kind) == step.payload ? value : Value{};
}

Value Steps::date_from(Evaluator& e, const Step& step) {
    const Value value = e.value_of(step.first);
    if (value.kind != ValueKind::date_time) return apply(e, step, std::span(&value, 1));
    return day_of(value.date_time());
}

}  // namespace openpcn::cql
