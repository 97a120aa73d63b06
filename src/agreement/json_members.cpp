#include "agreement/json_members.h"

#include <fmt/format.h>

#include <algorithm>

namespace openpcn::agreement {

using nlohmann::json;

JsonMembers::JsonMembers(const json& object, std::string path, std::string_view file,
                         std::optional<Error>& error)
    : object_(&object), path_(std::move(path)), file_(file), error_(&error) {}

const json* JsonMembers::find(const char* name) {
    known_.insert(name);
    const auto found = object_->find(name);
    return found == object_->end() || found->is_null() ? nullptr : &*found;
}

bool JsonMembers::has(const char* name) const { return object_->contains(name); }

void JsonMembers::refuse(std::string_view name, std::string_view wanted) {
    if (*error_) return;
    *error_ = Error{ErrorKind::invalid, fmt::format("\"{}{}\" must be {}.", path_, name, wanted),
                    std::string(file_), "Correct it, then try again."};
}

std::string JsonMembers::text(const char* name) {
    const json* found = find(name);
    if (found != nullptr && found->is_string() && !found->get_ref<const std::string&>().empty())
        return found->get<std::string>();
    refuse(name, "a text");
    return {};
}

std::string JsonMembers::optional_text(const char* name) {
    const json* found = find(name);
    if (found == nullptr) return {};
    if (found->is_string()) return found->get<std::string>();
    refuse(name, "a text");
    return {};
}

std::int64_t JsonMembers::number(const char* name) {
    const json* found = find(name);
    if (found != nullptr && found->is_number_integer() && *found >= 0 && *found <= 1'000'000'000)
        return found->get<std::int64_t>();
    refuse(name, "a whole number");
    return 0;
}

std::int64_t JsonMembers::optional_number(const char* name, std::int64_t otherwise) {
    return find(name) == nullptr ? otherwise : number(name);
}

Date JsonMembers::day(const char* name) {
    const auto parsed = Date::parse(text(name));
    if (parsed) return *parsed;
    refuse(name, "a date (YYYY-MM-DD)");
    return {};
}

std::optional<Date> JsonMembers::optional_day(const char* name) {
    if (find(name) == nullptr) return std::nullopt;
    return day(name);
}

std::vector<std::string> JsonMembers::texts(const char* name) {
    const json* found = find(name);
    std::vector<std::string> read;
    if (found != nullptr && found->is_array() &&
        std::all_of(found->begin(), found->end(),
                    [](const json& each) { return each.is_string(); }))
        for (const json& each : *found) read.push_back(each.get<std::string>());
    else
        refuse(name, "a list of texts");
    return read;
}

std::vector<JsonMembers> JsonMembers::objects(const char* name) {
    const json* found = find(name);
    std::vector<JsonMembers> read;
    if (found == nullptr || !found->is_array()) {
        refuse(name, "a list");
        return read;
    }
    for (std::size_t i = 0; i < found->size(); ++i) {
        const json& each = (*found)[i];
        if (each.is_object())
            read.emplace_back(each, fmt::format("{}{}[{}].", path_, name, i), file_, *error_);
        else
            refuse(fmt::format("{}[{}]", name, i), "an object");
    }
    return read;
}

std::vector<JsonMembers> JsonMembers::optional_objects(const char* name) {
    return find(name) == nullptr ? std::vector<JsonMembers>() : objects(name);
}

std::optional<JsonMembers> JsonMembers::optional_object(const char* name) {
    if (find(name) == nullptr) return std::nullopt;
    return object(name);
}

JsonMembers JsonMembers::object(const char* name) {
    static const json empty = json::object();
    const json* found = find(name);
    const bool there = found != nullptr && found->is_object();
    if (!there) refuse(name, "an object");
    return JsonMembers(there ? *found : empty, fmt::format("{}{}.", path_, name), file_, *error_);
}

void JsonMembers::end() {
    for (const auto& [name, value] : object_->items())
        if (known_.find(name) == known_.end()) refuse(name, "left out: it is not known here");
}

Result<json> parse_object(std::string_view text, std::string_view file, int depth_max) {
    int deepest = 0;
    const auto watch = [&](int depth, json::parse_event_t, json&) {
        deepest = std::max(deepest, depth);
        return depth <= depth_max;
    };
    json parsed = json::parse(text, watch, false);
    if (parsed.is_discarded() || !parsed.is_object() || deepest > depth_max)
        return failure({ErrorKind::invalid, "The text is not a JSON object.", std::string(file),
                        "Correct it, then try again."});
    return parsed;
}

}  // namespace openpcn::agreement
