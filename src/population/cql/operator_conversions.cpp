// Conversions between types, and the parts of structured values, of Operators.
#include <algorithm>

#include "population/cql/conversions.h"
#include "population/cql/operators.h"

namespace openpcn::cql {
namespace {

// The explicit conversion that an implicit one to a simple type amounts to.
Operation conversion_to(TypeKind kind) {
    switch (kind) {
        case TypeKind::long_integer:
            return Operation::to_long;
        case TypeKind::decimal:
            return Operation::to_decimal;
        case TypeKind::quantity:
            return Operation::to_quantity;
        case TypeKind::date_time:
            return Operation::to_date_time;
        case TypeKind::concept_:
            return Operation::to_concept;
        default:
            return Operation::literal;
    }
}

// Whether a value of this kind becomes one of `to` without being asked.
bool widens(ValueKind from, TypeKind to) {
    switch (to) {
        case TypeKind::long_integer:
            return from == ValueKind::integer;
        case TypeKind::decimal:
            return from == ValueKind::integer || from == ValueKind::long_integer;
        case TypeKind::quantity:
            return from == ValueKind::integer || from == ValueKind::long_integer ||
                   from == ValueKind::decimal;
        case TypeKind::date_time:
            return from == ValueKind::date;
        case TypeKind::concept_:
            return from == ValueKind::code;
        default:
            return false;
    }
}

}  // namespace

Value Operators::converted_items(const Value& value, TypeId element) {
    const auto from = value.items();
    const auto to = arena_.values(from.size());
    for (std::size_t i = 0; i < from.size(); ++i) to[i] = converted(from[i], element);
    Value made = Value::of_items(value.kind, to, value.extra);
    made.flags = value.flags;
    return made;
}

Value Operators::converted_tuple(const Value& value, TypeId target) {
    const Type& from = plan_.types.at(value.extra);
    const Type& to = plan_.types.at(target);
    const auto items = arena_.values(to.fields.size());
    for (std::size_t i = 0; i < to.fields.size(); ++i) {
        const auto same = std::find(from.fields.begin(), from.fields.end(), to.fields[i]);
        items[i] =
            same == from.fields.end()
                ? Value{}
                : converted(value.items()[static_cast<std::size_t>(same - from.fields.begin())],
                            to.arguments[i]);
    }
    return Value::of_items(ValueKind::tuple, items, target);
}

// What the value is as one of `target`; null where it turns out to be nothing of the kind.
Value Operators::converted(const Value& value, TypeId target) {
    if (value.is_null()) return value;
    const Type& type = plan_.types.at(target);
    if (type.kind == TypeKind::list && value.kind == ValueKind::list)
        return converted_items(value, type.arguments[0]);
    if (type.kind == TypeKind::interval && value.kind == ValueKind::interval) {
        Value made = converted_items(value, type.arguments[0]);
        made.extra = static_cast<std::uint32_t>(plan_.types.kind(type.arguments[0]));
        return made;
    }
    if (type.kind == TypeKind::tuple && value.kind == ValueKind::tuple)
        return converted_tuple(value, target);
    if (type.kind == TypeKind::choice && !has_type(value, target)) {
        for (const TypeId option : type.arguments) {
            const Value made = converted(value, option);
            if (!made.is_null()) return made;
        }
        return {};
    }
    if (has_type(value, target)) return value;
    if (value.kind == ValueKind::uncertain && conversion_to(type.kind) != Operation::literal)
        return converted_items(value, target);
    if (!widens(value.kind, type.kind)) return {};
    return convert(conversion_to(type.kind), std::span(&value, 1), arena_, comparison_);
}

// ConvertsToX: whether ToX gives something.
Value Operators::converts(Operation operation, const Value& value) {
    if (value.is_null()) return {};
    const auto distance =
        static_cast<int>(operation) - static_cast<int>(Operation::converts_to_string);
    const auto conversion =
        static_cast<Operation>(static_cast<int>(Operation::to_string) + distance);
    return Value::of(
        truth_of(!convert(conversion, std::span(&value, 1), arena_, comparison_).is_null()));
}

// The values of the elements of a structured value; lists among them are taken apart.
void Operators::add_children(const Value& value, std::vector<Value>& children) {
    const auto add = [&](const Value& child) {
        if (child.kind == ValueKind::list) {
            children.insert(children.end(), child.items().begin(), child.items().end());
        } else if (!child.is_null()) {
            children.push_back(child);
        }
    };
    switch (value.kind) {
        case ValueKind::list:
            for (const Value& item : value.items()) add_children(item, children);
            break;
        case ValueKind::tuple:
        case ValueKind::ratio:
        case ValueKind::concept_:
        case ValueKind::interval:
            for (const Value& item : value.items()) add(item);
            break;
        case ValueKind::quantity:
            add(Value::of_wide(ValueKind::decimal, value.wide()));
            add(Value::of_text(texts_.at(value.extra)));
            break;
        case ValueKind::code:
            for (std::uint32_t field = 0; field < 3; ++field) add(code_field(field, value));
            break;
        default:
            break;
    }
}

Value Operators::children(Operation operation, const Value& value) {
    if (value.is_null()) return {};
    std::vector<Value> all;
    add_children(value, all);
    // Values are made of others that were there before, so they are never part of themselves.
    for (std::size_t i = 0; operation == Operation::descendants && i < all.size(); ++i) {
        const Value child = all[i];
        add_children(child, all);
    }
    return Value::of_items(ValueKind::list, arena_.copy(all));
}

Value Operators::codes_of(const ValueSetBits& set) {
    std::vector<Value> codes;
    for (std::size_t word = 0; word < set.bits.size(); ++word) {
        for (std::uint64_t rest = set.bits[word]; rest != 0; rest &= rest - 1) {
            const auto bit = static_cast<std::size_t>(__builtin_ctzll(rest));
            codes.push_back(Value::of_code(static_cast<ConceptIndex>(word * 64 + bit)));
        }
    }
    return Value::of_items(ValueKind::list, arena_.copy(codes));
}

Value Operators::conversion(const Node& node, std::span<const Value> arguments) {
    using O = Operation;
    const Value& first = arguments[0];
    switch (node.operation) {
        case O::convert_quantity:
        case O::can_convert_quantity: {
            if (first.kind != ValueKind::quantity || arguments[1].kind != ValueKind::string)
                return {};
            const Value made = convert_quantity(first, arguments[1].text(), comparison_.units());
            if (node.operation == O::convert_quantity) return made;
            return Value::of(truth_of(!made.is_null()));
        }
        case O::comparable_quantities:
            if (first.is_null() || arguments[1].is_null()) return {};
            return Value::of(
                truth_of(compare_quantities(first, arguments[1], comparison_.units()).has_value()));
        case O::convert_to:
            return converted(first, node.payload);
        case O::list_length:
            return Value::of_integer(first.kind == ValueKind::list ? first.high : 0);
        case O::children:
        case O::descendants:
            return children(node.operation, first);
        default:
            return converts(node.operation, first);
    }
}

}  // namespace openpcn::cql
