#include "population/cql/conversions.h"

#include <limits>

#include "population/cql/literals.h"
#include "population/cql/value_text.h"

namespace openpcn::cql {
namespace {

bool has_text(const Value& value) {
    return is_number(value) || is_moment(value) || value.kind == ValueKind::boolean ||
           value.kind == ValueKind::string || value.kind == ValueKind::ratio;
}

Value to_truth(std::string_view text) {
    std::string word(text);
    for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    for (const std::string_view yes : {"true", "t", "yes", "y", "1"}) {
        if (word == yes) return Value::of_boolean(1);
    }
    for (const std::string_view no : {"false", "f", "no", "n", "0"}) {
        if (word == no) return Value::of_boolean(0);
    }
    return {};
}

Value to_moment(const Value& value, Operation operation) {
    if (value.kind == ValueKind::date || value.kind == ValueKind::date_time) {
        if (operation == Operation::to_date) return date_part(value);
        return Value::of_date_time(ValueKind::date_time, value.date_time());
    }
    if (value.kind != ValueKind::string) return {};
    std::string_view text = value.text();
    if (operation == Operation::to_time) {
        if (text.starts_with('T')) text.remove_prefix(1);
        // A time has no offset: one that is given is left out.
        text = text.substr(0, text.find_first_of("Z+-"));
        return parse_time(text).value_or(Value{});
    }
    const auto parsed =
        PartialDateTime::parse(text.substr(0, text.ends_with('T') ? text.size() - 1 : text.size()));
    if (!parsed) return {};
    const Value moment = Value::of_date_time(ValueKind::date_time, *parsed);
    return operation == Operation::to_date ? date_part(moment) : moment;
}

Value to_quantity(std::span<const Value> arguments, Units& units) {
    const Value& value = arguments[0];
    switch (value.kind) {
        case ValueKind::quantity:
            return value;
        case ValueKind::ratio:
            return quantity_arithmetic(Operation::divide, value.items()[0], value.items()[1],
                                       units);
        case ValueKind::string:
            return parse_quantity(value.text(), units).value_or(Value{});
        default:
            break;
    }
    if (!is_number(value)) return {};
    const bool has_unit = arguments.size() > 1 && arguments[1].kind == ValueKind::string;
    const auto unit = units.index(has_unit ? arguments[1].text() : "1");
    return unit ? Value::of_wide(ValueKind::quantity, as_wide(value), *unit) : Value{};
}

// "1.0 'mg':2.0 'mL'".
Value to_ratio(const Value& value, Units& units, Arena& arena) {
    if (value.kind == ValueKind::ratio) return value;
    if (value.kind != ValueKind::string) return {};
    const std::string_view text = value.text();
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return {};
    const auto numerator = parse_quantity(text.substr(0, colon), units);
    const auto denominator = parse_quantity(text.substr(colon + 1), units);
    if (!numerator || !denominator) return {};
    const Value parts[] = {*numerator, *denominator};
    return Value::of_items(ValueKind::ratio, arena.copy(parts));
}

Value to_concept(const Value& value, Arena& arena) {
    if (value.kind == ValueKind::concept_) return value;
    if (value.kind == ValueKind::code)
        return Value::of_items(ValueKind::concept_, arena.copy(std::span(&value, 1)));
    if (value.kind != ValueKind::list) return {};
    return Value::of_items(ValueKind::concept_, value.items());
}

Value to_number(const Value& value, Operation operation) {
    if (value.kind == ValueKind::boolean) {
        if (operation == Operation::to_decimal)
            return Value::of_wide(ValueKind::decimal, value.number * wide_one);
        return operation == Operation::to_long ? Value::of_long(value.number)
                                               : Value::of_integer(value.number);
    }
    if (operation == Operation::to_decimal) {
        if (value.kind == ValueKind::quantity) return {};
        if (is_number(value)) return Value::of_wide(ValueKind::decimal, as_wide(value));
        if (value.kind != ValueKind::string) return {};
        const auto number = parse_rounded_decimal(value.text());
        return number ? Value::of_wide(ValueKind::decimal, *number) : Value{};
    }
    std::optional<std::int64_t> number;
    if (value.kind == ValueKind::string) number = parse_integer(value.text());
    if (value.kind == ValueKind::integer || value.kind == ValueKind::long_integer)
        number = value.number;
    if (!number) return {};
    if (operation == Operation::to_long) return Value::of_long(*number);
    const bool fits = *number >= std::numeric_limits<std::int32_t>::min() &&
                      *number <= std::numeric_limits<std::int32_t>::max();
    return fits ? Value::of_integer(*number) : Value{};
}

}  // namespace

Value convert(Operation operation, std::span<const Value> arguments, Arena& arena,
              const Comparison& with) {
    const Value& value = arguments[0];
    if (operation == Operation::to_list) {
        return value.is_null() ? Value::of_items(ValueKind::list, {})
                               : Value::of_items(ValueKind::list, arena.copy(std::span(&value, 1)));
    }
    if (value.is_null()) return {};
    switch (operation) {
        case Operation::to_string: {
            if (!has_text(value)) return {};
            return Value::of_text(arena.copy(to_plain_text(value, with.texts)));
        }
        case Operation::to_boolean:
            if (value.kind == ValueKind::string) return to_truth(value.text());
            if (value.kind == ValueKind::boolean) return value;
            if (value.kind == ValueKind::quantity) return {};
            if (is_number(value) && as_wide(value) == 0) return Value::of_boolean(0);
            return is_number(value) && as_wide(value) == wide_one ? Value::of_boolean(1) : Value{};
        case Operation::to_integer:
        case Operation::to_long:
        case Operation::to_decimal:
            return to_number(value, operation);
        case Operation::to_date:
        case Operation::to_date_time:
        case Operation::to_time:
            return to_moment(value, operation);
        case Operation::to_quantity:
            return to_quantity(arguments, with.units());
        case Operation::to_ratio:
            return to_ratio(value, with.units(), arena);
        case Operation::to_concept:
            return to_concept(value, arena);
        default:
            return {};
    }
}

}  // namespace openpcn::cql
