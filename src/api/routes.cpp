
#include <algorithm>

#include "api/agreement_routes.h"
#include "api/api_parts.h"
#include "api/problem.h"
#include "api/route_lists.h"
#include "platform/auth/secret_text.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

bool is_unsafe(std::string_view method) {
    return method != "GET" && method != "HEAD" && method != "OPTIONS";
}

// A page of ours sends Sec-Fetch-Site: same-origin; a form on another site cannot set our header.
bool is_forged(const http::Request& request, const SignedIn* session) {
    if (!is_unsafe(request.method)) return false;
    const std::string_view site = request.header("Sec-Fetch-Site");
    if (!site.empty() && site != "same-origin" && site != "none") return true;
    return session != nullptr &&
           !auth::same_secret(request.header("X-CSRF-Token"), session->csrf_token);
}

}  // namespace

std::string_view session_cookie_name(CookieSecurity security) {
    return security == CookieSecurity::https ? "__Host-openpcn_session" : "openpcn_session";
}

http::Route guarded(ApiParts& parts, std::string method, std::string pattern,
                    std::string access_rule, ApiHandler handler) {
    http::Route route;
    route.method = std::move(method);
    route.pattern = std::move(pattern);
    route.access_rule = access_rule;
    route.handler = [&parts, rule = std::move(access_rule),
                     handler = std::move(handler)](http::Request& request) {
        const Instant now = io::now();
        std::optional<SignedIn> session;
        if (const auto token = request.cookie(session_cookie_name(parts.cookies))) {
            auto found = parts.sign_in.session(*token, now);
            if (!found) return problem(found.error());
            session = std::move(*found);
        }
        const std::string key = session ? session->asker.username : request.peer;
        if (parts.request_rate.try_take(key, now.unix_ms() * 1000)) return too_many();
        switch (decide(rule, session ? &session->asker : nullptr)) {
            case Decision::signed_out:
                return signed_out();
            case Decision::forbidden:
                return forbidden("Your role may not do this.");
            case Decision::allowed:
                break;
        }
        if (is_forged(request, session ? &*session : nullptr))
            return forbidden("The request did not come from a page of ours.");
        Call call{request, session ? &*session : nullptr, now, {}, io::today_in_london()};
        if (session) call.agreements = parts.sharing.agreements();
        return handler(call);
    };
    return route;
}

std::vector<http::Route> all_routes(ApiParts& parts) {
    std::vector<http::Route> all;
    for (auto* make : {session_routes,
                       worklist_routes,
                       patient_routes,
                       population_routes,
                       cohort_count_routes,
                       cohort_people_routes,
                       cohort_comparison_routes,
                       saved_cohort_routes,
                       feed_routes,
                       access_log_routes,
                       register_routes,
                       network_routes,
                       area_routes,
                       sharing_routes,
                       people_routes,
                       meeting_routes,
                       action_routes,
                       agreement_routes,
                       agreement_signing_routes,
                       registration_routes,
                       review_routes,
                       approval_routes,
                       change_routes,
                       change_decision_routes,
                       group_routes,
                       contract_routes,
                       partner_routes,
                       team_routes,
                       team_coverage_routes,
                       system_routes,
                       supplier_routes,
                       programme_routes,
                       support_routes,
                       health_routes}) {
        auto routes = make(parts);
        std::move(routes.begin(), routes.end(), std::back_inserter(all));
    }
    return all;
}

}  // namespace openpcn::api
