#include "population/cql/evaluator.h"

#include <algorithm>

#include "base/invariant.h"
#include "population/cql/arithmetic.h"
#include "population/cql/interval_operations.h"
#include "population/cql/list_operations.h"
#include "population/cql/text_operations.h"

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

void Evaluator::begin(const records::PatientRecord& record) {
    current_.emplace(record);
    record_ = &*current_;
    operators_.begin(*record_);
    arena_.reset();
    if (++person_ == 0) {
        std::fill(memo_person_.begin(), memo_person_.end(), 0u);
        person_ = 1;
    }
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
            return Value::with(ValueKind::patient, 0);
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

// "includes" and "included in" where one side is a list.
Value Operators::list_relation(Operation operation, const Value& a, const Value& b) const {
    const bool includes =
        operation == Operation::includes || operation == Operation::properly_includes;
    const Value& whole = includes ? a : b;
    const Value& part = includes ? b : a;
    const bool properly =
        operation == Operation::properly_includes || operation == Operation::properly_included_in;
    if (properly && part.kind != ValueKind::list) {
        if (whole.is_null()) return Value::of(Truth::no);
        return Value::of(list_properly_contains(whole.items(), part, comparison_));
    }
    if (whole.is_null() || part.is_null()) return {};
    if (part.kind != ValueKind::list)
        return Value::of(list_contains(whole.items(), part, comparison_));
    Truth holds = list_includes(whole.items(), part.items(), comparison_);
    if (properly) {
        holds = both(holds, truth_of(whole.items().size() > part.items().size()));
    }
    return Value::of(holds);
}

// Comparisons and timing: on points, intervals and lists.
Value Operators::relation(const Node& node, std::span<const Value> arguments) {
    const Value& a = arguments[0];
    const Value& b = arguments[1];
    const auto ordered = [&](bool (*holds)(int)) {
        if (a.is_null() || b.is_null()) return Value{};
        const auto sign = order(a, b, node.precision, comparison_);
        return sign ? Value::of(truth_of(holds(*sign))) : Value{};
    };
    const bool points = a.kind != ValueKind::interval && b.kind != ValueKind::interval;
    switch (node.operation) {
        case Operation::equal:
            return Value::of(equal(a, b, comparison_));
        case Operation::not_equal:
            return Value::of(negated(equal(a, b, comparison_)));
        case Operation::equivalent:
            return Value::of(equivalent(a, b, comparison_));
        case Operation::not_equivalent:
            return Value::of(negated(equivalent(a, b, comparison_)));
        case Operation::less:
            return ordered([](int s) { return s < 0; });
        case Operation::less_or_equal:
            return ordered([](int s) { return s <= 0; });
        case Operation::greater:
            return ordered([](int s) { return s > 0; });
        case Operation::greater_or_equal:
            return ordered([](int s) { return s >= 0; });
        case Operation::in:
            if (b.kind == ValueKind::list)
                return Value::of(list_contains(b.items(), a, comparison_));
            if (b.kind == ValueKind::interval)
                return Value::of(interval_contains(b, a, node.precision, comparison_));
            return b.is_null() ? Value::of(Truth::no) : Value{};
        default:
            break;
    }
    if (a.kind == ValueKind::list || b.kind == ValueKind::list)
        return list_relation(node.operation, a, b);
    if (points) {
        switch (node.operation) {
            case Operation::before:
                return ordered([](int s) { return s < 0; });
            case Operation::after:
                return ordered([](int s) { return s > 0; });
            case Operation::same_or_before:
                return ordered([](int s) { return s <= 0; });
            case Operation::same_or_after:
                return ordered([](int s) { return s >= 0; });
            case Operation::same_as:
                return ordered([](int s) { return s == 0; });
            default:
                break;
        }
    }
    return Value::of(interval_relation(node.operation, a, b, node.precision, comparison_));
}

Value Operators::make_moment(const Node& node, std::span<const Value> arguments) {
    std::int64_t parts[7] = {1, 1, 1, 0, 0, 0, 0};
    std::size_t given = 0;
    const bool time = node.operation == Operation::make_time;
    const std::size_t first = time ? 3 : 0;
    for (; given < arguments.size() && given + first < 7 && !arguments[given].is_null(); ++given) {
        parts[given + first] = arguments[given].number;
    }
    if (given == 0) return {};
    const auto precision = static_cast<Precision>(given + first);
    const std::int64_t ms = parts[3] * 3'600'000 + parts[4] * 60'000 + parts[5] * 1000 + parts[6];
    if (ms < 0 || ms >= PartialDateTime::ms_per_day) return {};
    if (time) return Value::with(ValueKind::time, ms, static_cast<std::uint32_t>(precision));
    const auto date = Date::from_ymd(static_cast<int>(parts[0]), static_cast<int>(parts[1]),
                                     static_cast<int>(parts[2]));
    if (!date) return {};
    const std::int64_t local =
        (date->days() + std::int64_t{PartialDateTime::days_to_1970}) * PartialDateTime::ms_per_day +
        ms;
    std::optional<int> offset;
    if (precision > Precision::day) {
        offset = settings_.offset_minutes;
        if (arguments.size() == 8 && is_number(arguments[7])) {
            offset = static_cast<int>(as_wide(arguments[7]) * 60 / wide_one);
        }
    }
    const ValueKind kind =
        node.operation == Operation::make_date ? ValueKind::date : ValueKind::date_time;
    return Value::of_date_time(kind, PartialDateTime::from_local(local, precision, offset));
}

Value Operators::apply(const Node& node, std::span<const Value> arguments) {
    using O = Operation;
    const O operation = node.operation;
    if (operation >= O::equal && operation <= O::greater_or_equal) return relation(node, arguments);
    if (operation >= O::in && operation <= O::ends) return relation(node, arguments);
    if (operation >= O::count && operation <= O::any_true) {
        const Value& list = arguments[0];
        if (list.kind == ValueKind::list) return aggregate(operation, list.items(), comparison_);
        if (operation == O::all_true || operation == O::any_true)
            return Value::of(truth_of(operation == O::all_true));
        return operation == O::count ? Value::of_integer(0) : Value{};
    }
    if (operation >= O::to_string && operation <= O::to_list)
        return convert(operation, arguments, arena_, texts_);
    if ((operation >= O::length && operation <= O::combine) || operation == O::concatenate ||
        (operation == O::add && arguments[0].kind == ValueKind::string)) {
        return text_operation(operation, arguments, arena_);
    }
    switch (operation) {
        case O::is_null:
            return Value::of(truth_of(arguments[0].is_null()));
        case O::is_true:
            return Value::of(truth_of(arguments[0].truth() == Truth::yes));
        case O::is_false:
            return Value::of(truth_of(arguments[0].truth() == Truth::no));
        case O::add:
        case O::subtract:
        case O::multiply:
        case O::divide:
        case O::div:
        case O::mod:
        case O::power:
            return arithmetic(operation, arguments[0], arguments[1], comparison_);
        case O::negate:
        case O::absolute:
        case O::ceiling:
        case O::floor:
        case O::truncate:
        case O::natural_logarithm:
        case O::exponential:
            return arithmetic(operation, arguments[0]);
        case O::round:
            return round_to(arguments[0],
                            arguments.size() > 1 ? static_cast<int>(arguments[1].number) : 0);
        case O::logarithm:
            return logarithm(arguments[0], arguments[1]);
        default:
            return collection_or_moment(node, arguments);
    }
}

Value Operators::collection_or_moment(const Node& node, std::span<const Value> arguments) {
    using O = Operation;
    const O operation = node.operation;
    switch (operation) {
        case O::union_:
        case O::intersect:
        case O::except:
            if (arguments[0].kind == ValueKind::interval ||
                arguments[1].kind == ValueKind::interval) {
                return interval_set(operation, arguments[0], arguments[1], arena_, comparison_);
            }
            return list_set(operation, arguments[0], arguments[1], arena_, comparison_);
        case O::distinct:
        case O::flatten:
        case O::singleton_from:
        case O::index:
        case O::first:
        case O::last:
        case O::index_of:
        case O::skip:
        case O::slice:
        case O::take:
        case O::tail:
            return list_operation(operation, arguments, arena_, comparison_);
        case O::now:
        case O::today:
        case O::time_of_day:
        case O::make_date:
        case O::make_date_time:
        case O::make_time:
        case O::age:
        case O::duration_between:
        case O::difference_between:
        case O::component_from:
        case O::date_from:
        case O::time_from:
        case O::timezone_offset_from:
            return moment(node, arguments);
        default:
            return structure(node, arguments);
    }
}

}  // namespace openpcn::cql
