// Operators and functions of CQL itself, and the conversions they imply, of Compiler.
#include <fmt/format.h>

#include "population/cql/compare.h"
#include "population/cql/compiler.h"
#include "population/cql/overloads.h"

namespace openpcn::cql {

Typed Compiler::apply(std::string_view name, std::span<const Typed> arguments,
                      std::span<const Span> places, PlanBuilder::Details details, Span span) {
    std::vector<TypeId> types;
    for (const Typed& argument : arguments) types.push_back(argument.type);
    const auto overload = resolve_overload(plan_.types, name, types);
    if (!overload) {
        const Mismatch mismatch = explain_mismatch(plan_.types, name, types);
        const bool at_argument = mismatch.argument && *mismatch.argument < places.size();
        return fail(at_argument ? places[*mismatch.argument] : span, mismatch.message);
    }
    const Operation operation = overload->signature->operation;
    std::vector<NodeIndex> nodes;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const Typed& argument = arguments[i];
        const TypeId wanted = overload->operands[i];
        const bool as_it_is = reads_mixed(operation) && mixes(argument.type, wanted);
        nodes.push_back(as_it_is ? argument.node : converted(argument, wanted, span).node);
    }
    return builder_.add(operation, overload->result, nodes, details, span);
}

Typed Compiler::apply(std::string_view name, std::initializer_list<Typed> arguments, Span span) {
    return apply(name, std::span(arguments.begin(), arguments.size()), {}, {}, span);
}

// What an operation that reads_mixed() takes without conversion. Numbers do not mix with
// quantities, whose unit they lack.
bool Compiler::mixes(TypeId given, TypeId wanted) const {
    const TypeKind from = plan_.types.kind(given);
    const TypeKind to = plan_.types.kind(wanted);
    const auto number = [](TypeKind kind) {
        return kind >= TypeKind::integer && kind <= TypeKind::decimal;
    };
    const auto day = [](TypeKind kind) {
        return kind == TypeKind::date || kind == TypeKind::date_time;
    };
    return from == TypeKind::choice || (number(from) && number(to)) || (day(from) && day(to));
}

Typed Compiler::converted(Typed value, TypeId wanted, Span span) {
    if (value.type == wanted) return value;
    const Type& from = plan_.types.at(value.type);
    const Type& to = plan_.types.at(wanted);
    if (to.kind == TypeKind::any || to.kind == TypeKind::vocabulary) return value;
    // Null, and what cannot be known before the rule runs, is taken at its word.
    if (from.kind == TypeKind::any) return {value.node, wanted};
    if (to.kind == TypeKind::choice || is_retyped(value.type, wanted)) return {value.node, wanted};
    const Node& node = plan_.nodes[value.node];
    if (node.operation == Operation::literal && to.kind == TypeKind::decimal) {
        const Value literal = plan_.literals[node.payload];
        if (is_number(literal)) {
            return builder_.literal(Value::of_wide(ValueKind::decimal, as_wide(literal)), wanted,
                                    node.span);
        }
    }
    const auto by = [&](Operation operation) {
        return builder_.add(operation, wanted, {value.node}, span);
    };
    if (from.kind == TypeKind::value_set && to.kind == TypeKind::list)
        return expanded_value_set(value, span);
    if (from.kind == TypeKind::choice) {
        return builder_.add(Operation::convert_to, wanted, {value.node}, {.payload = wanted}, span);
    }
    switch (to.kind) {
        case TypeKind::long_integer:
            return by(Operation::to_long);
        case TypeKind::decimal:
            return by(Operation::to_decimal);
        case TypeKind::quantity:
            input_.texts.intern("1");
            return by(Operation::to_quantity);
        case TypeKind::date_time:
            return by(Operation::to_date_time);
        case TypeKind::concept_:
            return by(Operation::to_concept);
        case TypeKind::list:
        case TypeKind::interval:
        case TypeKind::tuple:
            return builder_.add(Operation::convert_to, wanted, {value.node}, {.payload = wanted},
                                span);
        default:
            return {value.node, wanted};
    }
}

// ExpandValueSet: the codes that the value set had when the rules were compiled.
Typed Compiler::expanded_value_set(Typed value, Span span) {
    const Node& node = plan_.nodes[value.node];
    if (node.operation != Operation::literal)
        return fail(span, "A value set must be known before the rule runs.");
    const Value known = plan_.literals[node.payload];
    if (known.is_null()) return null(span);
    if (known.number < 0)
        return fail(span, fmt::format("The codes of the value set {} are not known.",
                                      plan_.vocabularies[known.extra].id));
    const auto set = static_cast<std::uint32_t>(known.number);
    return builder_.add(Operation::expand_value_set, plan_.types.list_of(simple(TypeKind::code)),
                        {}, {.payload = set}, span);
}

// Whether values of the one type are values of the other as they are: lists of nulls, classes that
// are based on another.
bool Compiler::is_retyped(TypeId given, TypeId wanted) const {
    const Type& from = plan_.types.at(given);
    const Type& to = plan_.types.at(wanted);
    if (given == wanted || from.kind == TypeKind::any || to.kind == TypeKind::any) return true;
    if (to.kind == TypeKind::choice) return from.kind != TypeKind::value_set;
    if (from.kind != to.kind) return to.kind == TypeKind::vocabulary;
    if (from.fields != to.fields || from.arguments.size() != to.arguments.size()) return false;
    for (std::size_t i = 0; i < from.arguments.size(); ++i) {
        if (!is_retyped(from.arguments[i], to.arguments[i])) return false;
    }
    return true;
}

// AgeInYears(), AgeInMonthsAt(x), CalculateAgeInDays(b), CalculateAgeInYearsAt(b, x), ...
Typed Compiler::age_call(std::string_view name, std::span<const Typed> arguments, Span span) {
    const bool calculate = name.starts_with("Calculate");
    if (calculate) name.remove_prefix(9);
    name.remove_prefix(5);  // AgeIn
    const bool at = name.ends_with("At");
    if (at) name.remove_suffix(2);
    const Precision precision = name == "Years"                     ? Precision::year
                                : name == "Months"                  ? Precision::month
                                : name == "Weeks" || name == "Days" ? Precision::day
                                : name == "Hours"                   ? Precision::hour
                                : name == "Minutes"                 ? Precision::minute
                                : name == "Seconds"                 ? Precision::second
                                                                    : Precision::none;
    if (precision == Precision::none)
        return fail(span, "Ages are in Years, Months, Weeks, Days, Hours, Minutes or Seconds.");
    if (arguments.size() != (calculate ? 1u : 0u) + (at ? 1u : 0u))
        return fail(span, "This age needs other arguments.");
    if (!calculate) need_one_person("The patient's age", span);
    const Typed birth =
        calculate ? arguments[0] : builder_.add(Operation::age, simple(TypeKind::date), {}, span);
    const Typed on = at ? arguments.back()
                     : precision <= Precision::day
                         ? builder_.add(Operation::today, simple(TypeKind::date), {}, span)
                         : builder_.add(Operation::now, simple(TypeKind::date_time), {}, span);
    const std::uint32_t weeks = name == "Weeks" ? 1 : 0;
    const Typed operands[] = {birth, on};
    return apply("duration", operands, {}, {.payload = weeks, .precision = precision}, span);
}

Typed Compiler::system_call(std::string_view name, std::span<const Typed> arguments,
                            std::span<const Span> places, Span span) {
    if (name == "Coalesce") {
        if (arguments.empty()) return fail(span, "Coalesce needs at least one argument.");
        std::vector<NodeIndex> nodes;
        TypeId type = arguments[0].type;
        for (const Typed& argument : arguments) type = plan_.types.common(type, argument.type);
        for (const Typed& argument : arguments)
            nodes.push_back(converted(argument, type, span).node);
        if (arguments.size() == 1 && plan_.types.kind(type) == TypeKind::list)
            type = plan_.types.element(type);
        return builder_.add(Operation::coalesce, type, nodes, {}, span);
    }
    if (name.starts_with("AgeIn") || name.starts_with("CalculateAgeIn"))
        return age_call(name, arguments, span);
    if (name == "ExpandValueSet" && arguments.size() == 1 &&
        kind(arguments[0]) == TypeKind::value_set)
        return expanded_value_set(arguments[0], span);
    if (is_system_function(name)) return apply(name, arguments, places, {}, span);
    std::vector<std::string> known = system_function_names();
    const auto own = library_->all_names();
    known.insert(known.end(), own.begin(), own.end());
    return fail(span, fmt::format("There is no function {} for these arguments.{}", name,
                                  did_you_mean(name, known)));
}

}  // namespace openpcn::cql
