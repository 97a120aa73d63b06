#include "population/cql/evaluator.h"

#include <algorithm>

#include "population/cql/copy_memory.h"
#include "population/cql/evaluation_failure.h"
#include "population/cql/everybody.h"
#include "population/cql/interval_operations.h"
#include "population/cql/steps.h"

namespace openpcn::cql {

Evaluator::Evaluator(const Plan& plan, const ConceptDictionary& concepts, const TextPool& texts,
                     const EvaluationSettings& settings)
    : plan_(plan),
      concepts_(concepts),
      texts_(texts),
      settings_(settings),
      comparison_{texts, settings.offset_minutes},
      operators_(plan, concepts, texts, settings, arena_),
      retrieve_index_(plan),
      hits_(plan.retrieves.size()) {
    StepTable table = make_steps(plan);
    steps_ = std::move(table.steps);
    when_found_ = std::move(table.when_found);
    status_sets_ = std::move(table.status_sets);
    known_.resize(table.memo_count);
    memo_.resize(table.memo_count);
}

Evaluator::~Evaluator() = default;

void Evaluator::move_to(Date as_at) {
    if (settings_.as_at == as_at) return;
    settings_.as_at = as_at;
    operators_.move_to(as_at);
    for (const NodeIndex node : constant_nodes_) steps_[node] = constant_step(plan_, node);
    for (WhenFound& found : when_found_) found.is_known = false;
    constant_nodes_.clear();
    constants_.clear();
    constant_arena_.reset();
    if (copies_) copies_->forget();
}

void Evaluator::allow_work() {
    const std::uint64_t people =
        settings_.everybody == nullptr ? 1 : settings_.everybody->documents().size();
    const std::uint64_t work = settings_.work_max * std::max<std::uint64_t>(1, people);
    comparison_.allow_work(work);
    operators_.comparison().allow_work(work);
}

void Evaluator::start_person() {
    copies_.reset();
    allow_work();
    arena_.reset();
    failures_.clear();
    std::fill(known_.begin(), known_.end(), Known::nothing);
}

void Evaluator::turn_to(const records::PatientRecord& record) {
    current_.emplace(record);
    record_ = &*current_;
    document_ = nullptr;
    entries_ = record_->entries().data();
    elements_ = record_->elements().data();
    operators_.begin(*record_);
}

void Evaluator::begin(const records::PatientRecord& record) {
    turn_to(record);
    start_person();
    fill_retrieves();
}

void Evaluator::begin(const records::RecordVariant& variant, std::span<const NodeIndex> nodes) {
    begin(variant.base());
    copies_ = std::make_unique<CopyMemory>(*this, variant, nodes);
    follow_variant();
}

void Evaluator::follow_variant() {
    turn_to(copies_->variant().record());
    allow_work();
    failures_.clear();
    copies_->follow();
}

void Evaluator::find_retrieves(ConceptIndex code, records::ResourceType type, std::uint32_t entry) {
    for (const RetrieveIndex::Wanting& wanting : retrieve_index_.retrieves_of(code)) {
        if (wanting.type == type) hits_.add(wanting.retrieve, entry);
    }
}

void Evaluator::fill_retrieves() {
    hits_.clear();
    const auto entries = record_->entries();
    const auto elements = record_->elements();
    for (std::size_t t = 0; t < records::resource_type_count; ++t) {
        const auto type = static_cast<records::ResourceType>(t);
        if (!retrieve_index_.filters(type)) continue;
        const std::uint32_t end = record_->header().type_start[t + 1];
        for (std::uint32_t i = record_->header().type_start[t]; i < end; ++i) {
            const records::Entry& entry = entries[i];
            if (retrieve_index_.wants(entry.code)) find_retrieves(entry.code, type, i);
            // Further codings stand first among an entry's elements.
            for (std::uint32_t at = entry.first_element;
                 at < entry.first_element + entry.element_count; ++at) {
                if (elements[at].path != records::ElementPath::coding) break;
                const auto code = static_cast<ConceptIndex>(elements[at].value);
                if (retrieve_index_.wants(code)) find_retrieves(code, type, i);
            }
        }
    }
}

Value Evaluator::value_or_null(NodeIndex node) {
    try {
        return value_of(node);
    } catch (const EvaluationFailure& failure) {
        note_failure(node, failure);
        return {};
    }
}

Truth Evaluator::truth_or_unknown(NodeIndex node) {
    try {
        return truth_of(node);
    } catch (const EvaluationFailure& failure) {
        note_failure(node, failure);
        return Truth::unknown;
    }
}

void Evaluator::note_failure(NodeIndex node, const EvaluationFailure& failure) {
    // Queries that were left half way gave nothing back.
    outer_slots_.clear();
    rows_.clear();
    const bool known = std::any_of(failures_.begin(), failures_.end(),
                                   [node](const Failure& earlier) { return earlier.node == node; });
    if (!known) failures_.push_back({node, failure.what(), failure.span()});
}

bool Evaluator::is_remembered(const Step& step) const {
    const bool looks = step.value == &Steps::value_when_found;
    const std::uint32_t memo = looks ? when_found_[step.payload].step.memo : step.memo;
    return memo != Step::no_memo && known_[memo] != Known::nothing;
}

Value Evaluator::remember(const Step& step) {
    const Value value = step.value(*this, step);
    if (value.is_null()) {
        known_[step.memo] = Known::unknown;
    } else if (value.kind == ValueKind::boolean) {
        known_[step.memo] = value.number != 0 ? Known::yes : Known::no;
    } else {
        memo_[step.memo] = value;
        known_[step.memo] = Known::stored;
    }
    return value;
}

// A step whose truth is asked for may have another value than a Boolean; then it is kept whole.
Truth Evaluator::remember_truth(const Step& step) {
    if (step.value != &Steps::of_truth) return remember(step).truth();
    const Truth truth = step.truth(*this, step);
    known_[step.memo] = static_cast<Known>(truth);
    return truth;
}

Value Evaluator::parameter(const ParameterPlan& parameter) {
    if (parameter.name == "Measurement Period" && settings_.measurement_period) {
        const Value low =
            Value::of_date_time(ValueKind::date_time, settings_.measurement_period->first);
        const Value high =
            Value::of_date_time(ValueKind::date_time, settings_.measurement_period->second);
        return make_interval(low, high, Value::low_closed | Value::high_closed, arena_,
                             comparison_);
    }
    return parameter.default_value == no_node ? Value{} : value_of(parameter.default_value);
}

}  // namespace openpcn::cql
