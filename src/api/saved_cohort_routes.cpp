// Saved cohorts: their versions, their cases, and what a text can name.
#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "api/api_parts.h"
#include "api/cohort_request.h"
#include "api/json_text.h"
#include "api/person_json.h"
#include "api/problem.h"
#include "api/recorded_change.h"
#include "api/saved_cohort_json.h"
#include "platform/auth/secret_text.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using persistence::CohortVersion;
using persistence::SavedCohort;
using persistence::VersionState;

constexpr std::size_t name_bytes_max = 200;
constexpr std::size_t note_bytes_max = 2000;

Error missing(std::string_view field, std::string_view what) {
    return {ErrorKind::invalid, fmt::format("{} is missing.", what), std::string(field),
            "Write one."};
}

Error no_such(std::string_view what) {
    return {ErrorKind::not_found,
            fmt::format("There is no such {} among those of your organisation.", what), "cohort",
            "Choose one of the list."};
}

// 409 with more than the three sentences: CohortConflict.
http::Response conflict(const Error& error, ordered_json more) {
    ordered_json body{{"kind", "conflict"},
                      {"what", error.what},
                      {"where", error.where},
                      {"remedy", error.remedy}};
    body.update(more);
    return json_answer(body, 409);
}

struct Refused {
    http::Response answer;
};
// A value, or what to answer instead.
template <typename T>
using OrRefused = tl::expected<T, Refused>;
tl::unexpected<Refused> refused(http::Response answer) {
    return tl::unexpected<Refused>(Refused{std::move(answer)});
}
tl::unexpected<Refused> refused(const Error& error) { return refused(problem(error)); }

OrRefused<SavedCohort> cohort_of(database::Connection& connection, const Call& call) {
    auto found = persistence::find_cohort(connection, call.asker().organisation,
                                          call.request.path_parameter("cohort"));
    if (!found) return refused(found.error());
    if (!*found) return refused(no_such("cohort"));
    return std::move(**found);
}

OrRefused<CohortVersion> version_of(database::Connection& connection, const Call& call,
                                    const SavedCohort& cohort) {
    const std::string_view text = call.request.path_parameter("version");
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return refused(no_such("version"));
    auto found = persistence::find_cohort_version(connection, cohort.id, number);
    if (!found) return refused(found.error());
    if (!*found) return refused(no_such("version"));
    return std::move(**found);
}

// What a request names, read at once, so that no connection is held while cases run.
struct Named {
    SavedCohort cohort;
    CohortVersion version;
};
OrRefused<SavedCohort> read_cohort(ApiParts& parts, const Call& call) {
    const auto connection = parts.database.lease();
    if (!connection) return refused(connection.error());
    return cohort_of(**connection, call);
}
OrRefused<Named> read_version(ApiParts& parts, const Call& call) {
    const auto connection = parts.database.lease();
    if (!connection) return refused(connection.error());
    auto cohort = cohort_of(**connection, call);
    if (!cohort) return tl::unexpected(cohort.error());
    auto version = version_of(**connection, call, *cohort);
    if (!version) return tl::unexpected(version.error());
    return Named{std::move(*cohort), std::move(*version)};
}

// A draft of a version as it came, compiled, its cases run.
struct PreparedVersion {
    CohortVersion version;
    cohorts::CohortCaseReport report;
    std::int64_t based_on = 0;
};

Result<PreparedVersion> read_draft(const json& draft) {
    TRY(check_fields(draft,
                     {"based_on", "text", "definition", "base", "cases", "reason", "state"}));
    PreparedVersion made;
    CohortVersion& version = made.version;
    TRY_ASSIGN(version.text, text_field(draft, "text", cohorts::text_bytes_max));
    TRY_ASSIGN(version.definition, text_field(draft, "definition", name_bytes_max));
    TRY_ASSIGN(version.base, text_field(draft, "base", name_bytes_max));
    if (version.base.empty()) version.base = "registered";
    TRY_ASSIGN(version.cases, text_field(draft, "cases", cohorts::case_bytes_max));
    TRY_ASSIGN(version.reason, text_field(draft, "reason", note_bytes_max));
    if (version.reason.empty()) return failure(missing("reason", "Why this version is saved"));
    TRY_ASSIGN(const std::string state, text_field(draft, "state", 10));
    if (!state.empty() && state != "draft" && state != "ready")
        return failure({ErrorKind::invalid, "A version is draft or ready.", "state",
                        "Give one of them, or leave it out."});
    version.state = state == "ready" ? VersionState::ready : VersionState::draft;
    if (const auto based = draft.find("based_on"); based != draft.end()) {
        if (!based->is_number_integer())
            return failure({ErrorKind::invalid, "based_on must be the number of a version.",
                            "based_on", "Give the newest one you have seen."});
        made.based_on = based->get<std::int64_t>();
    }
    return made;
}

// Why a version is not ready; `remedy` names how to get there where its cases fail.
std::optional<http::Response> hindrance(const cohorts::CohortCaseReport& report,
                                        std::string remedy) {
    Error error{ErrorKind::conflict, "Cases fail, so the version is not ready.", "cases",
                std::move(remedy)};
    if (report.passed() && report.expectations > 0) return std::nullopt;
    if (report.passed()) {
        error.what = "The version has no cases, so nothing shows that it counts the right people.";
        error.remedy =
            "Save it with cases: people who belong to the cohort, and people who do not.";
    }
    return conflict(error, {{"cases", case_report_json(report)}});
}

// Nothing is saved that does not compile; what is to be ready must have cases that pass.
OrRefused<PreparedVersion> prepare_version(ApiParts& parts, const Call& call, const json& draft) {
    auto made = read_draft(draft);
    if (!made) return refused(made.error());
    CohortVersion& version = made->version;
    const CohortMoment moment = parts.cohorts.moment();
    CohortAsk ask;
    ask.text = version.text;
    ask.definition = version.definition;
    ask.base = version.base;
    ask.as_at = moment.as_at;
    const auto prepared = prepare_cohort(parts, call, moment, ask);
    if (!prepared) return refused(prepared.error());
    if (!prepared->question) return refused(cohort_mistakes(*prepared->compilation));
    version.definition = prepared->compilation->cohort->counted_definition().name;
    const auto& surroundings = parts.cohorts.surroundings();
    auto report = run_cases_in_turn(parts, version);
    if (!report) return refused(report.error());
    made->report = std::move(*report);
    if (version.state == VersionState::ready) {
        if (auto answer = hindrance(made->report, "Correct text or cases, or save it as a draft."))
            return refused(std::move(*answer));
    }
    const auto& facts = surroundings.pack()->facts();
    version.content_version =
        fmt::format("{} {} ({})", facts.id, facts.version, surroundings.pack()->hash());
    version.author = call.asker().username;
    version.author_name = call.asker().display_name;
    version.at = call.now;
    version.when_saved = {static_cast<std::int64_t>(made->report.cases),
                          static_cast<std::int64_t>(made->report.expectations),
                          static_cast<std::int64_t>(made->report.failures.size()),
                          made->report.problem};
    if (version.state == VersionState::ready) {
        version.ready_by = version.author;
        version.ready_by_name = version.author_name;
        version.ready_at = version.at;
    }
    return std::move(*made);
}

http::Response answer_cohort(database::Connection& connection, const Call& call,
                             const std::string& id) {
    const auto cohort = persistence::find_cohort(connection, call.asker().organisation, id);
    if (!cohort) return problem(cohort.error());
    if (!*cohort) return problem(no_such("cohort"));
    const auto versions = persistence::cohort_versions(connection, id);
    if (!versions) return problem(versions.error());
    return json_answer(cohort_json(**cohort, *versions));
}

http::Response list(ApiParts& parts, Call& call) {
    const auto connection = parts.database.lease();
    if (!connection) return problem(connection.error());
    const auto cohorts = persistence::saved_cohorts(**connection, call.asker().organisation);
    if (!cohorts) return problem(cohorts.error());
    ordered_json rows = ordered_json::array();
    for (const SavedCohort& cohort : *cohorts) {
        const auto versions = persistence::cohort_versions(**connection, cohort.id);
        if (!versions) return problem(versions.error());
        rows.push_back(cohort_summary_json(cohort, *versions));
    }
    return json_answer(rows);
}

http::Response save(ApiParts& parts, Call& call) {
    const auto body = json_object(call.request, {"name", "description", "version"});
    if (!body) return problem(body.error());
    auto name = text_field(*body, "name", name_bytes_max);
    if (!name) return problem(name.error());
    auto description = text_field(*body, "description", note_bytes_max);
    if (!description) return problem(description.error());
    if (name->find_first_not_of(" \t\r\n") == std::string::npos)
        return problem(missing("name", "The cohort's name"));
    auto made = prepare_version(parts, call, body->value("version", json()));
    if (!made) return std::move(made.error().answer);
    SavedCohort cohort{auth::random_id(),
                       call.asker().organisation,
                       std::move(*name),
                       std::move(*description),
                       call.asker().username,
                       call.asker().display_name,
                       false,
                       call.now};
    made->version.cohort = cohort.id;
    const auto connection = parts.database.lease();
    if (!connection) return problem(connection.error());
    const auto saved =
        commit_change(**connection, call, {"cohort.save", cohort.id, "version 1"},
                      [&] { return persistence::add_cohort(**connection, cohort, made->version); });
    if (!saved) return problem(saved.error());
    return answer_cohort(**connection, call, cohort.id);
}

http::Response save_version(ApiParts& parts, Call& call) {
    const auto body = json_object(
        call.request, {"based_on", "text", "definition", "base", "cases", "reason", "state"});
    if (!body) return problem(body.error());
    auto cohort = read_cohort(parts, call);
    if (!cohort) return std::move(cohort.error().answer);
    if (cohort->archived)
        return problem(
            {ErrorKind::conflict, "The cohort is archived.", "cohort", "Bring it back first."});
    auto made = prepare_version(parts, call, *body);
    if (!made) return std::move(made.error().answer);
    made->version.cohort = cohort->id;
    const auto connection = parts.database.lease();
    if (!connection) return problem(connection.error());
    const auto saved = commit_change(
        **connection, call,
        {"cohort.save", cohort->id, fmt::format("version {}", made->based_on + 1)}, [&] {
            return persistence::add_cohort_version(**connection, made->version, made->based_on);
        });
    if (saved) return answer_cohort(**connection, call, cohort->id);
    if (saved.error().kind != ErrorKind::conflict) return problem(saved.error());
    const auto versions = persistence::cohort_versions(**connection, cohort->id);
    if (!versions) return problem(versions.error());
    return conflict(saved.error(), {{"latest", version_summary_json(versions->front())}});
}

http::Response change(ApiParts& parts, Call& call) {
    const auto body = json_object(call.request, {"name", "description", "archived"});
    if (!body) return problem(body.error());
    const auto connection = parts.database.lease();
    if (!connection) return problem(connection.error());
    auto cohort = cohort_of(**connection, call);
    if (!cohort) return std::move(cohort.error().answer);
    for (const auto& [field, limit, target] :
         {std::tuple("name", name_bytes_max, &cohort->name),
          std::tuple("description", note_bytes_max, &cohort->description)}) {
        if (!body->contains(field)) continue;
        auto text = text_field(*body, field, limit);
        if (!text) return problem(text.error());
        *target = std::move(*text);
    }
    if (cohort->name.find_first_not_of(" \t\r\n") == std::string::npos)
        return problem(missing("name", "The cohort's name"));
    if (const auto archived = body->find("archived"); archived != body->end()) {
        if (!archived->is_boolean())
            return problem({ErrorKind::invalid, "archived must be true or false.", "archived",
                            "Give one of them."});
        cohort->archived = archived->get<bool>();
    }
    cohort->changed_at = call.now;
    const auto changed = commit_change(
        **connection, call, {"cohort.change", cohort->id, cohort->archived ? "archived" : ""},
        [&] { return persistence::change_cohort(**connection, *cohort); });
    if (!changed) return problem(changed.error());
    return answer_cohort(**connection, call, cohort->id);
}

http::Response one(ApiParts& parts, Call& call) {
    const auto connection = parts.database.lease();
    if (!connection) return problem(connection.error());
    return answer_cohort(**connection, call, std::string(call.request.path_parameter("cohort")));
}

// A text can be read while no case can be run: then the report says so.
http::Response one_version(ApiParts& parts, Call& call) {
    auto named = read_version(parts, call);
    if (!named) return std::move(named.error().answer);
    auto report = run_cases_in_turn(parts, named->version);
    if (!report) {
        cohorts::CohortCaseReport none;
        none.problem = report.error().what;
        report = std::move(none);
    }
    return json_answer(version_json(parts, named->cohort, named->version, *report));
}

http::Response make_ready(ApiParts& parts, Call& call) {
    auto named = read_version(parts, call);
    if (!named) return std::move(named.error().answer);
    CohortVersion& version = named->version;
    const auto report = run_cases_in_turn(parts, version);
    if (!report) return problem(report.error());
    if (auto answer = hindrance(*report, "Correct text or cases in a new version."))
        return std::move(*answer);
    if (version.state == VersionState::draft) {
        version.state = VersionState::ready;
        version.ready_by = call.asker().username;
        version.ready_by_name = call.asker().display_name;
        version.ready_at = call.now;
        const auto connection = parts.database.lease();
        if (!connection) return problem(connection.error());
        const auto done = commit_change(
            **connection, call,
            {"cohort.ready", named->cohort.id, fmt::format("version {}", version.number)},
            [&] { return persistence::mark_cohort_version_ready(**connection, version); });
        if (!done) return problem(done.error());
    }
    return json_answer(version_json(parts, named->cohort, version, *report));
}

http::Response run_cases(ApiParts& parts, Call& call) {
    const auto body = json_object(call.request, {"text", "definition", "cases"});
    if (!body) return problem(body.error());
    const auto text = text_field(*body, "text", cohorts::text_bytes_max);
    if (!text) return problem(text.error());
    const auto definition = text_field(*body, "definition", name_bytes_max);
    if (!definition) return problem(definition.error());
    const auto cases = text_field(*body, "cases", cohorts::case_bytes_max);
    if (!cases) return problem(cases.error());
    const auto compiled =
        parts.cohorts.compile({*text, *definition, cohorts::Reach::needed}, parts.cohorts.moment());
    if (!compiled.compilation->cohort) return cohort_mistakes(*compiled.compilation);
    CohortVersion unsaved;
    unsaved.text = *text;
    unsaved.definition = *definition;
    unsaved.cases = *cases;
    const auto report = run_cases_in_turn(parts, unsaved);
    if (!report) return problem(report.error());
    return json_answer(case_report_json(*report));
}

http::Response vocabulary(ApiParts& parts, Call& call) {
    const CohortMoment moment = parts.cohorts.moment();
    const auto practices = counted_practices("", call, moment);
    if (!practices) return problem(practices.error());
    auto answer = json_answer(vocabulary_json(parts, call, moment, *practices));
    const std::string tag = fmt::format("\"{}\"", services::hash_text(answer.body));
    if (call.request.header("If-None-Match") == tag) answer = http::Response{304, {}, {}, {}};
    return answer.with_header("ETag", tag);
}

}  // namespace

std::vector<http::Route> saved_cohort_routes(ApiParts& parts) {
    const auto route = [&parts](const char* method, const char* pattern, const char* rule,
                                http::Response (*handler)(ApiParts&, Call&)) {
        http::Route made = guarded(parts, method, pattern, rule,
                                   [&parts, handler](Call& call) { return handler(parts, call); });
        made.body_bytes_max = cohort_body_bytes_max;
        return made;
    };
    return {
        route("GET", "/api/cohorts/vocabulary", "cohorts.count", vocabulary),
        route("GET", "/api/cohorts", "cohorts.count", list),
        route("POST", "/api/cohorts", "cohorts.write", save),
        route("POST", "/api/cohorts/cases", "cohorts.count", run_cases),
        route("GET", "/api/cohorts/{cohort}", "cohorts.count", one),
        route("PATCH", "/api/cohorts/{cohort}", "cohorts.write", change),
        route("POST", "/api/cohorts/{cohort}/versions", "cohorts.write", save_version),
        route("GET", "/api/cohorts/{cohort}/versions/{version}", "cohorts.count", one_version),
        route("POST", "/api/cohorts/{cohort}/versions/{version}/ready", "cohorts.write",
              make_ready),
    };
}

}  // namespace openpcn::api
