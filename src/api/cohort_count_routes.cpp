// Cohorts while they are written: check, count, export of a count.
#include <fmt/format.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "api/api_parts.h"
#include "api/cohort_count_json.h"
#include "api/cohort_request.h"
#include "api/json_text.h"
#include "api/person_json.h"
#include "api/problem.h"
#include "api/table_answer.h"

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point begun) {
    return std::chrono::duration<double, std::milli>(Clock::now() - begun).count();
}

http::Response check(ApiParts& parts, Call& call) {
    const auto begun = Clock::now();
    const auto body = json_object(call.request, {"text"});
    if (!body) return problem(body.error());
    const auto text = text_field(*body, "text", cohorts::text_bytes_max);
    if (!text) return problem(text.error());
    const auto compiled =
        parts.cohorts.compile({*text, "", cohorts::Reach::needed}, parts.cohorts.moment());
    const cohorts::CohortCompilation& made = *compiled.compilation;
    ordered_json answer{{"form", to_text(made.form)}, {"library", made.library}};
    if (made.cohort) answer["definition"] = made.cohort->counted_definition().name;
    answer["definitions"] = made.cohort ? definitions_json(*made.cohort) : ordered_json::array();
    answer["diagnostics"] = mistakes_json(made.mistakes);
    answer["milliseconds"] = std::round(milliseconds_since(begun) * 100) / 100;
    return json_answer(answer);
}

// The count as JSON, or the answer that says why there is none.
struct Counted {
    ordered_json count;
    std::optional<http::Response> refused;
};

Counted counted(ApiParts& parts, Call& call) {
    const auto begun = Clock::now();
    const auto refuse = [](const Error& error) { return Counted{{}, problem(error)}; };
    const auto body = json_object(call.request, {"text", "definition", "as_at", "base", "practice",
                                                 "later_entries", "editor"});
    if (!body) return refuse(body.error());
    const CohortMoment moment = parts.cohorts.moment();
    const auto ask = cohort_ask_of(*body, call, moment);
    if (!ask) return refuse(ask.error());
    // Waiting begins before compiling, so that a newer request stops this one early.
    const auto turn = parts.cohorts.take_turn(call.session->token_hash + ask->editor);
    if (!turn) return refuse(turn.error());
    const auto prepared = prepare_cohort(parts, call, moment, *ask);
    if (!prepared) return refuse(prepared.error());
    if (!prepared->question) return {{}, cohort_mistakes(*prepared->compilation)};
    if (const auto audited = audit_planning(parts, call, moment, *ask, *prepared); !audited)
        return refuse(audited.error());
    const double compile_ms = milliseconds_since(begun);
    const auto counting = Clock::now();
    const auto answers = answers_to(parts, *prepared->question, moment, **turn);
    if (!answers) return refuse(answers.error());
    const CountTimes times{compile_ms, milliseconds_since(counting), milliseconds_since(begun)};
    return {cohort_count_json(parts, call, moment, *prepared, *answers, times), std::nullopt};
}

http::Response count(ApiParts& parts, Call& call) {
    Counted made = counted(parts, call);
    return made.refused ? std::move(*made.refused) : json_answer(made.count);
}

http::Response export_count(ApiParts& parts, Call& call) {
    const auto format = table_format_of(call.request, "A count is");
    if (!format) return problem(format.error());
    Counted made = counted(parts, call);
    if (made.refused) return std::move(*made.refused);
    auto table = cohort_count_table(made.count);
    {
        const auto view = parts.state.read();
        add_closing_notes(view, call.reach(view.image()), Want::count_people, table);
    }
    const auto audited =
        audit_read(parts, call, "cohort.export", "", fmt::format("as {}", to_text(*format)));
    if (!audited) return problem(audited.error());
    return table_answer(table, *format,
                        fmt::format("cohort-{}", made.count["as_at"].get<std::string>()));
}

}  // namespace

std::vector<http::Route> cohort_count_routes(ApiParts& parts) {
    std::vector<http::Route> routes{
        guarded(parts, "POST", "/api/cohorts/check", "cohorts.count",
                [&parts](Call& call) { return check(parts, call); }),
        guarded(parts, "POST", "/api/cohorts/count", "cohorts.count",
                [&parts](Call& call) { return count(parts, call); }),
        guarded(parts, "POST", "/api/cohorts/count/export", "cohorts.count",
                [&parts](Call& call) { return export_count(parts, call); }),
    };
    for (http::Route& route : routes) route.body_bytes_max = cohort_body_bytes_max;
    return routes;
}

}  // namespace openpcn::api
