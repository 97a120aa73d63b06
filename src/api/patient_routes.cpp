// One person, for direct care: search, summary, explanation.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "api/api_parts.h"
#include "api/json_text.h"
#include "api/person_json.h"
#include "api/problem.h"
#include "api/worklist_json.h"
#include "persistence/network_entries.h"
#include "services/explanation.h"
#include "services/explanation_json.h"

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;
using records::ResourceType;

http::Response search(ApiParts& parts, Call& call) {
    const auto body =
        json_object(call.request, {"nhs_number", "family_name", "given_name", "born"});
    if (!body) return problem(body.error());
    std::map<std::string, std::string> fields;
    for (const char* name : {"nhs_number", "family_name", "given_name", "born"}) {
        const auto text = text_field(*body, name, 100);
        if (!text) return problem(text.error());
        fields[name] = *text;
    }
    const auto connection = parts.database.lease();
    if (!connection) return problem(connection.error());
    persistence::People people(**connection);
    const auto view = parts.state.read();
    const Reach reach = call.reach(view.image());
    std::vector<persistence::Person> found;
    if (!fields["nhs_number"].empty()) {
        const auto number = NhsNumber::parse(fields["nhs_number"]);
        if (!number) return problem(number.error());
        const auto person = people.find_by_nhs_number(*number);
        if (person) found.push_back(*person);
    } else {
        if (fields["family_name"].empty()) {
            return problem({ErrorKind::invalid, "A search needs an NHS number or a family name.",
                            "family_name", "Give one of them."});
        }
        persistence::PersonSearch wanted;
        wanted.text = fields["family_name"] + " " + fields["given_name"];
        if (!fields["born"].empty()) {
            const auto born = PartialDateTime::parse(fields["born"]);
            if (!born) return problem(born.error());
            wanted.birth = *born;
        }
        for (const auto& practice : view.image().practices()) {
            if (reach.may(Want::find_people, practice.index))
                wanted.practices.push_back(practice.index);
        }
        auto matches = people.search(wanted);
        if (!matches) return problem(matches.error());
        found = std::move(*matches);
    }
    ordered_json rows = ordered_json::array();
    std::string subjects;
    for (const auto& person : found) {
        if (!view.position(person.id, reach, Want::find_people)) continue;
        rows.push_back(identity_json(person, view.practice(person.practice)));
        subjects += fmt::format("{}{}", subjects.empty() ? "" : " ", person.id);
    }
    const auto audited = audit_read(parts, call, "patient.find", subjects, "");
    if (!audited) return problem(audited.error());
    const std::size_t total = rows.size();
    return json_answer({{"patients", std::move(rows)}, {"total", total}});
}

// Latest entry per code, newest first; at most `most`.
ordered_json latest(const NetworkState::View& view, const records::PatientRecord& record,
                    ResourceType type, std::size_t most,
                    const std::function<bool(const records::Entry&)>& fits) {
    ordered_json rows = ordered_json::array();
    std::set<ConceptIndex> seen;
    const auto entries = record.entries(type);
    for (auto entry = entries.rbegin(); entry != entries.rend() && rows.size() < most; ++entry) {
        if (entry->status == records::Status::entered_in_error || !fits(*entry)) continue;
        if (entry->code != 0 && !seen.insert(entry->code).second) continue;
        rows.push_back(entry_json(view, record, *entry));
    }
    return rows;
}

ordered_json lists_json(const NetworkState::View& view, records::PersonId person,
                        const Asker& asker) {
    ordered_json lists = ordered_json::array();
    for (const std::size_t list : lists_of(view, asker)) {
        const Item item = view.item(list, person);
        const auto& definition = view.pack().worklists()[list];
        ordered_json reasons = ordered_json::array();
        if (item.row != nullptr) {
            for (const auto& reason : item.row->reasons) reasons.push_back(reason.sentence);
        }
        lists.push_back({{"worklist", definition.id},
                         {"title", definition.title},
                         {"definition", definition.on_list},
                         {"state", to_text(item.state)},
                         {"reasons", reasons}});
    }
    return lists;
}

ordered_json recorded_json(const std::vector<persistence::NetworkEntryRow>& entries) {
    ordered_json rows = ordered_json::array();
    for (const auto& row : entries) {
        ordered_json entry{
            {"type", row.type},
            {"date", row.date},
            {"system", row.system},
            {"code", row.code},
            {"term", row.term},
            {"practice", {{"ods_code", "network"}, {"name", "Recorded by the network"}}}};
        if (!row.value.empty()) entry["value"] = row.value;
        rows.push_back({{"entry", entry},
                        {"recorded_at", row.recorded_at.to_string()},
                        {"recorded_by_role", row.recorded_by_role},
                        {"sent", row.sent}});
    }
    return rows;
}

http::Response summary(ApiParts& parts, Call& call) {
    const auto view = parts.state.read();
    const Reach reach = call.reach(view.image());
    const auto person = person_of(call, view, Want::read_records);
    if (!person) return problem(person.error());
    const auto position = *view.position(*person, reach, Want::read_records);
    const records::PatientRecord record = view.image().at(position);
    const auto people = find_people(parts, std::span(&*person, 1));
    if (!people) return problem(people.error());
    const auto connection = parts.database.lease();
    if (!connection) return problem(connection.error());
    const auto recorded = persistence::network_entries_of(**connection, *person);
    if (!recorded) return problem(recorded.error());
    const auto audited =
        audit_read(parts, call, "patient.read", fmt::format("{}", *person), "summary");
    if (!audited) return problem(audited.error());
    const PartialDateTime year_ago = PartialDateTime::from_date(view.as_at().plus_months(-12));
    ordered_json body;
    if (const auto found = people->find(*person); found != people->end())
        body["identity"] = identity_json(found->second, view.practice(position.practice));
    body["as_at"] = view.as_at().to_string();
    body["freshness"] = freshness_json(view.practice(position.practice));
    const auto any = [](const records::Entry&) { return true; };
    body["allergies"] = latest(view, record, ResourceType::allergy_intolerance, 50, any);
    body["conditions"] = latest(view, record, ResourceType::condition, 100, any);
    body["medicines"] =
        latest(view, record, ResourceType::medication_request, 100, [&](const records::Entry& e) {
            return e.status == records::Status::active || e.when >= year_ago;
        });
    body["results"] =
        latest(view, record, ResourceType::observation, 60, [](const records::Entry& e) {
            return e.value_kind == records::ValueKind::quantity || e.element_count > 0;
        });
    body["worklists"] = reach.may(Want::work_lists, position.practice)
                            ? lists_json(view, *person, call.asker())
                            : ordered_json::array();
    body["recorded"] = recorded_json(*recorded);
    return json_answer(body);
}

ordered_json definition_json(const services::Definition& definition) {
    ordered_json body{
        {"name", definition.name}, {"title", definition.title}, {"service", definition.service}};
    if (!definition.rule.empty()) body["rule"] = definition.rule;
    return body;
}

// Entries with the name of the practice beside its code; what an entry does not say is left out.
services::EntryJson entries_with_practices(const NetworkState::View& view) {
    return [&view](const services::ExplainedEntry& entry) {
        std::string name = entry.practice;
        for (const auto& practice : view.image().practices()) {
            if (practice.ods_code == entry.practice) name = practice.name;
        }
        ordered_json row{{"type", entry.type},
                         {"term", entry.term},
                         {"practice", {{"ods_code", entry.practice}, {"name", name}}}};
        for (const auto& [field, text] :
             {std::pair("date", &entry.date), std::pair("system", &entry.system),
              std::pair("code", &entry.code), std::pair("value", &entry.value),
              std::pair("status", &entry.status)}) {
            if (!text->empty()) row[field] = *text;
        }
        if (entry.deciding) row["deciding"] = true;
        return row;
    };
}

http::Response explanation(ApiParts& parts, Call& call) {
    const auto view = parts.state.read();
    const Reach reach = call.reach(view.image());
    const auto person = person_of(call, view, Want::read_records);
    if (!person) return problem(person.error());
    const std::string_view name = call.request.parameter("definition").value_or("");
    const auto position = *view.position(*person, reach, Want::read_records);
    std::vector<std::string> practices;
    for (const auto& practice : view.image().practices()) practices.push_back(practice.ods_code);
    const services::ExplanationWords words{view.image().concepts(), view.image().texts(),
                                           practices};
    const auto explained =
        services::explain(view.run().plan(), name, view.image().at(position), view.as_at(), words);
    if (!explained) return problem(explained.error());
    const auto people = find_people(parts, std::span(&*person, 1));
    if (!people) return problem(people.error());
    const auto audited = audit_read(parts, call, "patient.read", fmt::format("{}", *person),
                                    fmt::format("explanation of {}", explained->definition));
    if (!audited) return problem(audited.error());
    ordered_json body;
    if (const auto found = people->find(*person); found != people->end())
        body["patient"] = identity_json(found->second, view.practice(position.practice));
    const auto& definitions = view.run().plan().definitions();
    if (const auto index = view.run().plan().find(explained->definition))
        body["definition"] = definition_json(definitions[*index]);
    else
        body["definition"] = {
            {"name", explained->definition}, {"title", explained->title}, {"service", ""}};
    body["as_at"] = explained->as_at.to_string();
    body["content_version"] = explained->pack;
    services::add_explanation(*explained, entries_with_practices(view), body);
    return http::Response::json(200, services::with_coverage(body, *explained));
}

}  // namespace

std::vector<http::Route> patient_routes(ApiParts& parts) {
    return {
        guarded(parts, "POST", "/api/patients/search", "patients.find",
                [&parts](Call& call) { return search(parts, call); }),
        guarded(parts, "GET", "/api/patients/{patient}", "patients.read",
                [&parts](Call& call) { return summary(parts, call); }),
        guarded(parts, "GET", "/api/patients/{patient}/explanation", "patients.read",
                [&parts](Call& call) { return explanation(parts, call); }),
        guarded(parts, "GET", "/api/definitions", "signed_in",
                [&parts](Call&) {
                    const auto view = parts.state.read();
                    ordered_json all = ordered_json::array();
                    for (const auto& definition : view.run().plan().definitions())
                        all.push_back(definition_json(definition));
                    return json_answer(all);
                }),
    };
}

}  // namespace openpcn::api
