// Operators of Compiler: logic, comparison, arithmetic, membership and timing.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "population/cql/compiler.h"

namespace openpcn::cql {
namespace {

using Precision = PartialDateTime::Precision;

Precision precision_named(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, Precision>, 8> names{
        {{"year", Precision::year},
         {"month", Precision::month},
         {"week", Precision::day},
         {"day", Precision::day},
         {"hour", Precision::hour},
         {"minute", Precision::minute},
         {"second", Precision::second},
         {"millisecond", Precision::millisecond}}};
    for (const auto& [word, precision] : names) {
        if (word == name) return precision;
    }
    return Precision::none;
}

struct Named {
    std::string_view name;
    Operation operation;
};

constexpr std::array logic{Named{"and", Operation::and_}, Named{"or", Operation::or_},
                           Named{"xor", Operation::xor_}, Named{"implies", Operation::implies}};
constexpr std::array comparisons{
    Named{"=", Operation::equal},      Named{"!=", Operation::not_equal},
    Named{"~", Operation::equivalent}, Named{"!~", Operation::not_equivalent},
    Named{"<", Operation::less},       Named{"<=", Operation::less_or_equal},
    Named{">", Operation::greater},    Named{">=", Operation::greater_or_equal}};
constexpr std::array arithmetic{
    Named{"+", Operation::add},      Named{"-", Operation::subtract},
    Named{"*", Operation::multiply}, Named{"/", Operation::divide},
    Named{"div", Operation::div},    Named{"mod", Operation::mod},
    Named{"^", Operation::power},    Named{"&", Operation::concatenate}};
constexpr std::array timing{Named{"before", Operation::before},
                            Named{"after", Operation::after},
                            Named{"same as", Operation::same_as},
                            Named{"same or before", Operation::same_or_before},
                            Named{"same or after", Operation::same_or_after},
                            Named{"overlaps", Operation::overlaps},
                            Named{"overlaps before", Operation::overlaps_before},
                            Named{"overlaps after", Operation::overlaps_after},
                            Named{"meets", Operation::meets},
                            Named{"meets before", Operation::meets_before},
                            Named{"meets after", Operation::meets_after},
                            Named{"starts", Operation::starts},
                            Named{"ends", Operation::ends}};
constexpr std::array sets{Named{"union", Operation::union_},
                          Named{"intersect", Operation::intersect},
                          Named{"except", Operation::except}};
constexpr std::array unaries{Named{"exists", Operation::exists},
                             Named{"is null", Operation::is_null},
                             Named{"is true", Operation::is_true},
                             Named{"is false", Operation::is_false},
                             Named{"negate", Operation::negate},
                             Named{"start of", Operation::start_of},
                             Named{"end of", Operation::end_of},
                             Named{"width of", Operation::width_of},
                             Named{"successor of", Operation::successor},
                             Named{"predecessor of", Operation::predecessor},
                             Named{"point from", Operation::point_from},
                             Named{"singleton from", Operation::singleton_from},
                             Named{"date from", Operation::date_from},
                             Named{"time from", Operation::time_from},
                             Named{"timezoneoffset from", Operation::timezone_offset_from},
                             Named{"distinct", Operation::distinct},
                             Named{"flatten", Operation::flatten},
                             Named{"collapse", Operation::collapse},
                             Named{"expand", Operation::expand}};

template <std::size_t size>
const Named* find_in(const std::array<Named, size>& table, std::string_view name) {
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const Named& n) { return n.name == name; });
    return found == table.end() ? nullptr : &*found;
}

}  // namespace

void Compiler::need_boolean(Typed value, std::string_view operation, Span span) {
    const TypeKind type = kind(value);
    if (type == TypeKind::boolean || type == TypeKind::any || type == TypeKind::choice) return;
    fail(span,
         fmt::format("\"{}\" needs a Boolean, not {}.", operation, plan_.types.name(value.type)));
}

bool Compiler::comparable(Typed left, Typed right) const {
    return plan_.types.distance(left.type, right.type) ||
           plan_.types.distance(right.type, left.type);
}

// Refuses what an operator does not work on; nothing where it does.
std::optional<Typed> Compiler::refuse_operand(const Expression& expression, Operation operation,
                                              Typed value) {
    const TypeKind type = kind(value);
    const std::string& name = expression.name;
    const bool wants_list = operation == Operation::exists ||
                            operation == Operation::singleton_from ||
                            operation == Operation::distinct || operation == Operation::flatten;
    if (wants_list && type != TypeKind::list && type != TypeKind::any) {
        return fail(expression.span, fmt::format("\"{}\" works on a list, not on {}.", name,
                                                 plan_.types.name(value.type)));
    }
    const bool wants_interval =
        operation == Operation::start_of || operation == Operation::end_of ||
        operation == Operation::width_of || operation == Operation::point_from;
    if (wants_interval && type != TypeKind::interval && type != TypeKind::any &&
        type != TypeKind::choice) {
        return fail(expression.span, fmt::format("\"{}\" works on an interval, not on {}.", name,
                                                 plan_.types.name(value.type)));
    }
    if (operation == Operation::width_of && type == TypeKind::interval) {
        const TypeKind point = plan_.types.kind(plan_.types.at(value.type).arguments[0]);
        if (point == TypeKind::date || point == TypeKind::date_time || point == TypeKind::time) {
            return fail(expression.span,
                        "\"width of\" needs an interval of numbers; for times write "
                        "duration in days of, and the like.");
        }
    }
    const bool is_folded = operation == Operation::collapse || operation == Operation::expand;
    if (is_folded && type != TypeKind::list && type != TypeKind::any &&
        (type != TypeKind::interval || operation == Operation::collapse)) {
        return fail(expression.span, fmt::format("\"{}\" works on a list of intervals, not on {}.",
                                                 name, plan_.types.name(value.type)));
    }
    return std::nullopt;
}

TypeId Compiler::unary_result(Operation operation, Typed value) {
    const TypeKind type = kind(value);
    switch (operation) {
        case Operation::exists:
        case Operation::is_null:
        case Operation::is_true:
        case Operation::is_false:
            return simple(TypeKind::boolean);
        case Operation::start_of:
        case Operation::end_of:
        case Operation::width_of:
        case Operation::point_from:
            return type == TypeKind::interval ? plan_.types.at(value.type).arguments[0]
                                              : simple(TypeKind::any);
        case Operation::singleton_from:
            return plan_.types.element(value.type);
        case Operation::flatten:
            if (plan_.types.kind(plan_.types.element(value.type)) == TypeKind::list)
                return plan_.types.element(value.type);
            break;
        case Operation::collapse:
        case Operation::expand:
            if (type == TypeKind::interval)
                return plan_.types.list_of(plan_.types.at(value.type).arguments[0]);
            break;
        case Operation::date_from:
            return simple(TypeKind::date);
        case Operation::time_from:
            return simple(TypeKind::time);
        case Operation::timezone_offset_from:
            return simple(TypeKind::decimal);
        default:
            break;
    }
    return value.type;
}

// "per" of collapse and expand.
void Compiler::add_step(const Expression& expression, std::vector<NodeIndex>& operands) {
    if (!expression.precision.empty()) {
        // "per day" is short for "per 1 day".
        operands.push_back(builder_
                               .literal(Value::of_wide(ValueKind::quantity, wide_one,
                                                       input_.texts.intern(expression.precision)),
                                        simple(TypeKind::quantity), expression.span)
                               .node);
    }
    // Steps of moments without "per" are one of their own precision.
    for (const std::string_view word :
         {"year", "month", "day", "hour", "minute", "second", "millisecond"})
        input_.texts.intern(word);
}

Typed Compiler::unary(const Expression& expression) {
    const Span span = expression.span;
    const Typed value = this->expression(*expression.operands[0]);
    const std::string& name = expression.name;
    if (name == "not") {
        need_boolean(value, "not", expression.operands[0]->span);
        return builder_.add(Operation::not_, simple(TypeKind::boolean), {value.node}, span);
    }
    const Named* found = find_in(unaries, name);
    if (found == nullptr) {
        // "year from X" and its kin.
        const std::string_view part = std::string_view(name).substr(0, name.find(' '));
        const Precision precision = precision_named(part);
        if (part == "week" || precision == Precision::none)
            return fail(span, fmt::format("There is no \"{}\".", name));
        return builder_.add(Operation::component_from, simple(TypeKind::integer), {value.node},
                            {.precision = precision}, span);
    }
    if (const auto refused = refuse_operand(expression, found->operation, value)) return *refused;
    std::vector<NodeIndex> operands{value.node};
    for (std::size_t i = 1; i < expression.operands.size(); ++i)
        operands.push_back(this->expression(*expression.operands[i]).node);
    if (found->operation == Operation::collapse || found->operation == Operation::expand)
        add_step(expression, operands);
    const TypeId result = unary_result(found->operation, value);
    const Precision precision = precision_named(expression.precision);
    return builder_.add(found->operation, result, operands, {.precision = precision}, span);
}

Typed Compiler::membership(Typed item, Typed collection, Precision precision, Span span) {
    const TypeId boolean = simple(TypeKind::boolean);
    if (kind(collection) == TypeKind::value_set) {
        const Operation operation =
            kind(item) == TypeKind::list ? Operation::any_in_value_set : Operation::in_value_set;
        const auto set =
            static_cast<std::uint32_t>(plan_.literals[plan_.nodes[collection.node].payload].number);
        return builder_.add(operation, boolean, {item.node}, {.payload = set}, span);
    }
    const TypeKind type = kind(collection);
    if (type != TypeKind::list && type != TypeKind::interval && type != TypeKind::any &&
        type != TypeKind::choice) {
        return fail(span, fmt::format("\"in\" needs a list, an interval or a value set, not {}.",
                                      plan_.types.name(collection.type)));
    }
    return builder_.add(Operation::in, boolean, {item.node, collection.node},
                        {.precision = precision}, span);
}

// The start or end of an interval; a point stands for itself.
Typed Compiler::bound(Typed value, Operation operation, Span span) {
    if (kind(value) != TypeKind::interval) return value;
    return builder_.add(operation, plan_.types.at(value.type).arguments[0], {value.node}, span);
}

Typed Compiler::timing_with_offset(const Expression& expression, Typed left, Typed right) {
    const Span span = expression.span;
    const TypeId boolean = simple(TypeKind::boolean);
    const Precision precision = precision_named(expression.precision);
    const Typed offset = this->expression(*expression.operands[2]);
    const auto with = [&](Operation operation, Typed a, Typed b) {
        return builder_.add(operation, boolean, {a.node, b.node}, {.precision = precision}, span);
    };
    const auto both = [&](Typed a, Typed b) {
        return builder_.add(Operation::and_, boolean, {a.node, b.node}, span);
    };
    const auto shifted = [&](Typed point, Operation operation) {
        return builder_.add(operation, point.type, {point.node, offset.node}, span);
    };
    const std::string_view name = expression.name;
    if (name.ends_with("within")) {
        const Typed from = shifted(bound(right, Operation::start_of, span), Operation::subtract);
        const Typed to = shifted(bound(right, Operation::end_of, span), Operation::add);
        const bool properly = name.starts_with("properly");
        return both(with(properly ? Operation::after : Operation::same_or_after,
                         bound(left, Operation::start_of, span), from),
                    with(properly ? Operation::before : Operation::same_or_before,
                         bound(left, Operation::end_of, span), to));
    }
    const bool is_before = name.ends_with("before");
    if (!is_before && !name.ends_with("after"))
        return fail(span, fmt::format("\"{}\" takes no offset.", name));
    const Typed from = bound(left, is_before ? Operation::end_of : Operation::start_of, span);
    const Typed to = bound(right, is_before ? Operation::start_of : Operation::end_of, span);
    const Typed limit = shifted(to, is_before ? Operation::subtract : Operation::add);
    const bool on_or = name.starts_with("same or");
    const Operation away = is_before ? Operation::before : Operation::after;
    const Operation away_or_same = is_before ? Operation::same_or_before : Operation::same_or_after;
    const Operation towards = is_before ? Operation::after : Operation::before;
    const Operation towards_or_same =
        is_before ? Operation::same_or_after : Operation::same_or_before;
    const std::string_view how = expression.display;
    if (how == "or more") return with(away_or_same, from, limit);
    if (how == "more than") return with(away, from, limit);
    if (how == "or less")
        return both(with(towards_or_same, from, limit),
                    with(on_or ? away_or_same : away, from, to));
    if (how == "less than")
        return both(with(towards, from, limit), with(on_or ? away_or_same : away, from, to));
    return with(Operation::same_as, from, limit);
}

Typed Compiler::arithmetic_operator(const Expression& expression, Operation operation, Typed left,
                                    Typed right) {
    const Span span = expression.span;
    const std::string& name = expression.name;
    const bool strings = kind(left) == TypeKind::string || kind(right) == TypeKind::string;
    const bool dates = kind(left) == TypeKind::date || kind(left) == TypeKind::date_time ||
                       kind(left) == TypeKind::time;
    TypeId type = strings || dates ? left.type : plan_.types.common(left.type, right.type);
    if (strings && operation != Operation::add && operation != Operation::concatenate) {
        return fail(
            span, fmt::format("\"{}\" needs numbers, not {}.", name, plan_.types.name(left.type)));
    }
    if (kind(left) == TypeKind::list || kind(left) == TypeKind::boolean ||
        kind(right) == TypeKind::list || kind(right) == TypeKind::boolean) {
        return fail(span, fmt::format("\"{}\" does not work on {} and {}.", name,
                                      plan_.types.name(left.type), plan_.types.name(right.type)));
    }
    if (operation == Operation::divide && kind(left) != TypeKind::quantity)
        type = simple(TypeKind::decimal);
    if (operation == Operation::multiply && kind(right) == TypeKind::quantity) type = right.type;
    return builder_.add(operation, type, {left.node, right.node}, {}, span);
}

Typed Compiler::binary(const Expression& expression) {
    const Span span = expression.span;
    const std::string& name = expression.name;
    const Typed left = this->expression(*expression.operands[0]);
    const Typed right = this->expression(*expression.operands[1]);
    const TypeId boolean = simple(TypeKind::boolean);
    const Precision precision = precision_named(expression.precision);
    const auto add = [&](Operation operation, TypeId type) {
        return builder_.add(operation, type, {left.node, right.node}, {.precision = precision},
                            span);
    };
    if (const Named* found = find_in(logic, name)) {
        need_boolean(left, name, expression.operands[0]->span);
        need_boolean(right, name, expression.operands[1]->span);
        return add(found->operation, boolean);
    }
    if (const Named* found = find_in(comparisons, name)) {
        if (!comparable(left, right)) {
            return fail(span,
                        fmt::format("{} cannot be compared with {}.", plan_.types.name(left.type),
                                    plan_.types.name(right.type)));
        }
        return add(found->operation, boolean);
    }
    if (expression.operands.size() == 3) return timing_with_offset(expression, left, right);
    if (const Named* found = find_in(timing, name)) return add(found->operation, boolean);
    if (const Named* found = find_in(sets, name)) {
        const TypeId type = found->operation == Operation::union_
                                ? plan_.types.common(left.type, right.type)
                                : left.type;
        return add(found->operation, kind(left) == TypeKind::any ? right.type : type);
    }
    if (const Named* found = find_in(arithmetic, name))
        return arithmetic_operator(expression, found->operation, left, right);
    if (name == "duration" || name == "difference") {
        const Operation operation =
            name == "duration" ? Operation::duration_between : Operation::difference_between;
        return builder_.add(
            operation, simple(TypeKind::integer), {left.node, right.node},
            {.payload = expression.precision == "week" ? 1u : 0u, .precision = precision}, span);
    }
    if (name == "in") return membership(left, right, precision, span);
    if (name == "contains") return membership(right, left, precision, span);
    const bool properly = name.starts_with("properly ");
    if (name.ends_with("included in")) {
        if (kind(left) != TypeKind::list && kind(left) != TypeKind::interval &&
            kind(left) != TypeKind::any && !properly) {
            return membership(left, right, precision, span);
        }
        return add(properly ? Operation::properly_included_in : Operation::included_in, boolean);
    }
    if (kind(right) != TypeKind::list && kind(right) != TypeKind::interval && !properly) {
        return membership(right, left, precision, span);
    }
    return add(properly ? Operation::properly_includes : Operation::includes, boolean);
}

}  // namespace openpcn::cql
