// Selectors and instances of Compiler: values written out.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "population/cql/compiler.h"

namespace openpcn::cql {

using syntax::Form;

Typed Compiler::selector(const Expression& expression) {
    const Span span = expression.span;
    if (expression.form == Form::code) {
        const auto system = code_system_of(*library_, expression.name);
        if (!system)
            return fail(span, fmt::format("There is no code system \"{}\".", expression.name));
        return code_of(expression.text, *system, expression.display, span);
    }
    if (expression.form == Form::instance) return instance(expression);
    std::vector<Typed> made;
    std::vector<NodeIndex> nodes;
    std::vector<TypeId> types;
    for (const auto& operand : expression.operands) {
        made.push_back(this->expression(*operand));
        nodes.push_back(made.back().node);
        types.push_back(made.back().type);
    }
    switch (expression.form) {
        case Form::concept_: {
            const TypeId list = plan_.types.list_of(simple(TypeKind::code));
            const Typed codes = builder_.add(Operation::make_list, list, nodes, {}, span);
            const Typed display =
                expression.display.empty() ? null(span) : builder_.text(expression.display, span);
            return builder_.add(Operation::make_concept, simple(TypeKind::concept_),
                                {codes.node, display.node}, span);
        }
        case Form::ratio:
            return builder_.add(Operation::make_ratio, simple(TypeKind::ratio), nodes, {}, span);
        case Form::interval: {
            const std::uint32_t closed = (expression.low_closed ? Value::low_closed : 0u) |
                                         (expression.high_closed ? Value::high_closed : 0u);
            return interval(made[0], made[1], plan_.types.common(types[0], types[1]), closed, span);
        }
        case Form::list: {
            TypeId element = expression.type ? type_of(*expression.type) : simple(TypeKind::any);
            for (std::size_t i = 0; i < types.size(); ++i) {
                if (!expression.type) element = plan_.types.common(element, types[i]);
                if (expression.type && !plan_.types.distance(types[i], element)) {
                    return fail(expression.operands[i]->span,
                                fmt::format("The list is of {}, not of {}.",
                                            plan_.types.name(element), plan_.types.name(types[i])));
                }
            }
            for (std::size_t i = 0; i < types.size(); ++i)
                nodes[i] = converted(made[i], element, span).node;
            return builder_.add(Operation::make_list, plan_.types.list_of(element), nodes, {},
                                span);
        }
        default: {
            const TypeId type =
                plan_.types.intern({TypeKind::tuple, {}, "", types, expression.names});
            return builder_.add(Operation::make_tuple, type, nodes, {.payload = type}, span);
        }
    }
}

namespace {

bool has_steps(TypeKind kind) {
    return kind == TypeKind::integer || kind == TypeKind::long_integer ||
           kind == TypeKind::decimal || kind == TypeKind::quantity || kind == TypeKind::date ||
           kind == TypeKind::date_time || kind == TypeKind::time;
}

// What the points of an interval are, should both its ends be null. Of a choice, what the other end
// is, or the first that an interval can run over; any where nothing tells.
TypeKind kind_of_points(const TypeTable& types, TypeId low, TypeId high, TypeId point) {
    for (const TypeId type : {point, low, high}) {
        if (has_steps(types.kind(type))) return types.kind(type);
    }
    if (types.kind(point) != TypeKind::choice) return TypeKind::any;
    const auto& options = types.at(point).arguments;
    const auto found =
        std::ranges::find_if(options, [&](TypeId option) { return has_steps(types.kind(option)); });
    return found == options.end() ? TypeKind::any : types.kind(*found);
}

}  // namespace

Typed Compiler::interval(Typed low, Typed high, TypeId point, std::uint32_t closed, Span span) {
    const TypeKind type = kind_of_points(plan_.types, low.type, high.type, point);
    const auto is_open = [](TypeKind of) { return of == TypeKind::choice || of == TypeKind::any; };
    const bool choices = kind(low) == TypeKind::choice || kind(high) == TypeKind::choice;
    const bool differ =
        !is_open(kind(low)) && !is_open(kind(high)) && is_open(plan_.types.kind(point));
    if (differ || (plan_.types.kind(point) != TypeKind::any && type == TypeKind::any && !choices)) {
        return fail(span, fmt::format("An interval cannot run from {} to {}.",
                                      plan_.types.name(low.type), plan_.types.name(high.type)));
    }
    // An interval whose ends are both null still knows what its points are.
    return builder_.add(Operation::make_interval, plan_.types.interval_of(point),
                        {converted(low, point, span).node, converted(high, point, span).node},
                        {.payload = closed | (static_cast<std::uint32_t>(type) << 8)}, span);
}

// Type { name: value, ... }, while its elements are asked for by name.
class Compiler::Instance {
public:
    Instance(Compiler& compiler, const syntax::Expression& expression, std::string type)
        : compiler_(compiler), expression_(expression), type_(std::move(type)) {}

    // The element by any of its names as `wanted`; null where it is not given. A single value
    // stands for a list of it.
    Typed element(std::initializer_list<std::string_view> names, TypeId wanted) {
        known_.insert(known_.end(), names.begin(), names.end());
        for (std::size_t i = 0; i < expression_.names.size(); ++i) {
            if (std::find(names.begin(), names.end(), expression_.names[i]) == names.end())
                continue;
            const Span place = expression_.operands[i]->span;
            Typed value = compiler_.expression(*expression_.operands[i]);
            const TypeId inner = compiler_.plan_.types.element(wanted);
            if (compiler_.plan_.types.kind(wanted) == TypeKind::list &&
                compiler_.kind(value) != TypeKind::list && compiler_.kind(value) != TypeKind::any &&
                compiler_.plan_.types.distance(value.type, inner)) {
                const Typed item = compiler_.converted(value, inner, place);
                value = compiler_.builder_.add(Operation::make_list, wanted, {item.node}, place);
            }
            if (!compiler_.plan_.types.distance(value.type, wanted)) {
                return compiler_.fail(
                    place, fmt::format("The element {} of {} is {}, not {}.", expression_.names[i],
                                       type_, compiler_.plan_.types.name(wanted),
                                       compiler_.plan_.types.name(value.type)));
            }
            return compiler_.converted(value, wanted, place);
        }
        return {compiler_.null(expression_.span).node, wanted};
    }
    Typed element(std::initializer_list<std::string_view> names, TypeKind wanted) {
        return element(names, simple(wanted));
    }
    // Text that is written out; empty where it is not.
    std::string constant(std::string_view name) const {
        for (std::size_t i = 0; i < expression_.names.size(); ++i) {
            if (expression_.names[i] == name && expression_.operands[i]->form == Form::string)
                return expression_.operands[i]->text;
        }
        return "";
    }
    bool has(std::string_view name) const {
        return std::find(expression_.names.begin(), expression_.names.end(), name) !=
               expression_.names.end();
    }
    // Whether each of these elements that is given is text that is written out.
    bool are_constant(std::initializer_list<std::string_view> names) const {
        return std::all_of(names.begin(), names.end(), [&](std::string_view name) {
            return !has(name) || !constant(name).empty();
        });
    }
    // An error for each element that the type does not have.
    void check_names(std::initializer_list<std::string_view> others) {
        known_.insert(known_.end(), others.begin(), others.end());
        for (const std::string& name : expression_.names) {
            if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
            compiler_.fail(expression_.span, fmt::format("{} has no element \"{}\".{}", type_, name,
                                                         did_you_mean(name, known_)));
        }
    }

private:
    Compiler& compiler_;
    const syntax::Expression& expression_;
    std::string type_;
    std::vector<std::string> known_;
};

Typed Compiler::quantity_instance(Instance& instance, Span span) {
    const Typed value = instance.element({"value"}, TypeKind::decimal);
    const std::string written =
        instance.constant("unit").empty() ? instance.constant("code") : instance.constant("unit");
    input_.texts.intern(written.empty() ? "1" : written);
    Typed unit = instance.has("unit") ? instance.element({"unit"}, TypeKind::string)
                                      : instance.element({"code"}, TypeKind::string);
    if (!instance.has("unit") && !instance.has("code")) unit = builder_.text("1", span);
    instance.check_names({"unit", "code", "system", "comparator"});
    return builder_.add(Operation::to_quantity, simple(TypeKind::quantity), {value.node, unit.node},
                        span);
}

// A code that is known when compiling is one of the dictionary, so that comparing it is cheap.
Typed Compiler::code_instance(Instance& instance, Span span) {
    const Typed code = instance.element({"code"}, TypeKind::string);
    const Typed system = instance.element({"system"}, TypeKind::string);
    const Typed display = instance.element({"display"}, TypeKind::string);
    const Typed version = instance.element({"version"}, TypeKind::string);
    instance.check_names({"userSelected"});
    const bool plain = !instance.has("version") && !instance.has("display");
    if (plain && instance.has("code") && instance.are_constant({"code", "system"}))
        return code_of(instance.constant("code"), instance.constant("system"), "", span);
    if (instance.are_constant({"code", "system"}) && instance.has("code"))
        input_.concepts.intern(
            {instance.constant("system"), instance.constant("code"), instance.constant("display")});
    return builder_.add(Operation::make_code, simple(TypeKind::code),
                        {code.node, system.node, display.node, version.node}, span);
}

Typed Compiler::vocabulary(Vocabulary made, Span span) {
    const auto same = std::find(plan_.vocabularies.begin(), plan_.vocabularies.end(), made);
    const auto index = static_cast<std::uint32_t>(same - plan_.vocabularies.begin());
    Value value = Value::with(ValueKind::vocabulary, -1, index);
    if (made.kind == TypeKind::value_set && input_.value_sets.find(made.id) != nullptr)
        value.number = *value_set_of(made.id, span);
    const TypeKind type = made.kind;
    if (same == plan_.vocabularies.end()) plan_.vocabularies.push_back(std::move(made));
    return builder_.literal(value, simple(type), span);
}

Typed Compiler::vocabulary_instance(Instance& instance, TypeKind type, Span span) {
    for (const std::string_view name : {"id", "version", "name"})
        instance.element({name}, TypeKind::string);
    instance.check_names({"codesystems"});
    if (!instance.are_constant({"id", "version", "name"}) || !instance.has("id")) {
        return fail(span, fmt::format("A {} must be known before the rule runs: write its id as "
                                      "text.",
                                      system_type_name(type)));
    }
    return vocabulary(
        {type, instance.constant("id"), instance.constant("version"), instance.constant("name")},
        span);
}

Typed Compiler::instance(const Expression& expression) {
    const Span span = expression.span;
    const TypeId type = type_of(*expression.type);
    Instance instance(*this, expression, plan_.types.name(type));
    const TypeKind what = plan_.types.kind(type);
    switch (what) {
        case TypeKind::any:
            return null(span);
        case TypeKind::code:
            return code_instance(instance, span);
        case TypeKind::quantity:
            return quantity_instance(instance, span);
        case TypeKind::concept_: {
            const Typed codes =
                instance.element({"codes", "coding"}, plan_.types.list_of(simple(TypeKind::code)));
            const Typed display = instance.element({"display", "text"}, TypeKind::string);
            instance.check_names({});
            return builder_.add(Operation::make_concept, type, {codes.node, display.node}, span);
        }
        case TypeKind::ratio: {
            const Typed numerator = instance.element({"numerator"}, TypeKind::quantity);
            const Typed denominator = instance.element({"denominator"}, TypeKind::quantity);
            instance.check_names({});
            return builder_.add(Operation::make_ratio, type, {numerator.node, denominator.node},
                                span);
        }
        case TypeKind::value_set:
        case TypeKind::code_system:
        case TypeKind::vocabulary:
            return vocabulary_instance(instance, what, span);
        case TypeKind::interval: {
            // FHIR's Period and Range.
            const TypeId point = plan_.types.at(type).arguments[0];
            const Typed low = instance.element({"start", "low"}, point);
            const Typed high = instance.element({"end", "high"}, point);
            instance.check_names({});
            return interval(low, high, point, Value::low_closed | Value::high_closed, span);
        }
        case TypeKind::boolean:
        case TypeKind::integer:
        case TypeKind::long_integer:
        case TypeKind::decimal:
        case TypeKind::string:
        case TypeKind::date:
        case TypeKind::date_time:
        case TypeKind::time: {
            // FHIR's primitives carry their value in an element.
            const Typed value = instance.element({"value"}, type);
            instance.check_names({});
            return value;
        }
        default:
            return fail(span, fmt::format("An instance of {} cannot be written in a rule.",
                                          plan_.types.name(type)));
    }
}

}  // namespace openpcn::cql
