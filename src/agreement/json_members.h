// The members of one JSON object, read by name and kind, for the readers of this module: the first
// that is missing, wrong or not known is remembered and makes the whole refused.
#pragma once

#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace openpcn::agreement {

class JsonMembers {
public:
    // `path` leads to the object: "schedules[2]."; empty for the whole. `error` is shared by all
    // readers of one text and outlives them.
    JsonMembers(const nlohmann::json& object, std::string path, std::string_view file,
                std::optional<Error>& error);

    std::string text(const char* name);           // must be there, and not be empty
    std::string optional_text(const char* name);  // "" where it is not there
    std::int64_t number(const char* name);        // whole, not negative
    std::int64_t optional_number(const char* name, std::int64_t otherwise);
    Date day(const char* name);
    std::optional<Date> optional_day(const char* name);  // null or not there: none
    std::vector<std::string> texts(const char* name);    // must be there
    // The objects of an array that must be there.
    std::vector<JsonMembers> objects(const char* name);
    std::vector<JsonMembers> optional_objects(const char* name);
    std::optional<JsonMembers> optional_object(const char* name);
    JsonMembers object(const char* name);

    bool has(const char* name) const;
    // Refuses what was not asked for.
    void end();
    void refuse(std::string_view name, std::string_view wanted);

private:
    const nlohmann::json* find(const char* name);

    const nlohmann::json* object_;  // outlives the reader
    std::string path_;
    std::string_view file_;
    std::optional<Error>* error_;
    std::set<std::string, std::less<>> known_;
};

// One of `names`, by position; refuses others.
template <typename Enum, std::size_t count>
Enum one_of(JsonMembers& members, const char* name,
            const std::array<std::string_view, count>& names) {
    const std::string text = members.text(name);
    for (std::size_t i = 0; i < count; ++i)
        if (names[i] == text) return static_cast<Enum>(i);
    std::string wanted = "one of";
    for (const std::string_view each : names) wanted += " " + std::string(each);
    members.refuse(name, wanted);
    return Enum{};
}

// A JSON object that nests at most `depth_max` levels; `invalid` for anything else.
Result<nlohmann::json> parse_object(std::string_view text, std::string_view file, int depth_max);

}  // namespace openpcn::agreement
