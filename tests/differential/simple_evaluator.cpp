#include "simple_evaluator.h"

#include "population/cql/calendar.h"
#include "population/cql/interval_operations.h"
#include "population/cql/list_operations.h"

namespace openpcn::differential {

using cql::Node;
using cql::NodeIndex;
using cql::Operation;
using cql::QueryPlan;
using cql::Truth;
using cql::Value;
using cql::ValueKind;

namespace {

std::vector<Value> items_of(const Value& value) {
    if (value.is_null()) return {};
    if (value.kind != ValueKind::list) return {value};
    return {value.items().begin(), value.items().end()};
}

}  // namespace

SimpleEvaluator::SimpleEvaluator(const cql::Plan& plan, const ConceptDictionary& concepts,
                                 const TextPool& texts, const cql::EvaluationSettings& settings,
                                 std::size_t steps_max)
    : plan_(plan),
      texts_(texts),
      settings_(settings),
      operators_(plan, concepts, texts, settings, arena_),
      steps_max_(steps_max) {}

void SimpleEvaluator::begin(const records::PatientRecord& record) {
    record_ = &record;
    operators_.begin(record);
    arena_.reset();
    steps_ = 0;
}

Value SimpleEvaluator::value(std::size_t definition) {
    return value_of(plan_.definitions[definition].node);
}

Value SimpleEvaluator::value_of(NodeIndex node) { return walk(node, {}); }

Value SimpleEvaluator::walk(NodeIndex index, const Aliases& aliases) {
    if (++steps_ > steps_max_) throw TooManySteps();
    const Node& node = plan_.nodes[index];
    const auto operands = plan_.operands_of(node);
    switch (node.operation) {
        case Operation::literal:
            return plan_.literals[node.payload];
        case Operation::slot:
            for (auto alias = aliases.rbegin(); alias != aliases.rend(); ++alias) {
                if (alias->first == node.payload) return alias->second;
            }
            throw std::logic_error("an alias is read outside its query");
        case Operation::patient:
            return Value::with(ValueKind::patient, 0);
        case Operation::retrieve:
            return retrieve(plan_.retrieves[node.payload]);
        case Operation::property:
            return property(plan_.properties[node.payload], walk(operands[0], aliases), node.type);
        case Operation::query:
            return query(plan_.queries[node.payload], aliases);
        case Operation::parameter:
            return parameter(plan_.parameters[node.payload]);
        case Operation::and_:
        case Operation::or_:
        case Operation::xor_:
        case Operation::implies:
        case Operation::not_:
            return logic(node, aliases);
        case Operation::if_then:
        case Operation::case_of:
        case Operation::coalesce:
            return choice(node, aliases);
        case Operation::exists:
            return exists(node, aliases);
        case Operation::let_in: {
            Aliases inside = aliases;
            inside.emplace_back(node.payload, walk(operands[0], aliases));
            return walk(operands[1], inside);
        }
        default:
            break;
    }
    if (node.operation < Operation::is_null)
        throw std::logic_error("an operation that the simple evaluator does not know");
    std::vector<Value> arguments;
    for (const NodeIndex operand : operands) arguments.push_back(walk(operand, aliases));
    return operators_.apply(node, arguments);
}

// Three-valued: truth tables of CQL 1.5, section 13. What the first operand decides may not fail
// by the second one.
Value SimpleEvaluator::logic(const Node& node, const Aliases& aliases) {
    const auto operands = plan_.operands_of(node);
    const Truth a = walk(operands[0], aliases).truth();
    if (node.operation == Operation::not_) {
        if (a == Truth::unknown) return Value{};
        return Value::of_boolean(a == Truth::no ? 1 : 0);
    }
    if (node.operation == Operation::and_ && a == Truth::no) return Value::of_boolean(0);
    if (node.operation == Operation::or_ && a == Truth::yes) return Value::of_boolean(1);
    if (node.operation == Operation::implies && a == Truth::no) return Value::of_boolean(1);
    const Truth b = walk(operands[1], aliases).truth();
    const bool unknown = a == Truth::unknown || b == Truth::unknown;
    switch (node.operation) {
        case Operation::and_:
            if (b == Truth::no) return Value::of_boolean(0);
            return unknown ? Value{} : Value::of_boolean(1);
        case Operation::or_:
            if (b == Truth::yes) return Value::of_boolean(1);
            return unknown ? Value{} : Value::of_boolean(0);
        case Operation::implies:
            if (b == Truth::yes) return Value::of_boolean(1);
            return unknown ? Value{} : Value::of_boolean(0);
        default:
            return unknown ? Value{} : Value::of_boolean(a != b ? 1 : 0);
    }
}

Value SimpleEvaluator::choice(const Node& node, const Aliases& aliases) {
    const auto operands = plan_.operands_of(node);
    if (node.operation == Operation::if_then)
        return walk(walk(operands[0], aliases).is_true() ? operands[1] : operands[2], aliases);
    if (node.operation == Operation::case_of) {
        for (std::size_t i = 0; i + 1 < operands.size(); i += 2) {
            if (walk(operands[i], aliases).is_true()) return walk(operands[i + 1], aliases);
        }
        return walk(operands.back(), aliases);
    }
    if (operands.size() == 1) {
        const Value list = walk(operands[0], aliases);
        if (list.kind != ValueKind::list) return list;
        for (const Value& value : list.items()) {
            if (!value.is_null()) return value;
        }
        return {};
    }
    for (const NodeIndex operand : operands) {
        const Value value = walk(operand, aliases);
        if (!value.is_null()) return value;
    }
    return {};
}

Value SimpleEvaluator::exists(const Node& node, const Aliases& aliases) {
    for (const Value& item : items_of(walk(plan_.operands_of(node)[0], aliases))) {
        if (!item.is_null()) return Value::of_boolean(1);
    }
    return Value::of_boolean(0);
}

Value SimpleEvaluator::parameter(const cql::ParameterPlan& parameter) {
    if (parameter.name == "Measurement Period" && settings_.measurement_period) {
        const auto& [low, high] = *settings_.measurement_period;
        return cql::make_interval(Value::of_date_time(ValueKind::date_time, low),
                                  Value::of_date_time(ValueKind::date_time, high),
                                  Value::low_closed | Value::high_closed, arena_,
                                  operators_.comparison());
    }
    return parameter.default_value == cql::no_node ? Value{} : walk(parameter.default_value, {});
}

Value SimpleEvaluator::retrieve(const cql::Retrieve& retrieve) {
    std::vector<Value> found;
    const auto entries = record_->entries();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].type == retrieve.type && has_code(entries[i], retrieve))
            found.push_back(Value::of_entry(static_cast<std::uint32_t>(i)));
    }
    return list(ValueKind::list, found);
}

// All combinations of the sources' items that the query keeps.
std::vector<Aliases> SimpleEvaluator::rows_of(const QueryPlan& query, const Aliases& aliases) {
    std::vector<Aliases> rows{aliases};
    for (const cql::QuerySource& source : query.sources) {
        std::vector<Aliases> longer;
        for (const Aliases& row : rows) {
            for (const Value& item : items_of(walk(source.node, row))) {
                longer.push_back(row);
                longer.back().emplace_back(source.slot, item);
            }
        }
        rows = std::move(longer);
    }
    std::vector<Aliases> kept;
    for (Aliases& row : rows) {
        for (const cql::QuerySource& let : query.lets)
            row.emplace_back(let.slot, walk(let.node, row));
        bool keep = query.where == cql::no_node || walk(query.where, row).is_true();
        for (const cql::QueryRelationship& relationship : query.relationships)
            keep = related(relationship, row) && keep;
        if (keep) kept.push_back(std::move(row));
    }
    return kept;
}

bool SimpleEvaluator::related(const cql::QueryRelationship& relationship, const Aliases& row) {
    bool found = false;
    for (const Value& item : items_of(walk(relationship.source.node, row))) {
        Aliases inside = row;
        inside.emplace_back(relationship.source.slot, item);
        if (walk(relationship.such_that, inside).is_true()) found = true;
    }
    return found == (relationship.kind == cql::QueryRelationship::Kind::with);
}

Value SimpleEvaluator::query(const QueryPlan& query, const Aliases& aliases) {
    const std::vector<Aliases> rows = rows_of(query, aliases);
    if (query.result == QueryPlan::Result::aggregate) {
        Value sum = walk(query.start, aliases);
        for (Aliases row : rows) {
            row.emplace_back(query.accumulator, sum);
            sum = walk(query.result_node, row);
        }
        return sum;
    }
    std::vector<Value> results;
    for (const Aliases& row : rows) results.push_back(walk(query.result_node, row));
    if (query.scalar) return results.empty() ? Value{} : results[0];
    sort(query, aliases, results);
    if (query.result == QueryPlan::Result::distinct)
        return cql::distinct_of(results, arena_, operators_.comparison());
    return list(ValueKind::list, results);
}

// Null first, then by value; a moment by its first millisecond, the less precise first.
int SimpleEvaluator::order_of(const Value& a, const Value& b) const {
    if (a.is_null() && b.is_null()) return 0;
    if (a.is_null()) return -1;
    if (b.is_null()) return 1;
    if (cql::is_moment(a) && a.kind == b.kind)
        return cql::moment_sort_sign(a, b, settings_.offset_minutes);
    return cql::order(a, b, cql::Precision::none, operators_.comparison()).value_or(0);
}

void SimpleEvaluator::sort(const QueryPlan& query, const Aliases& aliases,
                           std::vector<Value>& rows) {
    if (query.sort.empty()) return;
    struct Row {
        Value value;
        std::vector<Value> keys;
    };
    const auto comes_first = [&](const Row& a, const Row& b) {
        for (std::size_t i = 0; i < query.sort.size(); ++i) {
            const int sign = order_of(a.keys[i], b.keys[i]);
            const bool down = query.sort[i].direction == cql::QuerySort::Direction::descending;
            if (sign != 0) return down ? sign > 0 : sign < 0;
        }
        return false;
    };
    // Inserted one by one, each behind those that it does not come before.
    std::vector<Row> sorted;
    for (const Value& value : rows) {
        Aliases inside = aliases;
        inside.emplace_back(query.sort_slot, value);
        Row row{value, {}};
        for (const cql::QuerySort& sort : query.sort)
            row.keys.push_back(sort.by == cql::no_node ? value : walk(sort.by, inside));
        auto place = sorted.end();
        while (place != sorted.begin() && comes_first(row, *(place - 1))) --place;
        sorted.insert(place, std::move(row));
    }
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = sorted[i].value;
}

}  // namespace openpcn::differential
