#include "formation/json_fields.h"

#include <fmt/format.h>

#include <algorithm>

namespace openpcn::formation {

using nlohmann::json;

namespace {

constexpr int depth_max = 16;

}  // namespace

JsonFields::JsonFields(const json& object, std::string path, std::optional<Error>& error)
    : object_(object), path_(std::move(path)), error_(error) {}

const json* JsonFields::find(const std::string& name) {
    asked_.insert(name);
    const auto found = object_.find(name);
    return found == object_.end() || found->is_null() ? nullptr : &*found;
}

const json* JsonFields::any(const std::string& name) { return find(name); }

void JsonFields::refuse(const std::string& name, std::string_view wanted) {
    if (error_) return;
    error_ = {ErrorKind::invalid, fmt::format("\"{}{}\" must be {}.", path_, name, wanted),
              path_ + name, "Correct it and try again."};
}

std::string JsonFields::text(const std::string& name, std::size_t bytes_max) {
    const json* found = find(name);
    if (found == nullptr) return {};
    if (found->is_string() && found->get_ref<const std::string&>().size() <= bytes_max)
        return found->get<std::string>();
    refuse(name, fmt::format("a text of at most {} bytes", bytes_max));
    return {};
}

std::string JsonFields::needed_text(const std::string& name, std::size_t bytes_max) {
    std::string read = text(name, bytes_max);
    if (read.find_first_not_of(" \t\r\n") == std::string::npos) refuse(name, "a text with words");
    return read;
}

std::optional<Date> JsonFields::day(const std::string& name) {
    const std::string read = text(name, 10);
    if (read.empty()) return std::nullopt;
    const auto parsed = Date::parse(read);
    if (parsed) return *parsed;
    refuse(name, "a day such as 2019-07-01");
    return std::nullopt;
}

Date JsonFields::needed_day(const std::string& name) {
    const auto read = day(name);
    if (!read) refuse(name, "a day such as 2019-07-01");
    return read.value_or(Date());
}

std::optional<OdsCode> JsonFields::code(const std::string& name) {
    const std::string read = text(name, 20);
    if (read.empty()) return std::nullopt;
    auto parsed = OdsCode::parse(read);
    if (parsed) return std::move(*parsed);
    refuse(name, "the ODS code of an organisation");
    return std::nullopt;
}

OdsCode JsonFields::needed_code(const std::string& name) {
    auto read = code(name);
    if (read) return std::move(*read);
    refuse(name, "the ODS code of an organisation");
    return OdsCode::parse("XXX").value();
}

std::int64_t JsonFields::number(const std::string& name) {
    constexpr std::int64_t most = 1'000'000'000;
    const json* found = find(name);
    if (found == nullptr) return 0;
    if (found->is_number_integer() && *found >= 0 && *found <= most)
        return found->get<std::int64_t>();
    refuse(name, "a whole number of 0 or more");
    return 0;
}

bool JsonFields::flag(const std::string& name) {
    const json* found = find(name);
    if (found == nullptr) return false;
    if (!found->is_boolean()) refuse(name, "true or false");
    return found->is_boolean() && found->get<bool>();
}

std::vector<std::string> JsonFields::texts(const std::string& name, std::size_t most) {
    std::vector<std::string> read;
    const json* found = find(name);
    if (found == nullptr) return read;
    if (!found->is_array() || found->size() > most) {
        refuse(name, fmt::format("a list of at most {} texts", most));
        return read;
    }
    for (const json& element : *found) {
        if (element.is_string() && element.get_ref<const std::string&>().size() <= text_bytes_max)
            read.push_back(element.get<std::string>());
        else
            refuse(name, "a list of texts");
    }
    return read;
}

std::vector<OdsCode> JsonFields::codes(const std::string& name, std::size_t most) {
    std::vector<OdsCode> read;
    for (const std::string& one : texts(name, most)) {
        auto parsed = OdsCode::parse(one);
        if (parsed)
            read.push_back(std::move(*parsed));
        else
            refuse(name, fmt::format("a list of ODS codes, which \"{}\" is not", one));
    }
    return read;
}

void JsonFields::each(const std::string& name, std::size_t most,
                      const std::function<void(JsonFields&)>& read) {
    const json* found = find(name);
    if (found == nullptr) return;
    if (!found->is_array() || found->size() > most) {
        refuse(name, fmt::format("a list of at most {} objects", most));
        return;
    }
    std::size_t at = 0;
    for (const json& element : *found) {
        const std::string path = fmt::format("{}{}.{}.", path_, name, ++at);
        if (!element.is_object()) {
            refuse(name, "a list of objects");
            continue;
        }
        JsonFields fields(element, path, error_);
        read(fields);
        fields.end();
    }
}

bool JsonFields::object(const std::string& name, const std::function<void(JsonFields&)>& read) {
    const json* found = find(name);
    if (found == nullptr) return false;
    if (!found->is_object()) {
        refuse(name, "an object");
        return false;
    }
    JsonFields fields(*found, path_ + name + ".", error_);
    read(fields);
    fields.end();
    return true;
}

std::vector<std::pair<std::string, std::string>> JsonFields::named_texts(const std::string& name) {
    std::vector<std::pair<std::string, std::string>> read;
    const json* found = find(name);
    if (found == nullptr) return read;
    if (!found->is_object()) {
        refuse(name, "an object of texts");
        return read;
    }
    for (const auto& [key, value] : found->items()) {
        if (value.is_string() && value.get_ref<const std::string&>().size() <= text_bytes_max)
            read.emplace_back(key, value.get<std::string>());
        else
            refuse(name + "." + key, "a text");
    }
    return read;
}

void JsonFields::end() {
    for (const auto& [name, value] : object_.items()) {
        if (error_) return;
        if (asked_.contains(name)) continue;
        error_ = {ErrorKind::invalid, fmt::format("\"{}{}\" is not known here.", path_, name),
                  path_ + name, "Leave it out, or check its spelling."};
    }
}

Result<void> read_json_object(const json& object, std::string_view paper,
                              const std::function<void(JsonFields&)>& read) {
    if (!object.is_object()) {
        return failure({ErrorKind::invalid, fmt::format("The {} is no JSON object.", paper),
                        std::string(paper), "Send an object."});
    }
    std::optional<Error> error;
    JsonFields fields(object, "", error);
    read(fields);
    fields.end();
    if (error) return failure(std::move(*error));
    return {};
}

Result<void> read_json_object(std::string_view text, std::string_view paper,
                              const std::function<void(JsonFields&)>& read) {
    // What nests deeper is none of ours, and writing it again would exhaust the stack.
    int deepest = 0;
    const auto watch = [&deepest](int depth, json::parse_event_t, json&) {
        deepest = std::max(deepest, depth);
        return depth <= depth_max;
    };
    const json parsed = json::parse(text, watch, false);
    return read_json_object(deepest > depth_max ? json() : parsed, paper, read);
}

}  // namespace openpcn::formation
