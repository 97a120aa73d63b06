// Operators of Compiler: unary and binary expressions, membership and timing.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "population/cql/compiler.h"
#include "population/cql/overloads.h"

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

bool is_vocabulary(TypeKind kind) {
    return kind == TypeKind::value_set || kind == TypeKind::code_system ||
           kind == TypeKind::vocabulary;
}

// A week is seven days, which the payload says.
PlanBuilder::Details distance_in(std::string_view precision) {
    return {.payload = precision == "week" ? 1u : 0u, .precision = precision_named(precision)};
}

}  // namespace

void Compiler::need_boolean(Typed value, std::string_view operation, Span span) {
    const TypeKind type = kind(value);
    if (type == TypeKind::boolean || type == TypeKind::any || type == TypeKind::choice) return;
    fail(span,
         fmt::format("\"{}\" needs a Boolean, not {}.", operation, plan_.types.name(value.type)));
}

// "per" of collapse and expand; nothing where there is none.
std::optional<Typed> Compiler::step_of(const Expression& expression) {
    if (expression.operands.size() > 1) return this->expression(*expression.operands[1]);
    if (expression.precision.empty()) return std::nullopt;
    // "per day" is short for "per 1 day".
    return builder_.literal(
        Value::of_wide(ValueKind::quantity, wide_one, input_.texts.intern(expression.precision)),
        simple(TypeKind::quantity), expression.span);
}

Typed Compiler::unary(const Expression& expression) {
    const Span span = expression.span;
    const std::string& name = expression.name;
    std::vector<Typed> operands{this->expression(*expression.operands[0])};
    const Span place = expression.operands[0]->span;
    if (name == "expand" || name == "collapse") {
        if (const auto step = step_of(expression)) operands.push_back(*step);
        // Steps of moments without "per" are one of their own precision.
        for (const std::string_view word :
             {"1", "year", "month", "day", "hour", "minute", "second", "millisecond"})
            input_.texts.intern(word);
    }
    if (name == "duration of" || name == "difference of") {
        // Of an interval: between its start and its end.
        const Typed ends[] = {apply("start of", operands, std::span(&place, 1), {}, span),
                              apply("end of", operands, std::span(&place, 1), {}, span)};
        const std::uint32_t weeks = expression.precision == "week" ? 1 : 0;
        return apply(name.substr(0, name.find(' ')), ends, {},
                     {.payload = weeks, .precision = precision_named(expression.precision)}, span);
    }
    if (name == "duration of" || name == "difference of") {
        if (kind(operands[0]) != TypeKind::interval && kind(operands[0]) != TypeKind::any)
            return fail(place, fmt::format("\"{} in {}s of\" needs an interval, not {}.",
                                           name.substr(0, name.find(' ')), expression.precision,
                                           plan_.types.name(operands[0].type)));
        const Typed ends[] = {bound(operands[0], Operation::start_of, span),
                              bound(operands[0], Operation::end_of, span)};
        return apply(name.substr(0, name.find(' ')), ends, {}, distance_in(expression.precision),
                     span);
    }
    if (signatures_of(name).empty()) return fail(span, fmt::format("There is no \"{}\".", name));
    PlanBuilder::Details details;
    details.precision = precision_named(name.substr(0, name.find(' ')));
    if (!name.ends_with(" from")) details.precision = Precision::none;
    return apply(name, operands, std::span(&place, 1), details, span);
}

Typed Compiler::membership(Typed item, Typed collection, Precision precision, Span span) {
    const TypeId boolean = simple(TypeKind::boolean);
    if (is_vocabulary(kind(collection))) {
        const Node& node = plan_.nodes[collection.node];
        const Value known =
            node.operation == Operation::literal ? plan_.literals[node.payload] : Value{};
        if (known.kind != ValueKind::vocabulary)
            return fail(span, "A value set or code system must be known before the rule runs.");
        const TypeKind of = plan_.types.kind(
            kind(item) == TypeKind::list ? plan_.types.element(item.type) : item.type);
        if (of != TypeKind::code && of != TypeKind::concept_ && of != TypeKind::string &&
            of != TypeKind::any && of != TypeKind::choice) {
            return fail(
                span, fmt::format("Only codes, concepts and texts are in a {}, not {}.",
                                  plan_.types.name(collection.type), plan_.types.name(item.type)));
        }
        if (kind(collection) == TypeKind::code_system) {
            // A code names its system; a text alone may be a code of any.
            if (of == TypeKind::string)
                return fail(span, "A text names no code system; write a Code.");
            return builder_.add(Operation::in_code_system, boolean, {item.node},
                                {.payload = known.extra}, span);
        }
        if (known.number < 0)
            return fail(span, fmt::format("The codes of the value set {} are not known.",
                                          plan_.vocabularies[known.extra].id));
        const Operation operation =
            kind(item) == TypeKind::list ? Operation::any_in_value_set : Operation::in_value_set;
        return builder_.add(operation, boolean, {item.node},
                            {.payload = static_cast<std::uint32_t>(known.number)}, span);
    }
    const Typed operands[] = {item, collection};
    return apply("in", operands, {}, {.precision = precision}, span);
}

// The start or end of an interval; a point stands for itself.
Typed Compiler::bound(Typed value, Operation operation, Span span) {
    if (kind(value) != TypeKind::interval) return value;
    return builder_.add(operation, plan_.types.at(value.type).arguments[0], {value.node}, span);
}

// A choice that may be a moment, where only a moment makes sense: "1 day or less after X". What
// turns out to be something else then has no answer.
Typed Compiler::as_moment(Typed value) const {
    if (kind(value) != TypeKind::choice) return value;
    for (const TypeKind moment : {TypeKind::date_time, TypeKind::date, TypeKind::time}) {
        const auto& options = plan_.types.at(value.type).arguments;
        if (std::ranges::find(options, simple(moment)) != options.end())
            return {value.node, simple(moment)};
    }
    return value;
}

Typed Compiler::timing_with_offset(const Expression& expression, Typed left, Typed right) {
    const Span span = expression.span;
    const TypeId boolean = simple(TypeKind::boolean);
    const Precision precision = precision_named(expression.precision);
    const Typed offset = this->expression(*expression.operands[2]);
    const auto with = [&](std::string_view name, Typed a, Typed b) {
        const Typed operands[] = {as_moment(a), as_moment(b)};
        return apply(name, operands, {}, {.precision = precision}, span);
    };
    const auto both = [&](Typed a, Typed b) {
        return builder_.add(Operation::and_, boolean, {a.node, b.node}, span);
    };
    const auto shifted = [&](Typed point, std::string_view name) {
        return apply(name, {as_moment(point), offset}, span);
    };
    const std::string_view name = expression.name;
    if (name.ends_with("within")) {
        const Typed from = shifted(bound(right, Operation::start_of, span), "-");
        const Typed to = shifted(bound(right, Operation::end_of, span), "+");
        const bool properly = name.starts_with("properly");
        return both(
            with(properly ? "after" : "same or after", bound(left, Operation::start_of, span),
                 from),
            with(properly ? "before" : "same or before", bound(left, Operation::end_of, span), to));
    }
    const bool is_before = name.ends_with("before");
    if (!is_before && !name.ends_with("after"))
        return fail(span, fmt::format("\"{}\" takes no offset.", name));
    const Typed from = bound(left, is_before ? Operation::end_of : Operation::start_of, span);
    const Typed to = bound(right, is_before ? Operation::start_of : Operation::end_of, span);
    const Typed limit = shifted(to, is_before ? "-" : "+");
    const bool on_or = name.starts_with("same or");
    const std::string_view away = is_before ? "before" : "after";
    const std::string_view away_or_same = is_before ? "same or before" : "same or after";
    const std::string_view towards = is_before ? "after" : "before";
    const std::string_view towards_or_same = is_before ? "same or after" : "same or before";
    const std::string_view how = expression.display;
    if (how == "or more") return with(away_or_same, from, limit);
    if (how == "more than") return with(away, from, limit);
    if (how == "or less")
        return both(with(towards_or_same, from, limit),
                    with(on_or ? away_or_same : away, from, to));
    if (how == "less than")
        return both(with(towards, from, limit), with(on_or ? away_or_same : away, from, to));
    return with("same as", from, limit);
}

// A single tuple or element as a list of one: published measures unite them so.
Typed Compiler::listed(Typed value, Span span) {
    if (kind(value) != TypeKind::tuple && kind(value) != TypeKind::element) return value;
    return builder_.add(Operation::to_list, plan_.types.list_of(value.type), {value.node}, span);
}

Typed Compiler::binary(const Expression& expression) {
    const Span span = expression.span;
    const std::string& name = expression.name;
    Typed left = this->expression(*expression.operands[0]);
    Typed right = this->expression(*expression.operands[1]);
    const Precision precision = precision_named(expression.precision);
    if (expression.operands.size() == 3) return timing_with_offset(expression, left, right);
    if (is_vocabulary(kind(right)) && (name == "in" || name == "included in"))
        return membership(left, right, precision, span);
    if (is_vocabulary(kind(left)) && (name == "contains" || name == "includes"))
        return membership(right, left, precision, span);
    if (name == "union" && input_.source == CompileInput::Source::documents) {
        left = listed(left, span);
        right = listed(right, span);
    }
    const Typed operands[] = {left, right};
    const Span places[] = {expression.operands[0]->span, expression.operands[1]->span};
    return apply(name, operands, places, distance_in(expression.precision), span);
}

// "X between A and B" is both comparisons; of an interval, whether it lies within [A, B].
Typed Compiler::between(const Expression& expression) {
    const Span span = expression.span;
    std::vector<Typed> parts;
    std::vector<TypeId> types;
    for (const auto& operand : expression.operands) {
        parts.push_back(this->expression(*operand));
        types.push_back(parts.back().type);
    }
    if (!resolve_overload(plan_.types, "between", types))
        return fail(span, explain_mismatch(plan_.types, "between", types).message);
    const bool properly = expression.name == "properly";
    if (kind(parts[0]) == TypeKind::interval) {
        const TypeId point = plan_.types.common(types[1], types[2]);
        const std::uint32_t closed = Value::low_closed | Value::high_closed;
        const Typed whole = interval(parts[1], parts[2], point, closed, span);
        return apply(properly ? "properly included in" : "included in", {parts[0], whole}, span);
    }
    const Typed above = apply(properly ? ">" : ">=", {parts[0], parts[1]}, span);
    const Typed below = apply(properly ? "<" : "<=", {parts[0], parts[2]}, span);
    return builder_.add(Operation::and_, simple(TypeKind::boolean), {above.node, below.node}, span);
}

}  // namespace openpcn::cql
