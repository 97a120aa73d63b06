// Signing in and out: /api/session.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "api/api_parts.h"
#include "api/json_text.h"
#include "api/organisation_names.h"
#include "api/problem.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;

std::string cookie(const ApiParts& parts, std::string_view token, int seconds) {
    const bool https = parts.cookies == CookieSecurity::https;
    return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Strict{}",
                       session_cookie_name(parts.cookies), token, seconds, https ? "; Secure" : "");
}

std::string organisation_name(ApiParts& parts, const Asker& asker) {
    if (asker.kind == OrganisationKind::network) return parts.directory.settings().network_name;
    const auto code = OdsCode::parse(asker.organisation);
    return code ? names_for(parts, io::today_in_london())(*code) : asker.organisation;
}

ordered_json session_json(ApiParts& parts, const SignedIn& session) {
    const Role* role = find_role(session.asker.role);
    ordered_json permissions = ordered_json::array();
    for (const Permission permission : permissions_of(session.asker))
        permissions.push_back(name_of(permission));
    ordered_json body{{"username", session.asker.username},
                      {"display_name", session.asker.display_name},
                      {"role", session.asker.role},
                      {"role_title", role != nullptr ? role->title : session.asker.role},
                      {"organisation",
                       {{"ods_code", session.asker.organisation},
                        {"name", organisation_name(parts, session.asker)},
                        {"kind", name_of(session.asker.kind)}}},
                      {"permissions", permissions},
                      {"csrf_token", session.csrf_token},
                      {"expires_at", session.expires_at.to_string()}};
    if (!session.last_signed_in_at.empty()) body["last_signed_in_at"] = session.last_signed_in_at;
    return body;
}

http::Response give_password(ApiParts& parts, Call& call) {
    if (parts.sign_in_rate.try_take(call.request.peer, call.now.unix_ms() * 1000))
        return too_many();
    const auto body = json_object(call.request, {"username", "password"});
    if (!body) return problem(body.error());
    const auto username = text_field(*body, "username", 100);
    const auto password = text_field(*body, "password", 1000);
    if (!username) return problem(username.error());
    if (!password) return problem(password.error());
    const auto token = parts.sign_in.give_password(*username, *password, call.now);
    if (!token) return problem(token.error());
    return json_answer({{"next", "code"}}).with_header("Set-Cookie", cookie(parts, *token, 300));
}

http::Response give_code(ApiParts& parts, Call& call) {
    if (parts.sign_in_rate.try_take(call.request.peer, call.now.unix_ms() * 1000))
        return too_many();
    const auto body = json_object(call.request, {"code"});
    if (!body) return problem(body.error());
    const auto code = text_field(*body, "code", 20);
    if (!code) return problem(code.error());
    const auto first = call.request.cookie(session_cookie_name(parts.cookies));
    const auto token = parts.sign_in.give_code(first.value_or(""), *code, call.now);
    if (!token) return problem(token.error());
    const auto session = parts.sign_in.session(*token, call.now);
    if (!session) return problem(session.error());
    if (!*session) return signed_out();
    return json_answer(session_json(parts, **session))
        .with_header("Set-Cookie", cookie(parts, *token, session_seconds_max));
}

http::Response sign_out(ApiParts& parts, Call& call) {
    const auto ended = parts.sign_in.end(*call.session, call.now);
    if (!ended) return problem(ended.error());
    return http::Response{204, {}, "", {}}.with_header("Set-Cookie", cookie(parts, "", 0));
}

}  // namespace

std::vector<http::Route> session_routes(ApiParts& parts) {
    return {
        guarded(parts, "POST", "/api/session", "open",
                [&parts](Call& call) { return give_password(parts, call); }),
        guarded(parts, "POST", "/api/session/code", "open",
                [&parts](Call& call) { return give_code(parts, call); }),
        guarded(parts, "GET", "/api/session", "signed_in",
                [&parts](Call& call) { return json_answer(session_json(parts, *call.session)); }),
        guarded(parts, "DELETE", "/api/session", "signed_in",
                [&parts](Call& call) { return sign_out(parts, call); }),
    };
}

}  // namespace openpcn::api
