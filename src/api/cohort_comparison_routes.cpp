// Who joined and who left: in numbers, as people, as a file.
#include <fmt/format.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "api/api_parts.h"
#include "api/cohort_comparison_json.h"
#include "api/json_text.h"
#include "api/person_json.h"
#include "api/problem.h"
#include "api/table_answer.h"
#include "persistence/saved_cohorts.h"

namespace openpcn::api {
namespace {

using cohorts::Movement;
using nlohmann::json;
using nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;

constexpr std::size_t page_size = 25;

Error wrong(std::string what, std::string where) {
    return {ErrorKind::invalid, std::move(what), std::move(where),
            "Correct the request; docs: the OpenAPI description."};
}

// The text of a saved version of the asker's organisation.
Result<void> read_saved(ApiParts& parts, const Call& call, const json& object, ComparedSide& side) {
    TRY_ASSIGN(const std::string id, text_field(object, "cohort", 64));
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto cohort,
               persistence::find_cohort(*connection, call.asker().organisation, id));
    const Error none{ErrorKind::not_found,
                     "There is no such version among those of your organisation.", "cohort",
                     "Choose one of the list."};
    if (!cohort) return failure(none);
    TRY_ASSIGN(const auto versions, persistence::cohort_versions(*connection, id));
    const json wanted = object.value("version", json(versions.front().number));
    if (!wanted.is_number_integer()) return failure(wrong("version must be a number.", "version"));
    for (const auto& version : versions) {
        if (version.number != wanted.get<std::int64_t>()) continue;
        side.saved_name = cohort->name;
        side.version = version.number;
        side.ask.text = version.text;
        side.ask.definition = version.definition;
        side.ask.base = version.base;
        return {};
    }
    return failure(none);
}

Result<ComparedSide> read_one_side(ApiParts& parts, const Call& call, const json& body,
                                   const std::string& name, const CohortAsk& shared) {
    const json object = body.value(name, json());
    TRY(check_fields(object, {"cohort", "version", "text", "definition", "base", "as_at"}));
    ComparedSide side;
    side.ask = shared;
    const bool is_saved = object.contains("cohort");
    if (is_saved == object.contains("text"))
        return failure(wrong("A side is either a saved version or a text.", name));
    if (is_saved && (object.contains("definition") || object.contains("base")))
        return failure(wrong("A saved version has its own definition and base.", name));
    if (is_saved) TRY(read_saved(parts, call, object, side));
    TRY(read_side(object, side.ask));
    return side;
}

// A comparison that was asked for, ready to be worked; or the answer that says why not.
struct Asked {
    CohortMoment moment;
    ComparedSides sides;
    std::string practice;
    std::optional<http::Response> refused;
};

Asked refused(http::Response answer) {
    Asked asked;
    asked.refused = std::move(answer);
    return asked;
}

Asked read_question(ApiParts& parts, Call& call, const json& body) {
    Asked asked;
    asked.moment = parts.cohorts.moment();
    CohortAsk shared;
    shared.as_at = asked.moment.as_at;
    const auto practice = text_field(body, "practice", 10);
    if (!practice) return refused(problem(practice.error()));
    shared.practice = *practice;
    const auto later = later_entries_of(body);
    if (!later) return refused(problem(later.error()));
    shared.later = *later;
    for (auto [name, side] :
         {std::pair("before", &asked.sides.before), std::pair("after", &asked.sides.after)}) {
        auto read = read_one_side(parts, call, body, name, shared);
        if (!read) return refused(problem(read.error()));
        *side = std::move(*read);
        auto prepared = prepare_cohort(parts, call, asked.moment, side->ask);
        if (!prepared) return refused(problem(prepared.error()));
        if (!prepared->question) return refused(cohort_mistakes(*prepared->compilation, name));
        if (const auto audited = audit_planning(parts, call, asked.moment, side->ask, *prepared);
            !audited)
            return refused(problem(audited.error()));
        side->prepared = std::move(*prepared);
    }
    return asked;
}

Result<cohorts::CohortComparison> compared(ApiParts& parts, const Asked& asked,
                                           const std::string& waiter) {
    TRY_ASSIGN(const auto turn, parts.cohorts.take_turn(waiter));
    auto made = cohorts::compare_cohorts(asked.sides.questions(),
                                         counting_means(parts, asked.moment, *turn));
    if (!made) return failure(turn->why());
    return std::move(*made);
}

http::Response compare(ApiParts& parts, Call& call) {
    const auto begun = Clock::now();
    const auto body = json_object(call.request, {"before", "after", "practice", "later_entries"});
    if (!body) return problem(body.error());
    auto asked = read_question(parts, call, *body);
    if (asked.refused) return std::move(*asked.refused);
    const auto made = compared(parts, asked, call.session->token_hash + " compare");
    if (!made) return problem(made.error());
    const double milliseconds =
        std::chrono::duration<double, std::milli>(Clock::now() - begun).count();
    return json_answer(
        comparison_json(parts, call, asked.moment, asked.sides, *made, milliseconds));
}

// What people who joined or left are asked for.
struct PeopleAsked {
    Asked asked;
    Movement movement = Movement::joined;
    std::size_t page = 1;
};

PeopleAsked read_people_question(ApiParts& parts, Call& call) {
    PeopleAsked people;
    const auto refuse = [](const Error& error) { return PeopleAsked{refused(problem(error))}; };
    const auto body = json_object(
        call.request, {"before", "after", "practice", "later_entries", "change", "page"});
    if (!body) return refuse(body.error());
    const auto change = text_field(*body, "change", 10);
    if (!change) return refuse(change.error());
    if (*change != "joined" && *change != "left")
        return refuse(wrong("People joined or left.", "change"));
    people.movement = *change == "joined" ? Movement::joined : Movement::left;
    const json page = body->value("page", json(1));
    if (!page.is_number_integer() || page.get<std::int64_t>() < 1)
        return refuse(wrong("page must be a number from 1.", "page"));
    people.page = page.get<std::size_t>();
    people.asked = read_question(parts, call, *body);
    return people;
}

// Those of one movement whom the asker may see, by practice and name.
std::vector<cohorts::CohortChange> changes_to_show(const NetworkState::View& view, const Call& call,
                                                   const PeopleAsked& people,
                                                   const cohorts::CohortComparison& comparison) {
    const auto& network = people.asked.moment.kept->people()->people;
    const auto id = [&](const cohorts::CohortChange& change) {
        return network[change.person].record.header().person;
    };
    const Reach reach = call.reach(view.image());
    std::vector<cohorts::CohortChange> changes;
    for (const auto& change : comparison.changes)
        if (change.movement == people.movement &&
            view.position(id(change), reach, Want::read_records))
            changes.push_back(change);
    std::sort(changes.begin(), changes.end(), [&](const auto& a, const auto& b) {
        return std::tuple(network[a.person].practice, view.name_rank(id(a)), a.person) <
               std::tuple(network[b.person].practice, view.name_rank(id(b)), b.person);
    });
    return changes;
}

std::vector<ReasonedChange> reasoned(const PeopleAsked& people,
                                     std::span<const cohorts::CohortChange> changes,
                                     cohorts::ReasonDetail detail) {
    const auto questions = people.asked.sides.questions();
    const auto& network = people.asked.moment.kept->people()->people;
    std::vector<ReasonedChange> made;
    for (const auto& change : changes) {
        const records::PatientRecord& record = network[change.person].record;
        made.push_back({record.header().person, record, change,
                        cohorts::reason_of(change, questions, record, detail)});
    }
    return made;
}

std::vector<records::PersonId> ids_of(std::span<const ReasonedChange> changes) {
    std::vector<records::PersonId> ids;
    for (const ReasonedChange& change : changes) ids.push_back(change.person);
    return ids;
}

// For the audit log: who was shown, and by which texts.
Result<void> audit_people(ApiParts& parts, const Call& call, const PeopleAsked& people,
                          std::span<const ReasonedChange> changes, std::string action,
                          std::string_view as) {
    std::string subjects;
    for (const ReasonedChange& change : changes)
        subjects += fmt::format("{}{}", subjects.empty() ? "" : " ", change.person);
    const CohortAsk& before = people.asked.sides.before.ask;
    const CohortAsk& after = people.asked.sides.after.ask;
    return audit_read(parts, call, std::move(action), std::move(subjects),
                      fmt::format("{}{} from text {} as at {} to text {} as at {}",
                                  people.movement == Movement::joined ? "joined" : "left", as,
                                  services::hash_text(before.text), before.as_at.to_string(),
                                  services::hash_text(after.text), after.as_at.to_string()));
}

http::Response show_people(ApiParts& parts, Call& call) {
    auto people = read_people_question(parts, call);
    if (people.asked.refused) return std::move(*people.asked.refused);
    const auto made = compared(parts, people.asked, "");
    if (!made) return problem(made.error());
    std::vector<cohorts::CohortChange> all;
    {
        const auto view = parts.state.read();
        all = changes_to_show(view, call, people, *made);
    }
    const std::size_t from = std::min((people.page - 1) * page_size, all.size());
    const auto shown =
        reasoned(people, std::span(all).subspan(from, std::min(page_size, all.size() - from)),
                 cohorts::ReasonDetail::entries);
    const auto persons = find_people(parts, ids_of(shown));
    if (!persons) return problem(persons.error());
    ordered_json rows = ordered_json::array();
    {
        const auto view = parts.state.read();
        const Reach reach = call.reach(view.image());
        for (const ReasonedChange& change : shown) {
            const auto person = persons->find(change.person);
            const auto position = view.position(change.person, reach, Want::read_records);
            if (person == persons->end() || !position) continue;
            rows.push_back(
                change_json(view, person->second, view.practice(position->practice), change));
        }
    }
    const auto audited = audit_people(parts, call, people, shown, "cohort.read", "");
    if (!audited) return problem(audited.error());
    return json_answer({{"items", std::move(rows)},
                        {"total", all.size()},
                        {"page", people.page},
                        {"page_size", page_size}});
}

exporting::Table people_table(
    const NetworkState::View& view, const Reach& reach, const PeopleAsked& people,
    std::span<const ReasonedChange> changes,
    const std::unordered_map<records::PersonId, persistence::Person>& persons) {
    exporting::Table table;
    table.title = people.movement == Movement::joined ? "Joined" : "Left";
    table.columns = {"NHS number", "Family name", "Given name", "Born", "Practice", "Cause", "Why"};
    for (const ReasonedChange& change : changes) {
        const auto found = persons.find(change.person);
        if (found == persons.end()) continue;
        const auto& person = found->second;
        table.rows.push_back({person.nhs_number ? person.nhs_number->reveal() : person.source_id,
                              person.family, person.given, person.birth.to_string(),
                              view.practice(person.practice).name,
                              std::string(to_text(change.change.cause)), change.reason.sentence});
    }
    table.notes = {fmt::format("From {} to {}", people.asked.sides.before.ask.as_at.to_string(),
                               people.asked.sides.after.ask.as_at.to_string()),
                   fmt::format("Rows: {}", table.rows.size())};
    add_closing_notes(view, reach, Want::read_records, table);
    return table;
}

http::Response export_people(ApiParts& parts, Call& call) {
    if (!has(call.asker(), Permission::patients_read))
        return forbidden("Your role may not do this.");
    const auto format = table_format_of(call.request, "People are");
    if (!format) return problem(format.error());
    auto people = read_people_question(parts, call);
    if (people.asked.refused) return std::move(*people.asked.refused);
    const auto made = compared(parts, people.asked, "");
    if (!made) return problem(made.error());
    std::vector<cohorts::CohortChange> all;
    {
        const auto view = parts.state.read();
        all = changes_to_show(view, call, people, *made);
    }
    const auto changes = reasoned(people, all, cohorts::ReasonDetail::sentence);
    const auto persons = find_people(parts, ids_of(changes));
    if (!persons) return problem(persons.error());
    exporting::Table table;
    {
        const auto view = parts.state.read();
        table = people_table(view, call.reach(view.image()), people, changes, *persons);
    }
    const auto audited = audit_people(parts, call, people, changes, "cohort.export",
                                      fmt::format(" as {}", to_text(*format)));
    if (!audited) return problem(audited.error());
    return table_answer(
        table, *format,
        fmt::format("cohort-{}-{}", people.movement == Movement::joined ? "joined" : "left",
                    people.asked.sides.after.ask.as_at.to_string()));
}

}  // namespace

std::vector<http::Route> cohort_comparison_routes(ApiParts& parts) {
    std::vector<http::Route> routes{
        guarded(parts, "POST", "/api/cohorts/compare", "cohorts.count",
                [&parts](Call& call) { return compare(parts, call); }),
        guarded(parts, "POST", "/api/cohorts/compare/people", "patients.read",
                [&parts](Call& call) { return show_people(parts, call); }),
        guarded(parts, "POST", "/api/cohorts/compare/people/export", "export",
                [&parts](Call& call) { return export_people(parts, call); }),
    };
    for (http::Route& route : routes) route.body_bytes_max = cohort_body_bytes_max;
    return routes;
}

}  // namespace openpcn::api
