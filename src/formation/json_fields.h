// Reads the members of a JSON object and remembers the first that is wrong; what nobody asked for
// is refused at the end. For the papers of this module.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/ods_code.h"
#include "base/result.h"

namespace openpcn::formation {

inline constexpr std::size_t text_bytes_max = 4'000;

// Borrows the object for its life. A member that is missing reads as empty unless "needed".
class JsonFields {
public:
    JsonFields(const nlohmann::json& object, std::string path, std::optional<Error>& error);

    std::string text(const std::string& name, std::size_t bytes_max = text_bytes_max);
    std::string needed_text(const std::string& name, std::size_t bytes_max = text_bytes_max);
    std::optional<Date> day(const std::string& name);
    Date needed_day(const std::string& name);
    std::optional<OdsCode> code(const std::string& name);
    OdsCode needed_code(const std::string& name);
    std::int64_t number(const std::string& name);  // 0 or more
    bool flag(const std::string& name);            // false where it is missing
    std::vector<std::string> texts(const std::string& name, std::size_t most);
    std::vector<OdsCode> codes(const std::string& name, std::size_t most);
    // Calls `read` for each object of the list.
    void each(const std::string& name, std::size_t most,
              const std::function<void(JsonFields&)>& read);
    // Calls `read` where the object is there; whether it was.
    bool object(const std::string& name, const std::function<void(JsonFields&)>& read);
    // An object whose members are texts.
    std::vector<std::pair<std::string, std::string>> named_texts(const std::string& name);
    const nlohmann::json* any(const std::string& name);  // null where it is missing

    void refuse(const std::string& name, std::string_view wanted);
    // Refuses what was not asked for.
    void end();

private:
    const nlohmann::json* find(const std::string& name);

    const nlohmann::json& object_;
    std::string path_;
    std::optional<Error>& error_;
    std::set<std::string> asked_;
};

// The text as an object, read whole by `read`. `invalid`, naming the member; `paper` says what the
// text is in errors.
Result<void> read_json_object(std::string_view text, std::string_view paper,
                              const std::function<void(JsonFields&)>& read);
Result<void> read_json_object(const nlohmann::json& object, std::string_view paper,
                              const std::function<void(JsonFields&)>& read);

}  // namespace openpcn::formation
