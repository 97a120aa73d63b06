#include "population/cql/list_operations.h"

#include <algorithm>

#include "population/cql/evaluation_failure.h"
#include "population/cql/text_characters.h"

namespace openpcn::cql {
namespace {

bool is_day(const Value& value) {
    return (value.kind == ValueKind::date || value.kind == ValueKind::date_time) &&
           value.date_time().precision() == Precision::day;
}

// What lists mostly hold, texts and days, is compared without asking what it is once more.
bool same_item(const Value& a, const Value& b, const Comparison& with) {
    if (a.is_null() && b.is_null()) return true;
    if (a.kind == ValueKind::string && b.kind == ValueKind::string) return a.text() == b.text();
    if (a.kind == b.kind && is_day(a) && is_day(b)) return a.number == b.number;
    return equal(a, b, with) == Truth::yes;
}

bool has(std::span<const Value> items, const Value& item, const Comparison& with) {
    with.spend(items.size());
    return std::any_of(items.begin(), items.end(),
                       [&](const Value& v) { return same_item(v, item, with); });
}

std::span<const Value> items_of(const Value& value) {
    return value.kind == ValueKind::list ? value.items() : std::span<const Value>{};
}

Value list_of(std::span<const Value> items) { return Value::of_items(ValueKind::list, items); }

Value flattened(const Value& list, Arena& arena) {
    std::vector<Value> all;
    for (const Value& item : list.items()) {
        if (item.kind == ValueKind::list) {
            const auto inner = item.items();
            all.insert(all.end(), inner.begin(), inner.end());
        } else if (!item.is_null()) {
            all.push_back(item);
        }
    }
    return list_of(arena.copy(all));
}

Value part_of(const Value& list, std::int64_t from, std::int64_t count) {
    const auto size = static_cast<std::int64_t>(list.items().size());
    from = std::clamp<std::int64_t>(from, 0, size);
    count = std::clamp<std::int64_t>(count, 0, size - from);
    return list_of(
        list.items().subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(count)));
}

}  // namespace

Value distinct_of(std::span<const Value> items, Arena& arena, const Comparison& with) {
    const auto kept = arena.values(items.size());
    std::size_t count = 0;
    for (const Value& item : items) {
        if (!has(kept.first(count), item, with)) kept[count++] = item;
    }
    return list_of(kept.first(count));
}

Truth list_contains(std::span<const Value> list, const Value& item, const Comparison& with) {
    if (item.is_null()) return truth_of(has(list, item, with));
    with.spend(list.size());
    Truth found = Truth::no;
    for (const Value& element : list) {
        const Truth one = element.is_null() ? Truth::no : equal(element, item, with);
        if (one == Truth::yes) return one;
        if (one == Truth::unknown) found = one;
    }
    return found;
}

Truth list_properly_contains(std::span<const Value> list, const Value& item,
                             const Comparison& with) {
    Truth other = Truth::no;
    for (const Value& element : list) {
        const bool both_null = element.is_null() && item.is_null();
        const Truth differs = both_null        ? Truth::no
                              : item.is_null() ? Truth::yes
                                               : negated(equal(element, item, with));
        other = either(other, differs);
    }
    return both(list_contains(list, item, with), other);
}

Truth list_includes(std::span<const Value> list, std::span<const Value> part,
                    const Comparison& with) {
    Truth all = Truth::yes;
    for (const Value& item : part) all = both(all, list_contains(list, item, with));
    return all;
}

Value list_set(Operation operation, const Value& a, const Value& b, Arena& arena,
               const Comparison& with) {
    if (operation == Operation::union_) {
        if (a.is_null() && b.is_null()) return {};
        const auto x = items_of(a);
        const auto y = items_of(b);
        const auto all = arena.values(x.size() + y.size());
        std::copy(x.begin(), x.end(), all.begin());
        std::copy(y.begin(), y.end(), all.begin() + static_cast<long>(x.size()));
        return distinct_of(all, arena, with);
    }
    if (a.is_null()) return {};
    if (b.is_null() && operation == Operation::intersect) return {};
    std::vector<Value> kept;
    for (const Value& item : items_of(a)) {
        if (has(items_of(b), item, with) == (operation == Operation::intersect))
            kept.push_back(item);
    }
    return distinct_of(arena.copy(kept), arena, with);
}

Value list_operation(Operation operation, std::span<const Value> arguments, Arena& arena,
                     const Comparison& with) {
    const Value& list = arguments[0];
    if (operation == Operation::index && list.kind == ValueKind::string) {
        const Value& at = arguments[1];
        if (at.is_null()) return {};
        const std::string_view text = list.text();
        const auto byte = byte_of_character(text, at.number);
        if (!byte || *byte == text.size()) return {};
        return Value::of_text(text.substr(*byte, character_bytes(text, *byte)));
    }
    if (list.kind != ValueKind::list) return {};
    const auto items = list.items();
    switch (operation) {
        case Operation::flatten:
            return flattened(list, arena);
        case Operation::distinct:
            return distinct_of(items, arena, with);
        case Operation::singleton_from:
            if (items.size() > 1)
                throw EvaluationFailure("\"singleton from\" met a list of several items.");
            return items.empty() ? Value{} : items[0];
        case Operation::first:
            return items.empty() ? Value{} : items.front();
        case Operation::last:
            return items.empty() ? Value{} : items.back();
        case Operation::index: {
            const Value& at = arguments[1];
            if (at.is_null() || at.number < 0 ||
                at.number >= static_cast<std::int64_t>(items.size()))
                return {};
            return items[static_cast<std::size_t>(at.number)];
        }
        case Operation::index_of: {
            if (arguments[1].is_null()) return {};
            for (std::size_t i = 0; i < items.size(); ++i) {
                if (same_item(items[i], arguments[1], with))
                    return Value::of_integer(static_cast<std::int64_t>(i));
            }
            return Value::of_integer(-1);
        }
        case Operation::skip:
            return arguments[1].is_null() ? list : part_of(list, arguments[1].number, list.high);
        case Operation::slice: {
            // From a start up to before an end; negative ones count from the end of the list.
            const auto place = [&](std::size_t argument, std::int64_t otherwise) {
                if (argument >= arguments.size() || arguments[argument].is_null()) return otherwise;
                const std::int64_t at = arguments[argument].number;
                return at < 0 ? at + list.high : at;
            };
            const std::int64_t from = std::max<std::int64_t>(0, place(1, 0));
            return part_of(list, from, std::max<std::int64_t>(0, place(2, list.high) - from));
        }
        case Operation::take:
            return part_of(list, 0, arguments[1].is_null() ? 0 : arguments[1].number);
        case Operation::tail:
            return part_of(list, 1, list.high);
        default:
            return {};
    }
}

}  // namespace openpcn::cql
