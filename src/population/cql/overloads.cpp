#include "population/cql/overloads.h"

#include <fmt/format.h>

#include <algorithm>

namespace openpcn::cql {
namespace {

using Form = TypePattern::Form;

// Adds what T would be at its places within `pattern`; false where `given` has not this form.
bool collect(const TypeTable& types, const TypePattern& pattern, TypeId given,
             std::vector<TypeId>& found) {
    const Type& type = types.at(given);
    if (type.kind == TypeKind::any || pattern.form == Form::type) return true;
    if (pattern.form == Form::variable) {
        found.push_back(given);
        return true;
    }
    const TypeKind wanted = pattern.form == Form::list ? TypeKind::list : TypeKind::interval;
    if (type.kind == wanted) return collect(types, pattern.inner[0], type.arguments[0], found);
    if (type.kind == TypeKind::value_set && wanted == TypeKind::list)
        return collect(types, pattern.inner[0], TypeTable::simple(TypeKind::code), found);
    if (type.kind != TypeKind::choice) return false;
    bool any = false;
    for (const TypeId option : type.arguments) {
        if (types.kind(option) == wanted)
            any = collect(types, pattern.inner[0], types.at(option).arguments[0], found) || any;
    }
    return any;
}

// Sets of different things are sets of a choice; everything else asks for one type.
bool allows_choice(Operation operation) {
    return operation == Operation::union_ || operation == Operation::intersect ||
           operation == Operation::except;
}

bool is_equality(Operation operation) {
    return operation == Operation::equal || operation == Operation::not_equal;
}

// The one type that T stands for.
std::optional<TypeId> unify(TypeTable& types, const std::vector<TypeId>& found,
                            Operation operation) {
    if (found.empty()) return TypeTable::simple(TypeKind::any);
    TypeId type = found[0];
    for (const TypeId other : found) {
        const bool choice = types.kind(type) == TypeKind::choice;
        const bool other_choice = types.kind(other) == TypeKind::choice;
        if (is_equality(operation) && choice != other_choice &&
            types.distance(choice ? type : other, choice ? other : type)) {
            // Whether a choice equals a number: unknown where it turns out to be a text.
            type = choice ? other : type;
        } else if (types.distance(other, type)) {
            continue;
        } else if (types.distance(type, other)) {
            type = other;
        } else if (allows_choice(operation)) {
            type = types.choice_of({type, other});
        } else {
            return std::nullopt;
        }
    }
    return type;
}

TypeId instantiated(TypeTable& types, const TypePattern& pattern, TypeId variable) {
    switch (pattern.form) {
        case Form::type:
            return TypeTable::simple(pattern.kind);
        case Form::variable:
            return variable;
        case Form::list: {
            const TypeId element = instantiated(types, pattern.inner[0], variable);
            return types.list_of(element);
        }
        case Form::interval: {
            const TypeId point = instantiated(types, pattern.inner[0], variable);
            return types.interval_of(point);
        }
    }
    return variable;
}

struct Fit {
    Overload overload;
    int cost = 0;
};

std::optional<Fit> fit(TypeTable& types, const Signature& signature,
                       std::span<const TypeId> arguments) {
    if (signature.operands.size() != arguments.size()) return std::nullopt;
    std::vector<TypeId> found;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (!collect(types, signature.operands[i], arguments[i], found)) return std::nullopt;
    }
    const auto variable = unify(types, found, signature.operation);
    if (!variable) return std::nullopt;
    Fit made{{&signature, {}, 0}, 0};
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const TypeId wanted = instantiated(types, signature.operands[i], *variable);
        const auto distance = types.distance(arguments[i], wanted);
        if (!distance) return std::nullopt;
        made.cost += *distance;
        made.overload.operands.push_back(wanted);
    }
    // Of "a list, or one element of a list of lists" the plainer is meant.
    if (types.kind(*variable) == TypeKind::list) ++made.cost;
    made.overload.result = instantiated(types, signature.result, *variable);
    return made;
}

std::string described(const TypePattern& pattern) {
    const auto of = [&](std::string_view what) {
        const TypePattern& inner = pattern.inner[0];
        if (inner.form == Form::variable) return std::string(what);
        const std::string name =
            inner.form == Form::type
                ? std::string(system_type_name(inner.kind))
                : std::string(inner.form == Form::list ? "lists" : "intervals");
        return fmt::format("{} of {}", what, name);
    };
    switch (pattern.form) {
        case Form::list:
            return of("a list");
        case Form::interval:
            return of("an interval");
        case Form::variable:
            return "a value";
        case Form::type:
            break;
    }
    const std::string_view name = system_type_name(pattern.kind);
    const bool vowel = std::string_view("AEIOU").find(name[0]) != std::string_view::npos;
    return fmt::format("{} {}", vowel ? "an" : "a", name);
}

std::string joined_types(const TypeTable& types, std::span<const TypeId> arguments) {
    std::string text;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view separator = i == 0 ? "" : i + 1 == arguments.size() ? " and " : ", ";
        text += fmt::format("{}{}", separator, types.name(arguments[i]));
    }
    return text;
}

std::string joined_shapes(std::span<const Signature* const> signatures) {
    constexpr std::size_t shown_max = 8;
    std::string text;
    for (std::size_t i = 0; i < signatures.size() && i < shown_max; ++i) {
        const std::string_view shape = signatures[i]->shape;
        text += fmt::format("{}{}", i == 0 ? "" : ", ", shape.substr(0, shape.find(')') + 1));
    }
    return text + (signatures.size() > shown_max ? ", ..." : "");
}

}  // namespace

std::optional<Overload> resolve_overload(TypeTable& types, std::string_view name,
                                         std::span<const TypeId> arguments) {
    std::optional<Fit> best;
    for (const Signature& signature : signatures_of(name)) {
        auto one = fit(types, signature, arguments);
        if (one && (!best || one->cost < best->cost)) best = std::move(one);
    }
    if (!best) return std::nullopt;
    return std::move(best->overload);
}

Mismatch explain_mismatch(const TypeTable& types, std::string_view name,
                          std::span<const TypeId> arguments) {
    const auto all = signatures_of(name);
    const std::string quoted =
        is_system_function(name) ? std::string(name) : fmt::format("\"{}\"", name);
    std::vector<const Signature*> candidates;
    std::size_t least = all.empty() ? 0 : all[0].operands.size();
    std::size_t most = least;
    for (const Signature& signature : all) {
        least = std::min(least, signature.operands.size());
        most = std::max(most, signature.operands.size());
        if (signature.operands.size() == arguments.size()) candidates.push_back(&signature);
    }
    if (candidates.empty()) {
        const std::string wanted =
            least == most ? std::to_string(least) : fmt::format("{} to {}", least, most);
        return {fmt::format("{} takes {} argument{}, not {}.", quoted, wanted,
                            wanted == "1" ? "" : "s", arguments.size()),
                std::nullopt};
    }
    if (candidates.size() == 1) {
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            const TypePattern& wanted = candidates[0]->operands[i];
            const TypeKind given = types.kind(arguments[i]);
            const bool fits =
                wanted.form == Form::variable || given == TypeKind::any ||
                (wanted.form == Form::list && given == TypeKind::list) ||
                (wanted.form == Form::interval && given == TypeKind::interval) ||
                (wanted.form == Form::type &&
                 types.distance(arguments[i], TypeTable::simple(wanted.kind)).has_value());
            if (!fits) {
                return {fmt::format("{} needs {}, not {}.", quoted, described(wanted),
                                    types.name(arguments[i])),
                        i};
            }
        }
        if (arguments.size() == 2 && candidates[0]->operands[0].form == Form::variable &&
            candidates[0]->operands[1].form == Form::variable) {
            return {fmt::format("{} cannot be compared with {}.", types.name(arguments[0]),
                                types.name(arguments[1])),
                    std::nullopt};
        }
    }
    return {fmt::format("{} does not work on {}. It takes {}.", quoted,
                        joined_types(types, arguments), joined_shapes(candidates)),
            std::nullopt};
}

bool reads_mixed(Operation operation) {
    using O = Operation;
    return (operation >= O::equal && operation <= O::power) ||
           (operation >= O::in && operation <= O::ends) ||
           (operation >= O::to_string && operation <= O::to_list) ||
           operation == O::duration_between || operation == O::difference_between;
}

}  // namespace openpcn::cql
