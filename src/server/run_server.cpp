#include "server/run_server.h"

#include <fmt/format.h>

#include <thread>

#include "api/api_parts.h"
#include "api/problem.h"
#include "persistence/rule_input.h"
#include "platform/http/server.h"
#include "platform/http/static_site.h"
#include "platform/io/clock.h"
#include "platform/io/file.h"
#include "platform/telemetry/log.h"
#include "server/day_watch.h"
#include "server/load_upload.h"

namespace openpcn::server {
namespace {

Result<insight::NationalFigures> read_figures(const std::filesystem::path& content) {
    const auto path = content / "figures" / "national_prevalence.csv";
    TRY_ASSIGN(const std::string text, io::read_file(path));
    return insight::parse_national_prevalence(text, path.string());
}

http::Server::Observer observer_of(telemetry::Log& log, telemetry::Metrics& metrics) {
    return [&log, &metrics](const http::Exchange& exchange) {
        const telemetry::Labels labels{{"method", exchange.method},
                                       {"route", exchange.route},
                                       {"status", fmt::format("{}", exchange.status)}};
        metrics.counter("openpcn_http_requests_total", "Requests answered.", labels).add();
        metrics
            .histogram("openpcn_http_request_seconds", "Time from head to answer.",
                       telemetry::request_seconds_bounds(), {{"route", exchange.route}})
            .observe(exchange.seconds);
        log.write(exchange.status >= 500 ? telemetry::Level::error : telemetry::Level::info,
                  "request",
                  {{"id", std::string_view(exchange.id)},
                   {"method", std::string_view(exchange.method)},
                   {"route", std::string_view(exchange.route)},
                   {"status", std::int64_t{exchange.status}},
                   {"seconds", exchange.seconds}});
    };
}

// What no route takes: pages, and addresses of the API that do not exist.
http::Response answer_other(const http::StaticSite& pages, const http::Request& request) {
    if (request.path.starts_with("/api/")) {
        return api::problem({ErrorKind::not_found, "There is no such address.", "the API",
                             "See its description in openapi.yaml."});
    }
    return pages.answer(request);
}

// Rules say something else on another day, so a server that runs past midnight evaluates anew. As a
// job, because loads must not change the records meanwhile.
void evaluate_new_day(api::ApiParts& parts) {
    parts.jobs.start(
        "evaluation", "the server", [&parts](jobs::JobProgress&) -> Result<std::string> {
            TRY(parts.state.reload());
            parts.events.tell([](const api::Asker& page) -> std::optional<std::string> {
                if (!has(page, api::Permission::population_read)) return std::nullopt;
                return R"({"kind":"evaluation"})";
            });
            return std::string();
        });
}

}  // namespace

Result<void> run_server(const ServeOptions& options) {
    TRY_ASSIGN(const auto directory, persistence::DataDirectory::open(options.data));
    database::Database& database = directory.database();
    TRY_ASSIGN(auto pack, persistence::read_content(options.content));
    TRY_ASSIGN(auto figures, read_figures(options.content));
    TRY_ASSIGN(const auto pages, http::StaticSite::load(options.web, "/assets/"));
    TRY_ASSIGN(const auto state,
               api::NetworkState::open({directory, database, std::move(pack), std::move(figures),
                                        options.as_at,
                                        std::max(1u, std::thread::hardware_concurrency())}));
    telemetry::Log log(telemetry::Level::warning);
    telemetry::Metrics metrics;
    api::SignIn sign_in(database);
    api::EventHub events([&sign_in](const std::string& token_hash) {
        return sign_in.still_stands(token_hash, io::now()).value_or(false);
    });
    TRY_ASSIGN(const auto cohorts,
               api::CohortDesk::open(*state, std::max(1u, std::thread::hardware_concurrency())));
    api::RegisterDesk register_desk(database);
    api::SharingDesk sharing(database);
    http::RateLimit sign_in_rate({20, 0.5});
    http::RateLimit request_rate({400, 100});
    jobs::Jobs jobs(1);
    api::ApiParts parts{directory,
                        database,
                        *state,
                        sign_in,
                        events,
                        *cohorts,
                        register_desk,
                        sharing,
                        jobs,
                        sign_in_rate,
                        request_rate,
                        metrics,
                        load_upload(directory),
                        api::CookieSecurity::localhost,
                        "NETWORK"};
    TRY_ASSIGN(auto router, http::Router::create(api::all_routes(parts)));
    http::ServerOptions serving;
    serving.address = options.address;
    serving.port = options.port;
    if (options.address == "127.0.0.1") serving.hosts = {"127.0.0.1", "localhost", "[::1]"};
    TRY_ASSIGN(const auto server,
               http::Server::create(
                   std::move(router), serving,
                   [&pages](http::Request& request) { return answer_other(pages, request); },
                   observer_of(log, metrics)));
    std::optional<DayWatch> days;
    if (!options.as_at) days.emplace(io::today_in_london, [&parts] { evaluate_new_day(parts); });
    if (options.on_ready)
        options.on_ready(fmt::format("http://{}:{}", options.address, server->port()));
    server->run();
    return {};
}

}  // namespace openpcn::server
