#include "programme/principles.h"

#include "partners/time_span.h"

namespace openpcn::programme {

using agreement::JsonMembers;
using nlohmann::ordered_json;

Result<Principles> read_principles(std::string_view json) {
    TRY_ASSIGN(const auto parsed,
               agreement::parse_object(json, "the principles", partners::json_depth_max));
    std::optional<Error> error;
    JsonMembers all(parsed, "", "the principles", error);
    Principles made{all.day("adopted_on"), all.text("adopted_by"), {}};
    for (JsonMembers& each : all.objects("list")) {
        made.list.push_back({each.text("title"), each.text("text"), each.optional_text("source")});
        each.end();
    }
    if (made.list.empty()) all.refuse("list", "at least one principle");
    all.end();
    return partners::read_or_refused(std::move(made), error);
}

std::string to_json(const Principles& principles) {
    ordered_json made{{"adopted_on", principles.adopted_on.to_string()},
                      {"adopted_by", principles.adopted_by},
                      {"list", ordered_json::array()}};
    for (const Principle& each : principles.list)
        made["list"].push_back(
            {{"title", each.title}, {"text", each.text}, {"source", each.source}});
    return made.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

const Principles* principles_on(const std::vector<Principles>& written, Date day) {
    const Principles* found = nullptr;
    for (const Principles& each : written)
        if (each.adopted_on <= day && (found == nullptr || found->adopted_on <= each.adopted_on))
            found = &each;
    return found;
}

}  // namespace openpcn::programme
