// The people whom a text holds for, for direct care: pages, and a file.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "api/api_parts.h"
#include "api/cohort_request.h"
#include "api/json_text.h"
#include "api/person_json.h"
#include "api/problem.h"
#include "api/table_answer.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using People = std::unordered_map<records::PersonId, persistence::Person>;

constexpr std::size_t page_size = 25;

// Who is in the cohort and may be seen by the asker, by practice and name; or what to answer
// instead.
struct Found {
    std::vector<records::PersonId> people;
    CohortAsk ask;
    std::size_t page = 1;
    std::optional<http::Response> refused;
};

Found refused(http::Response answer) {
    Found found;
    found.refused = std::move(answer);
    return found;
}

void keep_people(const NetworkState::View& view, const Call& call, const CohortMoment& moment,
                 const cohorts::CohortAnswers& answers, Found& found) {
    const auto& network = moment.kept->people()->people;
    const Reach reach = call.reach(view.image());
    std::vector<std::tuple<records::PracticeIndex, std::uint32_t, records::PersonId>> order;
    for (std::size_t i = 0; i < network.size(); ++i) {
        const records::PersonId person = network[i].record.header().person;
        if (answers.found[i] == cohorts::Found::yes &&
            view.position(person, reach, Want::read_records))
            order.emplace_back(network[i].practice, view.name_rank(person), person);
    }
    std::sort(order.begin(), order.end());
    for (const auto& place : order) found.people.push_back(std::get<2>(place));
}

Found find(ApiParts& parts, Call& call) {
    auto body = json_object(call.request, {"text", "definition", "as_at", "base", "practice",
                                           "later_entries", "editor", "page"});
    if (!body) return refused(problem(body.error()));
    Found found;
    const json page = body->value("page", json(1));
    if (!page.is_number_integer() || page.get<std::int64_t>() < 1)
        return refused(problem({ErrorKind::invalid, "page must be a number from 1.", "page",
                                "Leave it out for the first."}));
    found.page = page.get<std::size_t>();
    body->erase("page");
    const CohortMoment moment = parts.cohorts.moment();
    auto ask = cohort_ask_of(*body, call, moment);
    if (!ask) return refused(problem(ask.error()));
    found.ask = std::move(*ask);
    const auto turn = parts.cohorts.take_turn("");
    if (!turn) return refused(problem(turn.error()));
    const auto prepared = prepare_cohort(parts, call, moment, found.ask);
    if (!prepared) return refused(problem(prepared.error()));
    if (!prepared->question) return refused(cohort_mistakes(*prepared->compilation));
    const auto answers = answers_to(parts, *prepared->question, moment, **turn);
    if (!answers) return refused(problem(answers.error()));
    keep_people(parts.state.read(), call, moment, *answers, found);
    return found;
}

Result<void> audit_people(ApiParts& parts, const Call& call, std::string action,
                          std::span<const records::PersonId> people, const CohortAsk& ask,
                          std::string_view as) {
    return audit_read(parts, call, std::move(action), fmt::format("{}", fmt::join(people, " ")),
                      fmt::format("text {} as at {}{}", services::hash_text(ask.text),
                                  ask.as_at.to_string(), as));
}

http::Response show(ApiParts& parts, Call& call) {
    Found found = find(parts, call);
    if (found.refused) return std::move(*found.refused);
    const std::size_t from = std::min((found.page - 1) * page_size, found.people.size());
    const auto shown =
        std::span(found.people).subspan(from, std::min(page_size, found.people.size() - from));
    const auto persons = find_people(parts, shown);
    if (!persons) return problem(persons.error());
    ordered_json rows = ordered_json::array();
    {
        const auto view = parts.state.read();
        const Reach reach = call.reach(view.image());
        for (const records::PersonId id : shown) {
            const auto person = persons->find(id);
            const auto position = view.position(id, reach, Want::read_records);
            if (person != persons->end() && position)
                rows.push_back(identity_json(person->second, view.practice(position->practice)));
        }
    }
    const auto audited = audit_people(parts, call, "cohort.read", shown, found.ask, "");
    if (!audited) return problem(audited.error());
    return json_answer({{"items", std::move(rows)},
                        {"total", found.people.size()},
                        {"page", found.page},
                        {"page_size", page_size}});
}

exporting::Table table_of(const NetworkState::View& view, const Reach& reach, const Found& found,
                          const People& persons) {
    exporting::Table table;
    table.title = "Cohort";
    table.columns = {"NHS number", "Family name", "Given name", "Born", "Practice"};
    for (const records::PersonId id : found.people) {
        const auto person = persons.find(id);
        if (person == persons.end()) continue;
        const auto& p = person->second;
        table.rows.push_back({p.nhs_number ? p.nhs_number->reveal() : p.source_id, p.family,
                              p.given, p.birth.to_string(), view.practice(p.practice).name});
    }
    table.notes = {fmt::format("As at {}", found.ask.as_at.to_string()),
                   fmt::format("Rows: {}", table.rows.size())};
    add_closing_notes(view, reach, Want::read_records, table);
    return table;
}

http::Response export_people(ApiParts& parts, Call& call) {
    if (!has(call.asker(), Permission::patients_read))
        return forbidden("Your role may not do this.");
    const auto format = table_format_of(call.request, "People are");
    if (!format) return problem(format.error());
    Found found = find(parts, call);
    if (found.refused) return std::move(*found.refused);
    const auto persons = find_people(parts, found.people);
    if (!persons) return problem(persons.error());
    exporting::Table table;
    {
        const auto view = parts.state.read();
        table = table_of(view, call.reach(view.image()), found, *persons);
    }
    const auto audited = audit_people(parts, call, "cohort.export", found.people, found.ask,
                                      fmt::format(" as {}", to_text(*format)));
    if (!audited) return problem(audited.error());
    return table_answer(table, *format,
                        fmt::format("cohort-people-{}", found.ask.as_at.to_string()));
}

}  // namespace

std::vector<http::Route> cohort_people_routes(ApiParts& parts) {
    std::vector<http::Route> routes{
        guarded(parts, "POST", "/api/cohorts/people", "patients.read",
                [&parts](Call& call) { return show(parts, call); }),
        guarded(parts, "POST", "/api/cohorts/people/export", "export",
                [&parts](Call& call) { return export_people(parts, call); }),
    };
    for (http::Route& route : routes) route.body_bytes_max = cohort_body_bytes_max;
    return routes;
}

}  // namespace openpcn::api
