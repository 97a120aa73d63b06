// Whether the server is alive and ready, its metrics, and server-sent events.
#include <nlohmann/json.hpp>

#include "api/api_parts.h"
#include "api/json_text.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

http::Response metrics(ApiParts& parts) {
    const auto view = parts.state.read();
    const Instant now = io::now();
    for (const auto& practice : view.image().practices()) {
        if (!practice.extracted_at.has_value()) continue;
        const double days = now.utc_date().days() - practice.extracted_at.date().days();
        parts.metrics
            .gauge("openpcn_feed_age_seconds", "Age of a practice's latest extract.",
                   {{"practice", practice.ods_code}})
            .set(days * 86400);
    }
    parts.metrics.gauge("openpcn_people", "People on the lists of the network.")
        .set(static_cast<double>(view.image().size()));
    parts.metrics.gauge("openpcn_event_pages", "Pages that listen for changes.")
        .set(static_cast<double>(parts.events.size()));
    return http::Response::text(200, parts.metrics.text(), "text/plain; version=0.0.4");
}

http::Response events(ApiParts& parts, Call& call) {
    http::Response response;
    response.with_header("Content-Type", "text/event-stream");
    response.with_header("X-Accel-Buffering", "no");
    response.on_stream = [&parts,
                          listener = EventHub::Listener{call.asker(), call.session->token_hash}](
                             std::shared_ptr<http::EventStream> stream) {
        parts.events.join(listener, std::move(stream));
    };
    return response;
}

}  // namespace

std::vector<http::Route> health_routes(ApiParts& parts) {
    return {
        guarded(parts, "GET", "/health/live", "open",
                [](Call&) { return http::Response::text(200, "alive\n"); }),
        guarded(parts, "GET", "/health/ready", "open",
                [&parts](Call&) {
                    const auto connection = parts.database.lease();
                    return connection
                               ? http::Response::text(200, "ready\n")
                               : http::Response::text(503, "the database cannot be reached\n");
                }),
        guarded(parts, "GET", "/metrics", "open", [&parts](Call&) { return metrics(parts); }),
        guarded(parts, "GET", "/api/events", "signed_in",
                [&parts](Call& call) { return events(parts, call); }),
    };
}

}  // namespace openpcn::api
