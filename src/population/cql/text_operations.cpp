#include "population/cql/text_operations.h"

#include <algorithm>

#include "population/cql/evaluation_failure.h"
#include "population/cql/text_characters.h"

namespace openpcn::cql {
namespace {

Value list_of_texts(std::span<const std::string_view> parts, Arena& arena) {
    const auto items = arena.values(parts.size());
    std::transform(parts.begin(), parts.end(), items.begin(), Value::of_text);
    return Value::of_items(ValueKind::list, items);
}

Value split_text(std::string_view text, std::string_view separator, Arena& arena) {
    std::vector<std::string_view> parts;
    while (!separator.empty()) {
        const auto at = text.find(separator);
        if (at == std::string_view::npos) break;
        parts.push_back(text.substr(0, at));
        text.remove_prefix(at + separator.size());
    }
    parts.push_back(text);
    return list_of_texts(parts, arena);
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

// The number of the character that begins at this byte; -1 for npos.
Value position(std::string_view text, std::size_t byte) {
    return Value::of_integer(
        byte == std::string_view::npos ? -1 : character_count(text.substr(0, byte)));
}

Value substring(std::span<const Value> arguments) {
    const std::string_view text = arguments[0].text();
    const auto from = byte_of_character(text, arguments[1].number);
    if (!from || (*from == text.size() && !text.empty())) return {};
    if (arguments.size() < 3 || arguments[2].is_null()) return Value::of_text(text.substr(*from));
    const std::int64_t count = std::max<std::int64_t>(0, arguments[2].number);
    const std::string_view rest = text.substr(*from);
    return Value::of_text(rest.substr(0, byte_of_character(rest, count).value_or(rest.size())));
}

void check(TextPatterns& patterns, std::string_view pattern) {
    const auto checked = patterns.check(pattern);
    if (!checked) throw EvaluationFailure(checked.error().what);
}

Value pattern_operation(Operation operation, std::span<const Value> arguments, Arena& arena,
                        TextPatterns& patterns) {
    const std::string_view text = arguments[0].text();
    const std::string_view pattern = arguments[1].text();
    check(patterns, pattern);
    if (operation == Operation::replace_matches) {
        return Value::of_text(arena.copy(patterns.replaced(text, pattern, arguments[2].text())));
    }
    if (operation == Operation::split_on_matches)
        return list_of_texts(patterns.split(text, pattern), arena);
    return Value::of(truth_of(patterns.matches(text, pattern)));
}

// Whether an argument may be null, or a number.
bool fits(Operation operation, std::size_t place, const Value& argument) {
    const bool separator = operation == Operation::split && place == 1;
    const bool length = operation == Operation::substring && place == 2;
    if (argument.is_null()) return separator || length;
    const bool number = operation == Operation::substring && place > 0;
    return argument.kind == (number ? ValueKind::integer : ValueKind::string);
}

}  // namespace

Value text_operation(Operation operation, std::span<const Value> arguments, Arena& arena,
                     TextPatterns& patterns) {
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
        if (!fits(operation, i, arguments[i])) return {};
    }
    const std::string_view text = arguments[0].text();
    switch (operation) {
        case Operation::add: {
            std::string joined(text);
            joined += arguments[1].text();
            return Value::of_text(arena.copy(joined));
        }
        case Operation::length:
            return Value::of_integer(character_count(text));
        case Operation::upper:
            return Value::of_text(arena.copy(upper_case(text)));
        case Operation::lower:
            return Value::of_text(arena.copy(lower_case(text)));
        case Operation::substring:
            return substring(arguments);
        case Operation::position_of:
            return position(arguments[1].text(), arguments[1].text().find(text));
        case Operation::last_position_of:
            return position(arguments[1].text(), arguments[1].text().rfind(text));
        case Operation::starts_with:
            return Value::of(truth_of(text.starts_with(arguments[1].text())));
        case Operation::ends_with:
            return Value::of(truth_of(text.ends_with(arguments[1].text())));
        case Operation::split:
            // "If the separator is null, the result is the text alone", as the official tests say.
            return split_text(text, arguments[1].text(), arena);
        case Operation::matches:
        case Operation::matches_full:
        case Operation::replace_matches:
        case Operation::split_on_matches:
            return pattern_operation(operation, arguments, arena, patterns);
        default:
            return {};
    }
}

}  // namespace openpcn::cql
