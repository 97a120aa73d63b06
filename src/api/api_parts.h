// What the handlers of the API share. Made by server/, outlives every request.
#pragma once

#include <functional>
#include <string>

#include "api/cohort_desk.h"
#include "api/event_hub.h"
#include "api/network_state.h"
#include "api/register_desk.h"
#include "api/sharing_desk.h"
#include "api/sign_in.h"
#include "platform/http/rate_limit.h"
#include "platform/http/router.h"
#include "platform/jobs/jobs.h"
#include "platform/telemetry/metrics.h"

namespace openpcn::api {

enum class CookieSecurity {
    localhost,  // plain HTTP: the cookie has no Secure attribute and no __Host- prefix
    https
};

// Loads a file that was sent: its path, the name it had, the practice, who sent it. Reports
// progress; returns the load's summary as JSON.
using LoadFile = std::function<Result<std::string>(
    const std::string& path, const std::string& file_name, const std::string& practice,
    const Asker& asker, jobs::JobProgress& progress)>;

struct ApiParts {
    const persistence::DataDirectory& directory;
    database::Database& database;
    NetworkState& state;
    SignIn& sign_in;
    EventHub& events;
    CohortDesk& cohorts;
    RegisterDesk& register_desk;
    SharingDesk& sharing;
    jobs::Jobs& jobs;
    http::RateLimit& sign_in_rate;
    http::RateLimit& request_rate;
    telemetry::Metrics& metrics;
    LoadFile load_file;
    CookieSecurity cookies = CookieSecurity::localhost;
    std::string network_code = "NETWORK";
};

// One request of somebody, after access was decided.
struct Call {
    http::Request& request;
    const SignedIn* session;  // null on open routes
    Instant now;
    // As they stood when the request came; empty on open routes.
    std::shared_ptr<const sharing::AgreementBook> agreements;  // shared with the desk
    Date today;
    const Asker& asker() const { return session->asker; }
    // What of each practice the asker may have. Every route that shows people or numbers asks it.
    Reach reach(const persistence::PopulationImage& image) const {
        return {asker(), agreements, today, codes_of(image)};
    }
};
using ApiHandler = std::function<http::Response(Call&)>;

// A route whose handler runs only when access, CSRF token and rate allow it.
http::Route guarded(ApiParts& parts, std::string method, std::string pattern,
                    std::string access_rule, ApiHandler handler);

std::string_view session_cookie_name(CookieSecurity security);

// All routes of the server, each with its access rule.
std::vector<http::Route> all_routes(ApiParts& parts);

}  // namespace openpcn::api
