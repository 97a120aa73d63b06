// Moments, intervals, tuples, codes and types of Operators.
#include <algorithm>

#include "population/cql/arithmetic.h"
#include "population/cql/boundaries.h"
#include "population/cql/evaluation_failure.h"
#include "population/cql/interval_lists.h"
#include "population/cql/interval_operations.h"
#include "population/cql/operators.h"

namespace openpcn::cql {

Value Operators::moment(const Node& node, std::span<const Value> arguments) {
    const PartialDateTime today = PartialDateTime::from_date(settings_.as_at);
    switch (node.operation) {
        case Operation::today:
            return Value::of_date_time(ValueKind::date, today);
        case Operation::now:
            return Value::of_date_time(
                ValueKind::date_time,
                PartialDateTime::from_local(today.local_ms() + PartialDateTime::ms_per_day - 1,
                                            Precision::millisecond, settings_.offset_minutes));
        case Operation::time_of_day:
            return Value::with(ValueKind::time, PartialDateTime::ms_per_day - 1,
                               static_cast<std::uint32_t>(Precision::millisecond));
        case Operation::age: {
            const PartialDateTime born = birth();
            return born.has_value() ? Value::of_date_time(ValueKind::date, born) : Value{};
        }
        case Operation::make_date:
        case Operation::make_date_time:
        case Operation::make_time:
            return make_moment(node, arguments);
        default:
            break;
    }
    const Value& value = arguments[0];
    if (!is_moment(value)) return {};
    switch (node.operation) {
        case Operation::component_from:
            return component_of(value, node.precision);
        case Operation::date_from:
            return value.kind == ValueKind::time ? Value{} : date_part(value);
        case Operation::time_from: {
            if (value.kind != ValueKind::date_time ||
                value.date_time().precision() < Precision::hour)
                return {};
            return Value::with(ValueKind::time,
                               value.date_time().local_ms() % PartialDateTime::ms_per_day,
                               static_cast<std::uint32_t>(value.date_time().precision()));
        }
        case Operation::timezone_offset_from: {
            const auto offset = value.date_time().offset_minutes();
            return offset ? Value::of_wide(ValueKind::decimal, *offset * wide_one / 60) : Value{};
        }
        default:
            break;
    }
    if (!is_moment(arguments[1])) return {};
    static constexpr CalendarUnit units[] = {
        CalendarUnit::none, CalendarUnit::year,   CalendarUnit::month,  CalendarUnit::day,
        CalendarUnit::hour, CalendarUnit::minute, CalendarUnit::second, CalendarUnit::millisecond};
    const CalendarUnit unit =
        node.payload == 1 ? CalendarUnit::week : units[static_cast<std::size_t>(node.precision)];
    const Measure measure =
        node.operation == Operation::duration_between ? Measure::duration : Measure::difference;
    const Distance distance = between(value, arguments[1], unit, measure, settings_.offset_minutes);
    const Value least = Value::of_integer(distance.least);
    if (distance.least == distance.most) return least;
    return uncertain(least, Value::of_integer(distance.most));
}

Value Operators::uncertain(const Value& least, const Value& most) {
    const Value ends[] = {least, most};
    return Value::of_items(ValueKind::uncertain, arena_.copy(ends));
}

// Of a code: 0 code, 1 system, 2 display, 3 version.
Value Operators::code_field(std::uint32_t field, const Value& value) {
    if (value.kind == ValueKind::string) return field == 0 ? value : Value{};
    if (value.kind != ValueKind::code) return {};
    if (const auto parts = value.code_parts(); !parts.empty()) return parts[field];
    if (field == 3) return {};
    const auto& concept_ = concepts_.at(value.extra);
    const std::string& text = field == 0   ? concept_.code
                              : field == 1 ? concept_.system
                                           : concept_.display;
    return text.empty() ? Value{} : Value::of_text(text);
}

Value Operators::make_code(std::span<const Value> parts) {
    const auto index = concepts_.find(parts[1].text(), parts[0].text());
    Value made = Value::of_code(index.value_or(0));
    made.number = reinterpret_cast<std::int64_t>(arena_.copy(parts).data());
    made.high = static_cast<std::int64_t>(parts.size());
    return made;
}

Value Operators::make_concept(const Value& codes, const Value& display) {
    if (codes.is_null() && display.is_null()) return {};
    const auto from = codes.items();
    const auto all = arena_.values(from.size() + 1);
    all[0] = display;
    std::copy(from.begin(), from.end(), all.begin() + 1);
    Value made = Value::of_items(ValueKind::concept_, all.subspan(1));
    if (!display.is_null()) made.flags = Value::has_display;
    return made;
}

// A text is in a value set if it is one of its codes; of two systems it could be either.
bool Operators::text_in_value_set(std::uint32_t set, std::string_view text) {
    auto& known = value_set_texts_[set];
    if (known.empty()) {
        const Value codes = codes_of(plan_.value_sets[set]);
        for (const Value& code : codes.items()) {
            const auto& concept_ = concepts_.at(code.extra);
            const auto [place, added] = known.emplace(concept_.code, concept_.system);
            if (!added && place->second != concept_.system) place->second = "";
        }
    }
    const auto found = known.find(text);
    if (found == known.end()) return false;
    if (found->second.empty())
        throw EvaluationFailure("The value set has this code in several code systems.");
    return true;
}

Value Operators::in_value_set(std::uint32_t set, const Value& value) {
    if (value.is_null()) return Value::of(Truth::no);
    const auto items = value.kind == ValueKind::concept_ || value.kind == ValueKind::list
                           ? value.items()
                           : std::span(&value, 1);
    for (const Value& item : items) {
        if (item.kind == ValueKind::code && plan_.value_sets[set].contains(item.extra))
            return Value::of(Truth::yes);
        if (item.kind == ValueKind::concept_ && in_value_set(set, item).is_true())
            return Value::of(Truth::yes);
        if (item.kind == ValueKind::string && text_in_value_set(set, item.text()))
            return Value::of(Truth::yes);
    }
    return Value::of(Truth::no);
}

// A code is in the code system that it names.
bool Operators::in_code_system(std::string_view system, const Value& value) {
    if (value.kind == ValueKind::code) return code_field(1, value).text() == system;
    const auto items = value.items();
    return std::any_of(items.begin(), items.end(), [&](const Value& item) {
        return (item.kind == ValueKind::code || item.kind == ValueKind::concept_) &&
               in_code_system(system, item);
    });
}

Value Operators::vocabulary_field(std::uint32_t field, const Value& value) const {
    if (value.kind != ValueKind::vocabulary) return {};
    const Vocabulary& vocabulary = plan_.vocabularies[value.extra];
    const std::string& text = field == 0   ? vocabulary.id
                              : field == 1 ? vocabulary.version
                                           : vocabulary.name;
    return text.empty() ? Value{} : Value::of_text(text);
}

bool Operators::has_type(const Value& value, TypeId id) const {
    const Type& type = plan_.types.at(id);
    switch (type.kind) {
        case TypeKind::any:
            return true;
        case TypeKind::boolean:
            return value.kind == ValueKind::boolean;
        case TypeKind::integer:
            return value.kind == ValueKind::integer;
        case TypeKind::long_integer:
            return value.kind == ValueKind::long_integer;
        case TypeKind::decimal:
            return value.kind == ValueKind::decimal;
        case TypeKind::string:
            return value.kind == ValueKind::string;
        case TypeKind::date:
            return value.kind == ValueKind::date;
        case TypeKind::date_time:
            return value.kind == ValueKind::date_time;
        case TypeKind::time:
            return value.kind == ValueKind::time;
        case TypeKind::quantity:
            return value.kind == ValueKind::quantity;
        case TypeKind::ratio:
            return value.kind == ValueKind::ratio;
        case TypeKind::code:
            return value.kind == ValueKind::code;
        case TypeKind::concept_:
            return value.kind == ValueKind::concept_;
        case TypeKind::value_set:
        case TypeKind::code_system:
            return value.kind == ValueKind::vocabulary &&
                   plan_.vocabularies[value.extra].kind == type.kind;
        case TypeKind::vocabulary:
            return value.kind == ValueKind::vocabulary;
        case TypeKind::list: {
            if (value.kind != ValueKind::list) return false;
            const auto items = value.items();
            return plan_.types.kind(type.arguments[0]) == TypeKind::any ||
                   std::all_of(items.begin(), items.end(), [&](const Value& item) {
                       return item.is_null() || has_type(item, type.arguments[0]);
                   });
        }
        case TypeKind::interval: {
            if (value.kind != ValueKind::interval) return false;
            const TypeKind points = plan_.types.kind(type.arguments[0]);
            return points == TypeKind::any || points == static_cast<TypeKind>(value.extra);
        }
        case TypeKind::tuple:
            return value.kind == ValueKind::tuple;
        case TypeKind::choice:
            return std::any_of(type.arguments.begin(), type.arguments.end(),
                               [&](TypeId option) { return has_type(value, option); });
        case TypeKind::resource:
            return value.kind == ValueKind::entry &&
                   record_->entries()[value.extra].type == type.resource;
        case TypeKind::patient:
            return value.kind == ValueKind::patient;
        case TypeKind::component:
            return value.kind == ValueKind::component || value.kind == ValueKind::entry;
        case TypeKind::element:
            return is_element_of(value, type.class_number);
    }
    return false;
}

// Tuples, codes, concepts and quantities taken apart.
Value Operators::part(const Node& node, std::span<const Value> arguments) {
    using O = Operation;
    const Value first = arguments.empty() ? Value{} : arguments[0];
    switch (node.operation) {
        case O::tuple_field:
            return first.kind == ValueKind::tuple ? first.items()[node.payload] : Value{};
        case O::code_field:
            return code_field(node.payload, first);
        case O::concept_codes:
            if (first.kind == ValueKind::concept_)
                return Value::of_items(ValueKind::list, first.items());
            return first.is_null() ? Value{}
                                   : Value::of_items(ValueKind::list, arena_.copy(arguments));
        case O::concept_text:
            if (first.kind != ValueKind::concept_) return {};
            if ((first.flags & Value::has_display) != 0) return first.concept_display();
            return first.items().empty() ? Value{} : code_field(2, first.items()[0]);
        case O::vocabulary_field:
            return vocabulary_field(node.payload, first);
        case O::ratio_part:
            return first.kind == ValueKind::ratio ? first.items()[node.payload] : Value{};
        case O::quantity_value:
            return first.kind == ValueKind::quantity
                       ? Value::of_wide(ValueKind::decimal, first.wide())
                       : Value{};
        case O::quantity_unit:
            return first.kind == ValueKind::quantity ? Value::of_text(texts_.at(first.extra))
                                                     : Value{};
        case O::external: {
            const auto& map = plan_.external_maps[node.payload];
            for (const Value& code :
                 first.kind == ValueKind::concept_ ? first.items() : std::span(&first, 1)) {
                if (code.kind == ValueKind::code && code.extra < map.size() &&
                    !map[code.extra].empty()) {
                    return Value::of_text(map[code.extra]);
                }
            }
            return {};
        }
        default:
            return {};
    }
}

// Values put together from others.
Value Operators::made(const Node& node, std::span<const Value> arguments) {
    using O = Operation;
    switch (node.operation) {
        case O::make_interval: {
            const auto flags = static_cast<std::uint8_t>(node.payload);
            const auto points = static_cast<TypeKind>(node.payload >> 8);
            // A period that somebody typed the wrong way round must not take the person out of a
            // measure: over documents it stays as it is, and nothing is during it.
            if (document_ != nullptr)
                return interval_as_given(arguments[0], arguments[1], flags, arena_, points);
            const Value made =
                make_interval(arguments[0], arguments[1], flags, arena_, comparison_, points);
            if (made.is_null() && !arguments[0].is_null() && !arguments[1].is_null())
                throw EvaluationFailure("An interval ends before it starts.");
            return made;
        }
        case O::make_list:
            return Value::of_items(ValueKind::list, arena_.copy(arguments));
        case O::make_tuple:
            return Value::of_items(ValueKind::tuple, arena_.copy(arguments), node.payload);
        case O::make_concept:
            return make_concept(arguments[0], arguments[1]);
        case O::make_code:
            return make_code(arguments);
        case O::make_ratio:
            if (arguments[0].is_null() || arguments[1].is_null()) return {};
            return Value::of_items(ValueKind::ratio, arena_.copy(arguments));
        default:
            return part(node, arguments);
    }
}

Value Operators::structure(const Node& node, std::span<const Value> arguments) {
    using O = Operation;
    const Value first = arguments.empty() ? Value{} : arguments[0];
    const bool is_interval = first.kind == ValueKind::interval;
    switch (node.operation) {
        case O::start_of:
            return is_interval ? interval_start(first, arena_) : Value{};
        case O::end_of:
            return is_interval ? interval_end(first, arena_) : Value{};
        case O::period_start:
            return is_interval ? first.low_bound() : Value{};
        case O::period_end:
            return is_interval ? first.high_bound() : Value{};
        case O::interval_flag:
            return is_interval ? Value::of(truth_of((first.flags & node.payload) != 0)) : Value{};
        case O::width_of:
        case O::size_of:
            return is_interval ? width_of(node.operation, first) : Value{};
        case O::point_from: {
            if (!is_interval) return {};
            const Value start = interval_start(first);
            if (equal(start, interval_end(first), comparison_) == Truth::yes) return start;
            throw EvaluationFailure("\"point from\" needs an interval of one point.");
        }
        case O::collapse:
            return collapse(first, arguments.size() > 1 ? arguments[1] : Value{}, arena_,
                            comparison_);
        case O::expand:
            return expand(first, arguments.size() > 1 ? arguments[1] : Value{}, arena_,
                          comparison_);
        case O::low_boundary:
        case O::high_boundary:
            return boundary_of(first, arguments.size() > 1 ? arguments[1] : Value{},
                               node.operation == O::low_boundary ? Edge::first : Edge::last);
        case O::precision_of:
            return precision_of(first);
        case O::message:
            return message(node, arguments);
        case O::successor:
        case O::predecessor:
            return neighbour(node.operation, first);
        case O::in_value_set:
        case O::any_in_value_set:
            return in_value_set(node.payload, first);
        case O::in_code_system:
            return Value::of(truth_of(in_code_system(plan_.vocabularies[node.payload].id, first)));
        case O::expand_value_set:
            return codes_of(plan_.value_sets[node.payload]);
        case O::is_type:
            return Value::of(truth_of(!first.is_null() && has_type(first, node.payload)));
        case O::as_type:
        case O::as_type_strict:
            if (has_type(first, node.payload)) return first;
            if (node.operation == O::as_type_strict && !first.is_null())
                throw EvaluationFailure("\"cast\" met a value of another type.");
            return {};
        default:
            return made(node, arguments);
    }
}

// Message(source, condition, code, severity, message) gives its source, whatever it says.
Value Operators::message(const Node& node, std::span<const Value> arguments) {
    using Severity = EvaluationMessage::Severity;
    if (!arguments[1].is_true()) return arguments[0];
    const auto text_of = [&](std::size_t i) { return std::string(arguments[i].text()); };
    const std::string severity = text_of(3);
    if (severity == "Error") {
        throw EvaluationFailure(text_of(2) + (arguments[2].is_null() ? "" : ": ") + text_of(4));
    }
    if (messages_.size() < messages_max) {
        // If no severity is supplied, a default severity of Message is assumed.
        messages_.push_back({severity == "Trace"     ? Severity::trace
                             : severity == "Warning" ? Severity::warning
                                                     : Severity::message,
                             text_of(2), text_of(4), node.span});
    }
    return arguments[0];
}

// The width is the end less the start; the size counts the start too, as one step of the points.
Value Operators::width_of(Operation operation, const Value& interval) const {
    const Value start = interval_start(interval);
    const Value end = interval_end(interval);
    if (!is_number(start) || !is_number(end)) return {};
    const Value width = arithmetic(Operation::subtract, end, start, comparison_);
    return operation == Operation::width_of || width.is_null() ? width : point_step(width, 1);
}

}  // namespace openpcn::cql
