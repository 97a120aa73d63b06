// Small readers over simdjson's DOM for FHIR's data types. Only for the .cpp files of this module,
// because simdjson is heavy to include.
//
// A FHIR element that is missing and one of the wrong JSON type both read as empty here; readers
// say so where it matters.
#pragma once

#include <simdjson.h>

#include <optional>
#include <string_view>

#include "population/terminology/concept_dictionary.h"

namespace openpcn::feeds {

using JsonObject = simdjson::dom::object;
using JsonValue = simdjson::dom::element;

inline std::string_view text_of(const JsonValue& value) {
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS) return {};
    return text;
}

inline std::optional<JsonValue> member(const JsonObject& object, std::string_view name) {
    JsonValue value;
    if (object.at_key(name).get(value) != simdjson::SUCCESS) return std::nullopt;
    return value;
}

inline std::optional<JsonValue> member(const JsonValue& value, std::string_view name) {
    JsonObject object;
    if (value.get(object) != simdjson::SUCCESS) return std::nullopt;
    return member(object, name);
}

inline std::string_view member_text(const JsonObject& object, std::string_view name) {
    const auto value = member(object, name);
    return value ? text_of(*value) : std::string_view{};
}

inline std::string_view member_text(const JsonValue& value, std::string_view name) {
    JsonObject object;
    if (value.get(object) != simdjson::SUCCESS) return {};
    return member_text(object, name);
}

// Calls `visit(element, index)` for each item of an array, or once for a value that is no array.
template <typename Visit>
void for_each(const JsonValue& value, Visit&& visit) {
    simdjson::dom::array items;
    if (value.get(items) != simdjson::SUCCESS) {
        visit(value, std::uint16_t{0});
        return;
    }
    std::uint16_t index = 0;
    for (const auto item : items) visit(item, index++);
}

// For each item of the array `name` of an object or value, if it is there.
template <typename Parent, typename Visit>
void for_each_member(const Parent& parent, std::string_view name, Visit&& visit) {
    if (const auto value = member(parent, name)) for_each(*value, visit);
}

// A Coding. Without a system its code is nobody's: `code_system::unknown`.
inline Code coding_of(const JsonValue& coding) {
    Code code{member_text(coding, "system"), member_text(coding, "code"),
              member_text(coding, "display")};
    if (code.system.empty() && !code.code.empty()) code.system = code_system::unknown;
    return code;
}

}  // namespace openpcn::feeds
