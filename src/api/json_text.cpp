#include "api/json_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace openpcn::api {
namespace {

Error invalid(std::string what, std::string where) {
    return {ErrorKind::invalid, std::move(what), std::move(where),
            "Correct the request; docs: the OpenAPI description."};
}

}  // namespace

http::Response json_answer(const nlohmann::ordered_json& body, int status) {
    // Text from feeds need not be valid UTF-8; what is not is shown as a replacement mark.
    return http::Response::json(
        status, body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

Result<nlohmann::json> json_object(const http::Request& request,
                                   std::initializer_list<std::string_view> allowed) {
    const auto type = request.header("Content-Type");
    if (!type.starts_with("application/json"))
        return failure(invalid("The body must be application/json.", "Content-Type"));
    int deepest = 0;
    const auto watch = [&deepest](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
        deepest = std::max(deepest, depth);
        return depth <= 16;
    };
    nlohmann::json body = nlohmann::json::parse(request.body, watch, false);
    if (body.is_discarded() || !body.is_object() || deepest > 16)
        return failure(invalid("The body is not a JSON object.", "the body"));
    for (const auto& [name, value] : body.items()) {
        if (std::find(allowed.begin(), allowed.end(), name) == allowed.end()) {
            return failure(
                invalid("The body has a field that this request does not take.", "the body"));
        }
    }
    return body;
}

Result<std::string> text_field(const nlohmann::json& object, const std::string& name,
                               std::size_t length_max) {
    const auto found = object.find(name);
    if (found == object.end() || found->is_null()) return std::string();
    if (!found->is_string()) return failure(invalid(fmt::format("{} must be text.", name), name));
    std::string text = found->get<std::string>();
    if (text.size() > length_max)
        return failure(invalid(fmt::format("{} is longer than {} bytes.", name, length_max), name));
    return text;
}

}  // namespace openpcn::api
