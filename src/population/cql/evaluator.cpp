#include "population/cql/evaluator.h"

#include <algorithm>

#include "base/invariant.h"
#include "population/cql/evaluation_failure.h"
#include "population/cql/interval_operations.h"

namespace openpcn::cql {

Evaluator::Evaluator(const Plan& plan, const ConceptDictionary& concepts, const TextPool& texts,
                     const EvaluationSettings& settings)
    : plan_(plan),
      concepts_(concepts),
      texts_(texts),
      settings_(settings),
      comparison_{texts, settings.offset_minutes},
      operators_(plan, concepts, texts, settings, arena_),
      memo_(plan.nodes.size()),
      memo_person_(plan.nodes.size()) {
    index_retrieves();
}

void Evaluator::index_retrieves() {
    buckets_.resize(plan_.retrieves.size());
    type_is_filtered_.resize(records::resource_type_count);
    std::vector<std::pair<ConceptIndex, std::uint32_t>> pairs;
    for (std::uint32_t r = 0; r < plan_.retrieves.size(); ++r) {
        const Retrieve& retrieve = plan_.retrieves[r];
        if (retrieve.filter == Retrieve::Filter::none) continue;
        type_is_filtered_[static_cast<std::size_t>(retrieve.type)] = true;
        for (const ConceptIndex code : retrieve.codes) pairs.emplace_back(code, r);
        if (retrieve.filter != Retrieve::Filter::value_set) continue;
        const auto& bits = plan_.value_sets[retrieve.value_set].bits;
        for (std::size_t word = 0; word < bits.size(); ++word) {
            for (std::uint64_t rest = bits[word]; rest != 0; rest &= rest - 1) {
                const auto bit = static_cast<ConceptIndex>(__builtin_ctzll(rest));
                pairs.emplace_back(static_cast<ConceptIndex>(word * 64 + bit), r);
            }
        }
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    const std::size_t codes = pairs.empty() ? 0 : pairs.back().first + std::size_t{1};
    starts_.assign(codes + 1, 0);
    for (const auto& [code, retrieve] : pairs) {
        ++starts_[code + 1];
        retrieve_ids_.push_back(retrieve);
    }
    for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
}

void Evaluator::move_to(Date as_at) {
    settings_.as_at = as_at;
    operators_.move_to(as_at);
}

void Evaluator::start_person() {
    arena_.reset();
    failures_.clear();
    if (++person_ == 0) {
        std::fill(memo_person_.begin(), memo_person_.end(), 0u);
        person_ = 1;
    }
}

void Evaluator::begin(const records::PatientRecord& record) {
    current_.emplace(record);
    record_ = &*current_;
    document_ = nullptr;
    operators_.begin(*record_);
    start_person();
    fill_retrieves();
}

void Evaluator::add_to_bucket(ConceptIndex code, records::ResourceType type, std::uint32_t entry) {
    if (code + std::size_t{1} >= starts_.size()) return;
    for (std::uint32_t at = starts_[code]; at < starts_[code + 1]; ++at) {
        const std::uint32_t id = retrieve_ids_[at];
        if (plan_.retrieves[id].type != type) continue;
        auto& bucket = buckets_[id];
        if (bucket.empty() || bucket.back() != entry) bucket.push_back(entry);
    }
}

void Evaluator::fill_retrieves() {
    for (auto& bucket : buckets_) bucket.clear();
    const auto entries = record_->entries();
    const auto elements = record_->elements();
    for (std::size_t t = 0; t < records::resource_type_count; ++t) {
        if (!type_is_filtered_[t]) continue;
        const auto type = static_cast<records::ResourceType>(t);
        const std::uint32_t end = record_->header().type_start[t + 1];
        for (std::uint32_t i = record_->header().type_start[t]; i < end; ++i) {
            const records::Entry& entry = entries[i];
            add_to_bucket(entry.code, type, i);
            // Further codings stand first among an entry's elements.
            for (std::uint32_t e = entry.first_element;
                 e < entry.first_element + entry.element_count; ++e) {
                if (elements[e].path > records::ElementPath::coding) break;
                if (elements[e].path == records::ElementPath::coding) {
                    add_to_bucket(static_cast<ConceptIndex>(elements[e].value), type, i);
                }
            }
        }
    }
}

Value Evaluator::value_or_null(NodeIndex node) {
    try {
        return value_of(node);
    } catch (const EvaluationFailure& failure) {
        // Queries that were left half way gave nothing back.
        outer_slots_.clear();
        const bool known =
            std::any_of(failures_.begin(), failures_.end(),
                        [node](const Failure& earlier) { return earlier.node == node; });
        if (!known) failures_.push_back({node, failure.what(), failure.span()});
        return {};
    }
}

Value Evaluator::value_of(NodeIndex index) {
    const Node& node = plan_.nodes[index];
    if (node.slots != 0 || node.operation == Operation::literal) return compute(node);
    if (memo_person_[index] == person_) return memo_[index];
    const Value value = compute(node);
    memo_[index] = value;
    memo_person_[index] = person_;
    return value;
}

Value Evaluator::compute(const Node& node) {
    if (node.operation <= Operation::parameter) return literal_or_data(node);
    if (node.operation <= Operation::let_in) return lazy(node);
    const auto operands = plan_.operands_of(node);
    // Nearly all operations have one or two operands; clearing room for more would cost more than
    // the operation.
    if (operands.size() == 1) {
        const Value argument = value_of(operands[0]);
        return operators_.apply(node, std::span(&argument, 1));
    }
    if (operands.size() == 2) {
        const Value arguments[2] = {value_of(operands[0]), value_of(operands[1])};
        return operators_.apply(node, arguments);
    }
    std::vector<Value> arguments;
    arguments.reserve(operands.size());
    for (const NodeIndex operand : operands) arguments.push_back(value_of(operand));
    return operators_.apply(node, arguments);
}

Value Evaluator::literal_or_data(const Node& node) {
    switch (node.operation) {
        case Operation::literal:
            return plan_.literals[node.payload];
        case Operation::slot:
            return slots_[node.payload];
        case Operation::patient:
            if (document_ == nullptr) return Value::with(ValueKind::patient, 0);
            return document_->patient == nullptr ? Value{} : cql::value_of(*document_->patient);
        case Operation::retrieve:
            return retrieve(plan_.retrieves[node.payload], node.payload);
        case Operation::property:
            return property(plan_.properties[node.payload], value_of(plan_.operands_of(node)[0]),
                            node.type);
        case Operation::query:
            return query(plan_.queries[node.payload], Rows::all);
        default:
            return parameter(plan_.parameters[node.payload]);
    }
}

Value Evaluator::lazy(const Node& node) {
    const auto operands = plan_.operands_of(node);
    switch (node.operation) {
        case Operation::if_then:
            return value_of(value_of(operands[0]).is_true() ? operands[1] : operands[2]);
        case Operation::case_of:
            for (std::size_t i = 0; i + 1 < operands.size(); i += 2) {
                if (value_of(operands[i]).is_true()) return value_of(operands[i + 1]);
            }
            return value_of(operands.back());
        case Operation::coalesce: {
            if (operands.size() == 1) {
                const Value list = value_of(operands[0]);
                if (list.kind != ValueKind::list) return list;
                for (const Value& item : list.items()) {
                    if (!item.is_null()) return item;
                }
                return {};
            }
            for (const NodeIndex operand : operands) {
                const Value value = value_of(operand);
                if (!value.is_null()) return value;
            }
            return {};
        }
        case Operation::exists:
            return exists(node);
        case Operation::let_in: {
            const Value outer = slots_[node.payload];
            slots_[node.payload] = value_of(operands[0]);
            const Value result = value_of(operands[1]);
            slots_[node.payload] = outer;
            return result;
        }
        default:
            return logic(node);
    }
}

Value Evaluator::logic(const Node& node) {
    const auto operands = plan_.operands_of(node);
    const Truth left = value_of(operands[0]).truth();
    switch (node.operation) {
        case Operation::not_:
            return Value::of(negated(left));
        case Operation::and_:
            if (left == Truth::no) return Value::of(left);
            return Value::of(both(left, value_of(operands[1]).truth()));
        case Operation::or_:
            if (left == Truth::yes) return Value::of(left);
            return Value::of(either(left, value_of(operands[1]).truth()));
        case Operation::implies:
            if (left == Truth::no) return Value::of(Truth::yes);
            return Value::of(either(negated(left), value_of(operands[1]).truth()));
        default: {
            const Truth right = value_of(operands[1]).truth();
            if (left == Truth::unknown || right == Truth::unknown) return {};
            return Value::of(truth_of(left != right));
        }
    }
}

Value Evaluator::exists(const Node& node) {
    const NodeIndex operand = plan_.operands_of(node)[0];
    const Node& source = plan_.nodes[operand];
    Value list;
    if (source.operation == Operation::query && memo_person_[operand] != person_) {
        list = query(plan_.queries[source.payload], Rows::one);
    } else {
        list = value_of(operand);
    }
    if (list.kind != ValueKind::list) return Value::of(truth_of(!list.is_null()));
    const auto items = list.items();
    return Value::of(truth_of(
        std::any_of(items.begin(), items.end(), [](const Value& v) { return !v.is_null(); })));
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
