#include "population/cql/text_operations.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "population/cql/literals.h"
#include "population/cql/value_text.h"

namespace openpcn::cql {
namespace {

Value changed_case(std::string_view text, Operation operation, Arena& arena) {
    std::string result(text);
    for (char& c : result) {
        if (operation == Operation::upper && c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
        if (operation == Operation::lower && c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    }
    return Value::of_text(arena.copy(result));
}

Value split_text(std::string_view text, std::string_view separator, Arena& arena) {
    std::vector<Value> parts;
    while (!separator.empty()) {
        const auto at = text.find(separator);
        if (at == std::string_view::npos) break;
        parts.push_back(Value::of_text(text.substr(0, at)));
        text.remove_prefix(at + separator.size());
    }
    parts.push_back(Value::of_text(text));
    return Value::of_items(ValueKind::list, arena.copy(parts));
}

Value combine_texts(std::span<const Value> arguments, Arena& arena) {
    if (arguments[0].kind != ValueKind::list) return {};
    const std::string_view separator =
        arguments.size() > 1 && !arguments[1].is_null() ? arguments[1].text() : "";
    std::string text;
    bool any = false;
    for (const Value& item : arguments[0].items()) {
        if (item.is_null()) continue;
        if (any) text += separator;
        text += item.text();
        any = true;
    }
    return any ? Value::of_text(arena.copy(text)) : Value{};
}

Value position(std::size_t at) {
    return Value::of_integer(at == std::string_view::npos ? -1 : static_cast<std::int64_t>(at));
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

Value to_quantity(std::span<const Value> arguments, const TextPool& texts) {
    const Value& value = arguments[0];
    const auto unit_of = [&](std::string_view unit) { return texts.find(unit); };
    if (is_number(value)) {
        if (value.kind == ValueKind::quantity) return value;
        const auto unit = unit_of(arguments.size() > 1 ? arguments[1].text() : "1");
        return unit ? Value::of_wide(ValueKind::quantity, as_wide(value), *unit) : Value{};
    }
    if (value.kind != ValueKind::string) return {};
    std::string_view text = value.text();
    const auto space = text.find(' ');
    const auto number = parse_decimal(text.substr(0, space));
    if (!number) return {};
    std::string_view unit =
        space == std::string_view::npos ? "1" : text.substr(text.find_first_not_of(' ', space));
    if (unit.size() > 1 && unit.starts_with('\'') && unit.ends_with('\''))
        unit = unit.substr(1, unit.size() - 2);
    const auto index = unit_of(unit);
    return index ? Value::of_wide(ValueKind::quantity, *number, *index) : Value{};
}

Value to_number(const Value& value, Operation operation) {
    if (value.kind == ValueKind::boolean) {
        if (operation == Operation::to_decimal)
            return Value::of_wide(ValueKind::decimal, value.number * wide_one);
        return operation == Operation::to_long ? Value::of_long(value.number)
                                               : Value::of_integer(value.number);
    }
    if (operation == Operation::to_decimal) {
        if (is_number(value)) return Value::of_wide(ValueKind::decimal, as_wide(value));
        if (value.kind != ValueKind::string) return {};
        const auto number = parse_decimal(value.text());
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

Value text_operation(Operation operation, std::span<const Value> arguments, Arena& arena) {
    if (operation == Operation::combine) return combine_texts(arguments, arena);
    if (operation == Operation::concatenate) {
        std::string text;
        for (const Value& argument : arguments) {
            if (argument.kind == ValueKind::string) text += argument.text();
        }
        return Value::of_text(arena.copy(text));
    }
    // A choice may turn out to be something else than the text that was hoped for.
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const bool number = operation == Operation::substring && i > 0;
        const ValueKind wanted = number ? ValueKind::integer : ValueKind::string;
        if (arguments[i].kind != wanted) return {};
    }
    const std::string_view text = arguments[0].text();
    switch (operation) {
        case Operation::add: {
            std::string joined(text);
            joined += arguments[1].text();
            return Value::of_text(arena.copy(joined));
        }
        case Operation::length:
            return Value::of_integer(static_cast<std::int64_t>(text.size()));
        case Operation::upper:
        case Operation::lower:
            return changed_case(text, operation, arena);
        case Operation::substring: {
            const std::int64_t start = arguments[1].number;
            if (text.empty() && start == 0) return Value::of_text(text);
            if (start < 0 || start >= static_cast<std::int64_t>(text.size())) return {};
            const auto count =
                arguments.size() > 2
                    ? static_cast<std::size_t>(std::max<std::int64_t>(0, arguments[2].number))
                    : std::string_view::npos;
            return Value::of_text(text.substr(static_cast<std::size_t>(start), count));
        }
        case Operation::position_of:
            return position(arguments[1].text().find(text));
        case Operation::last_position_of:
            return position(arguments[1].text().rfind(text));
        case Operation::starts_with:
            return Value::of(truth_of(text.starts_with(arguments[1].text())));
        case Operation::ends_with:
            return Value::of(truth_of(text.ends_with(arguments[1].text())));
        case Operation::split:
            return split_text(text, arguments[1].text(), arena);
        default:
            return {};
    }
}

Value convert(Operation operation, std::span<const Value> arguments, Arena& arena,
              const TextPool& texts) {
    const Value& value = arguments[0];
    if (operation == Operation::to_list) {
        return value.is_null() ? Value::of_items(ValueKind::list, {})
                               : Value::of_items(ValueKind::list, arena.copy(std::span(&value, 1)));
    }
    if (value.is_null()) return {};
    switch (operation) {
        case Operation::to_string: {
            const std::string text = to_plain_text(value, texts);
            return Value::of_text(arena.copy(text));
        }
        case Operation::to_boolean:
            if (value.kind == ValueKind::string) return to_truth(value.text());
            if (value.kind == ValueKind::boolean) return value;
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
            return to_quantity(arguments, texts);
        case Operation::to_concept:
            if (value.kind == ValueKind::concept_) return value;
            return Value::of_items(ValueKind::concept_, arena.copy(std::span(&value, 1)));
        default:
            return {};
    }
}

}  // namespace openpcn::cql
