// A value while rules run: 24 bytes, trivially copied; larger things lie in the person's arena.
//
// Null of every type is one value. Truth is three-valued: yes, no, unknown (null).
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/partial_date_time.h"
#include "population/records/record.h"

namespace openpcn::cql {

__extension__ using Wide = __int128;  // decimals: units of 10^-8

enum class Truth : std::uint8_t {
    no,
    yes,
    unknown
};

enum class ValueKind : std::uint8_t {
    null,
    boolean,       // number: 0 or 1
    integer,       // number
    long_integer,  // number
    decimal,       // wide; flags: digits_known and how many were written after the point
    string,        // text
    date,          // date_time, precision up to day
    date_time,     // date_time
    time,          // number: milliseconds of the day; extra: Precision
    quantity,      // wide; extra: TextIndex of the unit
    ratio,         // items: two quantities
    code,          // extra: ConceptIndex, 0 if none; parts where a rule gave more than that
    concept_,      // items: codes; flags: has_display
    list,          // items
    interval,      // items: low and high; flags: closed boundaries; extra: TypeKind of the points
    uncertain,     // items: the least and the greatest value that it may be
    tuple,         // items, in the order of the type's fields; extra: TypeId
    entry,         // extra: index in the record
    component,     // extra: index of the entry; number: group and path, see component_value()
    patient,
    element,     // of a document; number: its Element; extra: its class, see document.h
    vocabulary,  // number: index of the value set, -1 for none; extra: of Plan::vocabularies
};

struct Value {
    static constexpr std::uint8_t low_closed = 1;
    static constexpr std::uint8_t high_closed = 2;
    static constexpr std::uint8_t has_display = 1;    // of a concept
    static constexpr std::uint8_t digits_known = 16;  // of a decimal literal, plus their number

    ValueKind kind = ValueKind::null;
    std::uint8_t flags = 0;
    std::uint16_t path = 0;  // of a component: the ElementPath that begins it
    std::uint32_t extra = 0;
    std::int64_t number = 0;  // or a pointer, or the low half of a wide
    std::int64_t high = 0;    // high half of a wide; count of items; length of a text

    bool is_null() const { return kind == ValueKind::null; }
    Truth truth() const {
        return kind == ValueKind::boolean ? (number != 0 ? Truth::yes : Truth::no) : Truth::unknown;
    }
    bool is_true() const { return kind == ValueKind::boolean && number != 0; }
    Wide wide() const {
        return (static_cast<Wide>(high) << 64) |
               static_cast<Wide>(static_cast<std::uint64_t>(number));
    }
    // Empty for what is no text; choices may turn out to be another type than was hoped for.
    std::string_view text() const {
        if (kind != ValueKind::string) return {};
        return {reinterpret_cast<const char*>(number), static_cast<std::size_t>(high)};
    }
    // Nothing for what has no items.
    std::span<const Value> items() const {
        if (kind < ValueKind::ratio || kind > ValueKind::tuple || kind == ValueKind::code)
            return {};
        return {reinterpret_cast<const Value*>(number), static_cast<std::size_t>(high)};
    }
    // Code, system, display and version of a code that a rule wrote out; of others nothing.
    std::span<const Value> code_parts() const {
        if (kind != ValueKind::code || high == 0) return {};
        return {reinterpret_cast<const Value*>(number), static_cast<std::size_t>(high)};
    }
    // The display stands before the first code.
    Value concept_display() const {
        return (flags & has_display) != 0 ? reinterpret_cast<const Value*>(number)[-1] : Value{};
    }
    const Value& low_bound() const { return items()[0]; }
    const Value& high_bound() const { return items()[1]; }
    PartialDateTime date_time() const { return PartialDateTime::from_bits(number); }

    static Value of(Truth truth) {
        return truth == Truth::unknown ? Value{} : of_boolean(truth == Truth::yes ? 1 : 0);
    }
    static Value of_boolean(int truth) { return with(ValueKind::boolean, truth); }
    static Value of_integer(std::int64_t value) { return with(ValueKind::integer, value); }
    static Value of_long(std::int64_t value) { return with(ValueKind::long_integer, value); }
    static Value of_wide(ValueKind kind, Wide value, std::uint32_t extra = 0) {
        Value made = with(kind, static_cast<std::int64_t>(value));
        made.high = static_cast<std::int64_t>(value >> 64);
        made.extra = extra;
        return made;
    }
    static Value of_text(std::string_view text) {
        Value made = with(ValueKind::string, reinterpret_cast<std::int64_t>(text.data()));
        made.high = static_cast<std::int64_t>(text.size());
        return made;
    }
    static Value of_date_time(ValueKind kind, PartialDateTime value) {
        return with(kind, value.bits());
    }
    static Value of_code(ConceptIndex index) { return with(ValueKind::code, 0, index); }
    static Value of_items(ValueKind kind, std::span<const Value> items, std::uint32_t extra = 0) {
        Value made = with(kind, reinterpret_cast<std::int64_t>(items.data()), extra);
        made.high = static_cast<std::int64_t>(items.size());
        return made;
    }
    static Value of_entry(std::uint32_t index) { return with(ValueKind::entry, 0, index); }
    static Value with(ValueKind kind, std::int64_t number, std::uint32_t extra = 0) {
        Value made;
        made.kind = kind;
        made.number = number;
        made.extra = extra;
        return made;
    }
};
static_assert(sizeof(Value) == 24 && std::is_trivially_copyable_v<Value>);

inline constexpr Wide wide_one = 100'000'000;

}  // namespace openpcn::cql
