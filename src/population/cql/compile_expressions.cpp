// Literals, selectors, retrieves, conditionals and type operators of Compiler.
#include <fmt/format.h>

#include <charconv>

#include "population/cql/compiler.h"
#include "population/cql/literals.h"
#include "population/cql/model_elements.h"

namespace openpcn::cql {

using syntax::Form;

Typed Compiler::expression(const Expression& expression) {
    const ClauseRecorder::Place clause = clauses_.open(expression.span);
    const Typed made = expression_by_form(expression);
    clauses_.close(clause, made.node);
    return made;
}

Typed Compiler::expression_by_form(const Expression& expression) {
    switch (expression.form) {
        case Form::null_literal:
        case Form::boolean:
        case Form::integer:
        case Form::long_integer:
        case Form::decimal:
        case Form::string:
        case Form::date_time:
        case Form::time:
        case Form::quantity:
            return literal(expression);
        case Form::identifier:
            return identifier(expression);
        case Form::member:
            return member(expression);
        case Form::call:
            return call(expression);
        case Form::retrieve:
            return retrieve(expression);
        case Form::query:
            return query(expression);
        case Form::unary:
            return unary(expression);
        case Form::binary:
            return binary(expression);
        case Form::if_then:
        case Form::case_of:
            return conditional(expression);
        case Form::between:
            return between(expression);
        case Form::is_type:
        case Form::as_type:
        case Form::cast_type:
        case Form::convert_type:
        case Form::type_extent:
            return type_operator(expression);
        case Form::this_item:
            return this_item_ ? *this_item_
                              : fail(expression.span, "$this has a meaning in \"sort by\" only.");
        case Form::total:
        case Form::index_of_item:
            return fail(expression.span, "$total and $index have no meaning here.");
        case Form::index: {
            const Typed operands[] = {this->expression(*expression.operands[0]),
                                      this->expression(*expression.operands[1])};
            const Span places[] = {expression.operands[0]->span, expression.operands[1]->span};
            return apply("[]", operands, places, {}, expression.span);
        }
        case Form::ratio:
        case Form::interval:
        case Form::list:
        case Form::tuple:
        case Form::instance:
        case Form::code:
        case Form::concept_:
            return selector(expression);
    }
    return null(expression.span);
}

Typed Compiler::quantity_literal(const Expression& expression) {
    const auto number = parse_rounded_decimal(expression.text);
    if (!number)
        return fail(expression.span, fmt::format("{} does not fit a Decimal.", expression.text));
    const std::string unit = expression.name.empty() ? "1" : expression.name;
    return builder_.literal(Value::of_wide(ValueKind::quantity, *number, input_.texts.intern(unit)),
                            simple(TypeKind::quantity), expression.span);
}

Typed Compiler::literal(const Expression& expression) {
    const Span span = expression.span;
    switch (expression.form) {
        case Form::boolean:
            return builder_.literal(Value::of_boolean(expression.flag ? 1 : 0),
                                    simple(TypeKind::boolean), span);
        case Form::integer:
        case Form::long_integer: {
            const bool is_long = expression.form == Form::long_integer;
            const auto number = parse_integer(expression.text);
            if (!number || (!is_long && (*number < -2147483648LL || *number > 2147483647LL))) {
                return fail(span, fmt::format("{} does not fit {}.", expression.text,
                                              is_long ? "a Long" : "an Integer"));
            }
            return builder_.literal(is_long ? Value::of_long(*number) : Value::of_integer(*number),
                                    simple(is_long ? TypeKind::long_integer : TypeKind::integer),
                                    span);
        }
        case Form::decimal: {
            const auto number = parse_decimal(expression.text);
            if (!number)
                return fail(span, fmt::format("{} does not fit a Decimal.", expression.text));
            Value value = Value::of_wide(ValueKind::decimal, *number);
            // 1.50 is more precise than 1.5, which Precision() and the boundaries tell.
            const auto digits = expression.text.size() - expression.text.find('.') - 1;
            value.flags = static_cast<std::uint8_t>(Value::digits_known + digits);
            return builder_.literal(value, simple(TypeKind::decimal), span);
        }
        case Form::quantity:
            return quantity_literal(expression);
        case Form::string:
            return builder_.text(expression.text, span);
        case Form::time: {
            const auto time = parse_time(expression.text);
            if (!time) return fail(span, fmt::format("@T{} is not a time.", expression.text));
            return builder_.literal(*time, simple(TypeKind::time), span);
        }
        case Form::date_time: {
            const auto value = parse_date_time_literal(expression.text);
            if (!value)
                return fail(span, fmt::format("@{} is not a date or time.", expression.text));
            const TypeKind type =
                value->kind == ValueKind::date ? TypeKind::date : TypeKind::date_time;
            return builder_.literal(*value, simple(type), span);
        }
        default:
            return null(span);
    }
}

std::optional<std::string> Compiler::code_system_of(const LibraryNames& library,
                                                    std::string_view name) {
    if (const auto found = library.code_systems.find(name); found != library.code_systems.end()) {
        return found->second->id;
    }
    const auto dot = name.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const auto included = library.includes.find(name.substr(0, dot));
    if (included == library.includes.end() || included->second == nullptr) return std::nullopt;
    return code_system_of(*included->second, name.substr(dot + 1));
}

Typed Compiler::code_of(std::string_view code, std::string_view system, std::string_view display,
                        Span span) {
    const ConceptIndex index = input_.concepts.intern({system, code, display});
    return builder_.literal(Value::of_code(index), simple(TypeKind::code), span);
}

std::optional<std::uint32_t> Compiler::value_set_of(std::string_view url, Span span) {
    for (std::size_t i = 0; i < plan_.value_sets.size(); ++i) {
        if (plan_.value_sets[i].url == url) return static_cast<std::uint32_t>(i);
    }
    const ValueSet* set = input_.value_sets.find(url);
    if (set == nullptr) {
        std::vector<std::string> known;
        for (const auto& [known_url, other] : input_.value_sets.all()) known.push_back(known_url);
        fail(span, fmt::format("There is no value set {}.{}", url, did_you_mean(url, known)));
        return std::nullopt;
    }
    ValueSetBits bits{set->name, std::string(url), {}};
    for (const ValueSetCode& code : set->codes) {
        const ConceptIndex index = input_.concepts.intern({code.system, code.code, code.display});
        if (index / 64 >= bits.bits.size()) bits.bits.resize(index / 64 + 1);
        bits.bits[index / 64] |= std::uint64_t{1} << (index % 64);
    }
    plan_.value_sets.push_back(std::move(bits));
    return static_cast<std::uint32_t>(plan_.value_sets.size() - 1);
}

// Codes that are known when compiling: a value set, a code, a concept, a list of codes.
std::optional<Retrieve> Compiler::filter_by(Retrieve retrieve, Typed codes, Span span) {
    const Node& node = plan_.nodes[codes.node];
    retrieve.filter = Retrieve::Filter::codes;
    const auto add = [&](const Value& value) {
        if (value.kind == ValueKind::code) retrieve.codes.push_back(value.extra);
        for (const Value& item :
             value.kind == ValueKind::concept_ ? value.items() : std::span<const Value>{}) {
            retrieve.codes.push_back(item.extra);
        }
    };
    const Value known =
        node.operation == Operation::literal ? plan_.literals[node.payload] : Value{};
    if (known.kind == ValueKind::vocabulary) {
        if (known.number < 0) {
            fail(span,
                 fmt::format("The codes of {} are not known.", plan_.vocabularies[known.extra].id));
            return std::nullopt;
        }
        retrieve.filter = Retrieve::Filter::value_set;
        retrieve.value_set = static_cast<std::uint32_t>(known.number);
        return retrieve;
    }
    // An expression that could not be compiled has been reported.
    if (node.operation == Operation::literal && known.is_null() && !errors_.empty())
        return std::nullopt;
    if (node.operation == Operation::literal && !plan_.literals[node.payload].is_null()) {
        add(plan_.literals[node.payload]);
        return retrieve;
    }
    if (node.operation == Operation::make_list) {
        for (const NodeIndex item : plan_.operands_of(node)) {
            if (plan_.nodes[item].operation != Operation::literal) {
                fail(span, "The codes of a retrieve must be known before the rule runs.");
                return std::nullopt;
            }
            add(plan_.literals[plan_.nodes[item].payload]);
        }
        return retrieve;
    }
    fail(span, "The codes of a retrieve must be known before the rule runs.");
    return std::nullopt;
}

Typed Compiler::retrieve(const Expression& expression) {
    if (input_.source == CompileInput::Source::documents) return document_retrieve(expression);
    const Span span = expression.span;
    if (expression.flag || context_ == Context::unfiltered)
        return fail(span, std::string(one_record_at_a_time));
    const auto type = find_type(expression.name);
    if (type && plan_.types.kind(*type) == TypeKind::patient) {
        const Typed one = patient(span);
        return builder_.add(Operation::make_list, plan_.types.list_of(*type), {one.node}, span);
    }
    if (!type || plan_.types.kind(*type) != TypeKind::resource) {
        return fail(span, fmt::format("Records keep no {}.{}", expression.name,
                                      did_you_mean(expression.name, type_names())));
    }
    Retrieve made;
    made.type = plan_.types.at(*type).resource;
    const TypeId list = plan_.types.list_of(*type);
    if (expression.operands.empty()) return builder_.retrieve(made, list, span);
    const Typed codes = this->expression(*expression.operands[0]);
    if (expression.text.empty() || expression.text == primary_code_path(made.type)) {
        const auto filtered = filter_by(made, codes, span);
        return filtered ? builder_.retrieve(*filtered, list, span) : null(span);
    }
    return retrieve_where(builder_.retrieve(made, list, span), expression.text, codes, span);
}

Typed Compiler::conditional(const Expression& expression) {
    const Span span = expression.span;
    std::vector<Typed> parts;
    for (const auto& operand : expression.operands) parts.push_back(this->expression(*operand));
    std::vector<NodeIndex> nodes;
    if (expression.form == Form::if_then) {
        need_boolean(parts[0], "if", expression.operands[0]->span);
        const TypeId type = plan_.types.common(parts[1].type, parts[2].type);
        const Typed yes = converted(parts[1], type, span);
        const Typed no = converted(parts[2], type, span);
        return builder_.add(Operation::if_then, type, {parts[0].node, yes.node, no.node}, span);
    }
    // case: [when, then]..., else. With a comparand each `when` is compared with it.
    TypeId type = parts.back().type;
    const std::size_t first = expression.flag ? 1 : 0;
    for (std::size_t i = first; i + 1 < parts.size(); i += 2)
        type = plan_.types.common(type, parts[i + 1].type);
    for (std::size_t i = first; i + 1 < parts.size(); i += 2) {
        NodeIndex when = parts[i].node;
        if (expression.flag) {
            when = apply("=", {parts[0], parts[i]}, expression.operands[i]->span).node;
        } else {
            need_boolean(parts[i], "when", expression.operands[i]->span);
        }
        nodes.push_back(when);
        nodes.push_back(converted(parts[i + 1], type, span).node);
    }
    nodes.push_back(converted(parts.back(), type, span).node);
    return builder_.add(Operation::case_of, type, nodes, {}, span);
}

Typed Compiler::type_operator(const Expression& expression) {
    const Span span = expression.span;
    if (expression.form == Form::type_extent) {
        const TypeId type = type_of(*expression.type);
        const auto extent =
            extent_of(plan_.types.kind(type),
                      expression.name == "minimum" ? Extent::minimum : Extent::maximum);
        if (!extent)
            return fail(span,
                        fmt::format("{} has no {}.", plan_.types.name(type), expression.name));
        return builder_.literal(*extent, type, span);
    }
    const Typed value = this->expression(*expression.operands[0]);
    if (expression.form == Form::convert_type && !expression.type)
        return apply("ConvertQuantity", {value, builder_.text(expression.text, span)}, span);
    const TypeId type = type_of(*expression.type);
    switch (expression.form) {
        case Form::is_type:
            return builder_.add(Operation::is_type, simple(TypeKind::boolean), {value.node},
                                {.payload = type}, span);
        case Form::as_type:
        case Form::cast_type: {
            if (!plan_.types.distance(value.type, type) &&
                !plan_.types.distance(type, value.type)) {
                return fail(span, fmt::format("{} is never {}.", plan_.types.name(value.type),
                                              plan_.types.name(type)));
            }
            const Operation operation =
                expression.flag ? Operation::as_type_strict : Operation::as_type;
            return builder_.add(operation, type, {value.node}, {.payload = type}, span);
        }
        default:
            break;
    }
    struct Conversion {
        TypeKind kind;
        Operation operation;
    };
    static constexpr Conversion conversions[] = {{TypeKind::string, Operation::to_string},
                                                 {TypeKind::boolean, Operation::to_boolean},
                                                 {TypeKind::integer, Operation::to_integer},
                                                 {TypeKind::long_integer, Operation::to_long},
                                                 {TypeKind::decimal, Operation::to_decimal},
                                                 {TypeKind::date, Operation::to_date},
                                                 {TypeKind::date_time, Operation::to_date_time},
                                                 {TypeKind::time, Operation::to_time},
                                                 {TypeKind::quantity, Operation::to_quantity},
                                                 {TypeKind::concept_, Operation::to_concept}};
    for (const Conversion& conversion : conversions) {
        if (conversion.kind == plan_.types.kind(type))
            return builder_.add(conversion.operation, type, {value.node}, span);
    }
    return fail(span, fmt::format("There is no conversion to {}.", plan_.types.name(type)));
}

}  // namespace openpcn::cql
