#include "api/cohort_request.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "api/disclosure.h"
#include "api/json_text.h"
#include "api/person_json.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t name_bytes_max = 200;

Error wrong(std::string what, std::string where) {
    return {ErrorKind::invalid, std::move(what), std::move(where),
            "Correct the request; docs: the OpenAPI description."};
}

}  // namespace

Result<void> check_fields(const json& object, std::initializer_list<std::string_view> allowed) {
    if (!object.is_object()) return failure(wrong("The question must be an object.", "the body"));
    for (const auto& [name, value] : object.items())
        if (std::find(allowed.begin(), allowed.end(), name) == allowed.end())
            return failure(
                wrong("The question has a field that this request does not take.", "the body"));
    return {};
}

Result<cohorts::LaterEntries> later_entries_of(const json& object) {
    TRY_ASSIGN(const std::string later, text_field(object, "later_entries", name_bytes_max));
    if (later.empty() || later == to_text(cohorts::LaterEntries::leave_out))
        return cohorts::LaterEntries::leave_out;
    if (later == to_text(cohorts::LaterEntries::count)) return cohorts::LaterEntries::count;
    return failure(wrong("Later entries are left out or counted.", "later_entries"));
}

Result<void> read_side(const json& object, CohortAsk& ask) {
    if (object.contains("text")) {
        TRY_ASSIGN(ask.text, text_field(object, "text", cohorts::text_bytes_max));
    }
    if (object.contains("definition")) {
        TRY_ASSIGN(ask.definition, text_field(object, "definition", name_bytes_max));
    }
    if (object.contains("base")) {
        TRY_ASSIGN(ask.base, text_field(object, "base", name_bytes_max));
        if (ask.base.empty()) ask.base = "registered";
    }
    TRY_ASSIGN(const std::string as_at, text_field(object, "as_at", 10));
    if (as_at.empty()) return {};
    const auto date = Date::parse(as_at);
    if (!date) return failure(wrong("The date is no date.", "as_at"));
    ask.as_at = *date;
    return {};
}

Result<CohortAsk> cohort_ask_of(const json& object, const Call& call, const CohortMoment& moment) {
    TRY(check_fields(
        object, {"text", "definition", "as_at", "base", "practice", "later_entries", "editor"}));
    CohortAsk ask;
    ask.as_at = moment.as_at;
    TRY(read_side(object, ask));
    TRY_ASSIGN(ask.practice, text_field(object, "practice", 10));
    TRY_ASSIGN(ask.editor, text_field(object, "editor", 64));
    TRY_ASSIGN(ask.later, later_entries_of(object));
    TRY(counted_practices(ask.practice, call, moment));
    return ask;
}

Result<std::vector<char>> counted_practices(const std::string& practice, const Call& call,
                                            const CohortMoment& moment) {
    const Reach reach = call.reach(*moment.image);
    std::vector<char> counted;
    bool any = false;
    for (const auto& known : moment.image->practices()) {
        const bool counts = reach.may(Want::count_people, known.index) &&
                            (practice.empty() || practice == known.ods_code);
        counted.push_back(counts ? 1 : 0);
        any = any || counts;
    }
    if (!any && !practice.empty())
        return failure({ErrorKind::not_found, "There is no such practice among those you may see.",
                        "practice", "Choose one of the list."});
    return counted;
}

Result<CohortBase> cohort_base_of(const std::string& name) {
    if (name == "everybody") return CohortBase{name, "Everybody in the records", ""};
    if (name == "registered")
        return CohortBase{name, "On a practice's list and alive", "Population.\"On the list\""};
    const std::size_t dot = name.find('.');
    if (dot == std::string::npos || dot == 0 || dot + 1 == name.size() ||
        name.find_first_of("\"\\`\n") != std::string::npos)
        return failure({ErrorKind::invalid, "The base population is not known.", "base",
                        "Give registered, everybody, or a definition of the content as "
                        "Library.Definition."});
    return CohortBase{name, name.substr(dot + 1),
                      fmt::format("\"{}\".\"{}\"", name.substr(0, dot), name.substr(dot + 1))};
}

Result<PreparedCohort> prepare_cohort(ApiParts& parts, const Call& call, const CohortMoment& moment,
                                      const CohortAsk& ask) {
    PreparedCohort prepared;
    TRY_ASSIGN(prepared.base, cohort_base_of(ask.base));
    const auto compiled =
        parts.cohorts.compile({ask.text, ask.definition, cohorts::Reach::needed}, moment);
    prepared.compilation = compiled.compilation;
    prepared.compiled_before = compiled.before;
    if (!compiled.compilation->cohort) return prepared;
    cohorts::CohortQuestion question;
    question.cohort = compiled.compilation->cohort;
    question.as_at = ask.as_at;
    question.later = ask.later;
    TRY_ASSIGN(question.practices, counted_practices(ask.practice, call, moment));
    if (!prepared.base.text.empty()) {
        const auto base =
            parts.cohorts.compile({prepared.base.text, "", cohorts::Reach::needed}, moment);
        if (!base.compilation->cohort)
            return failure({ErrorKind::invalid,
                            "The base population is no definition that is true or false of a "
                            "person: " +
                                base.compilation->mistakes.front().message,
                            "base", "Choose a boolean definition of the content."});
        question.base = base.compilation->cohort;
    }
    prepared.question = std::move(question);
    return prepared;
}

Result<void> audit_planning(ApiParts& parts, const Call& call, const CohortMoment& moment,
                            const CohortAsk& ask, const PreparedCohort& prepared) {
    if (prepared.compiled_before || Disclosure(call.reach(*moment.image)).is_exact()) return {};
    return audit_read(
        parts, call, "cohort.count", "",
        fmt::format("text {} as at {}", services::hash_text(ask.text), ask.as_at.to_string()));
}

cohorts::CountingMeans counting_means(ApiParts& parts, const CohortMoment& moment,
                                      const CohortDesk::Turn& turn) {
    return {*moment.kept, parts.cohorts.threads(), [&turn] { return turn.should_stop(); }};
}

Result<cohorts::CohortAnswers> answers_to(ApiParts& parts, const cohorts::CohortQuestion& question,
                                          const CohortMoment& moment,
                                          const CohortDesk::Turn& turn) {
    auto answers = cohorts::ask_everybody(question, counting_means(parts, moment, turn));
    if (!answers) return failure(turn.why());
    return std::move(*answers);
}

ordered_json mistakes_json(const std::vector<cohorts::Mistake>& mistakes) {
    ordered_json all = ordered_json::array();
    for (const cohorts::Mistake& mistake : mistakes) {
        ordered_json one{{"line", mistake.place.line},
                         {"column", mistake.place.column},
                         {"end_line", mistake.place.end_line},
                         {"end_column", mistake.place.end_column},
                         {"message", mistake.message},
                         {"source_line", mistake.source_line},
                         {"near", mistake.near}};
        if (!mistake.file.empty()) one["file"] = mistake.file;
        all.push_back(std::move(one));
    }
    return all;
}

http::Response cohort_mistakes(const cohorts::CohortCompilation& compilation,
                               std::string_view side) {
    const auto& first = compilation.mistakes.front();
    ordered_json body{
        {"kind", "invalid"},
        {"what", compilation.mistakes.size() == 1
                     ? std::string("The text has a mistake: ") + first.message
                     : fmt::format("The text has {} mistakes, first: {}",
                                   compilation.mistakes.size(), first.message)},
        {"where", first.file.empty()
                      ? fmt::format("line {}, column {}", first.place.line, first.place.column)
                      : fmt::format("{}, line {}", first.file, first.place.line)},
        {"remedy", "Correct the places that are marked."},
        {"form", to_text(compilation.form)}};
    if (!side.empty()) body["side"] = side;
    body["diagnostics"] = mistakes_json(compilation.mistakes);
    return json_answer(body, 422);
}

}  // namespace openpcn::api
