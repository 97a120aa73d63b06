// Worklists: reading, acting, exporting.
#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "api/api_parts.h"
#include "api/json_text.h"
#include "api/person_json.h"
#include "api/problem.h"
#include "api/table_answer.h"
#include "api/worklist_json.h"

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;
using persistence::ActionKind;

constexpr std::size_t page_size_max = 100;

Result<std::size_t> list_of(const Call& call, const NetworkState::View& view) {
    const auto found = view.worklist(call.request.path_parameter("worklist"));
    const auto lists = lists_of(view, call.asker());
    if (!found || std::find(lists.begin(), lists.end(), *found) == lists.end()) {
        return failure({ErrorKind::not_found, "There is no such list among yours.", "worklist",
                        "Choose one of your lists."});
    }
    return *found;
}

std::size_t number(const http::Request& request, std::string_view name, std::size_t otherwise,
                   std::size_t most) {
    const auto text = request.parameter(name);
    std::size_t value = otherwise;
    if (text) std::from_chars(text->data(), text->data() + text->size(), value);
    return std::clamp<std::size_t>(value, 1, most);
}

std::vector<records::PersonId> ids_of(std::span<const Item> items) {
    std::vector<records::PersonId> ids;
    for (const Item& item : items) ids.push_back(item.person);
    return ids;
}

// For the audit log: the ids of everybody whose row goes out.
std::string subjects_of(std::span<const Item> items) {
    std::string subjects;
    for (const Item& item : items)
        subjects += fmt::format("{}{}", subjects.empty() ? "" : " ", item.person);
    return subjects;
}

http::Response page(ApiParts& parts, Call& call) {
    const auto filter = filter_of(call.request);
    if (!filter) return problem(filter.error());
    const std::size_t page_number = number(call.request, "page", 1, 1'000'000);
    const std::size_t size = number(call.request, "page_size", 25, page_size_max);
    const auto view = parts.state.read();
    const Reach reach = call.reach(view.image());
    const auto list = list_of(call, view);
    if (!list) return problem(list.error());
    const auto items = filtered_items(view, *list, reach, *filter);
    const std::size_t from = std::min((page_number - 1) * size, items.size());
    const auto shown = std::span(items).subspan(from, std::min(size, items.size() - from));
    const auto people = find_people(parts, ids_of(shown));
    if (!people) return problem(people.error());
    ordered_json rows = ordered_json::array();
    for (const Item& item : shown)
        rows.push_back(item_json(view, *list, item, call.asker(), *people));
    const auto audited = audit_read(parts, call, "worklist.read", subjects_of(shown),
                                    view.pack().worklists()[*list].id);
    if (!audited) return problem(audited.error());
    RowFilter plain;
    plain.state = filter->state;
    const bool filters = !filter->practice.empty() || !filter->reason.empty();
    const std::size_t unfiltered =
        filters ? filtered_items(view, *list, reach, plain).size() : items.size();
    return json_answer({{"items", std::move(rows)},
                        {"total", items.size()},
                        {"unfiltered", unfiltered},
                        {"page", page_number},
                        {"page_size", size},
                        {"counts", counts_json(view.count(*list, reach))},
                        {"as_at", view.as_at().to_string()}});
}

http::Response one_item(ApiParts& parts, Call& call) {
    const auto view = parts.state.read();
    const auto list = list_of(call, view);
    if (!list) return problem(list.error());
    const auto person = person_of(call, view, Want::work_lists);
    if (!person) return problem(person.error());
    const auto people = find_people(parts, std::span(&*person, 1));
    if (!people) return problem(people.error());
    const auto audited = audit_read(parts, call, "worklist.read", fmt::format("{}", *person),
                                    view.pack().worklists()[*list].id);
    if (!audited) return problem(audited.error());
    return json_answer(item_json(view, *list, view.item(*list, *person), call.asker(), *people));
}

void tell_of(ApiParts& parts, const persistence::WorklistAction& action) {
    parts.events.tell([&](const Asker& asker) -> std::optional<std::string> {
        const auto view = parts.state.read();
        const Reach reach = parts.sharing.reach(asker, view.image());
        const auto list = view.worklist(action.worklist);
        if (!list || !has(asker, Permission::worklists_read) ||
            !view.position(action.person, reach, Want::work_lists))
            return std::nullopt;
        const Item item = view.item(*list, action.person);
        return ordered_json{
            {"kind", "item"},
            {"worklist", action.worklist},
            {"patient", fmt::format("{}", action.person)},
            {"state", to_text(item.state == ItemState::not_on_list ? ItemState::done : item.state)},
            {"counts", counts_json(view.count(*list, reach))}}
            .dump();
    });
}

http::Response action_answer(ApiParts& parts, const Call& call,
                             const persistence::WorklistAction& action, bool can_undo) {
    tell_of(parts, action);
    const auto view = parts.state.read();
    const Reach reach = call.reach(view.image());
    const auto list = *view.worklist(action.worklist);
    const auto people = find_people(parts, std::span(&action.person, 1));
    if (!people) return problem(people.error());
    ordered_json body;
    if (can_undo) {
        body["action"] = action.id;
        body["undo_until"] = action.at.plus_seconds(NetworkState::undo_seconds).to_string();
    }
    body["item"] = item_json(view, list, view.item(list, action.person), call.asker(), *people);
    body["counts"] = counts_json(view.count(list, reach));
    return json_answer(body);
}

Result<services::RecordedOutcome> outcome_of(const nlohmann::json& body, const Asker& asker) {
    services::RecordedOutcome outcome;
    TRY_ASSIGN(outcome.outcome, text_field(body, "outcome", 100));
    TRY_ASSIGN(const std::string done_on, text_field(body, "done_on", 10));
    TRY_ASSIGN(outcome.done_on, Date::parse(done_on));
    TRY_ASSIGN(outcome.note, text_field(body, "note", 2000));
    outcome.recorded_by_role = asker.role;
    const auto measurements = body.find("measurements");
    if (measurements == body.end()) return outcome;
    if (!measurements->is_object())
        return failure({ErrorKind::invalid, "measurements must be an object.", "measurements",
                        "Give each by its id."});
    for (const auto& [id, value] : measurements->items()) {
        if (!value.is_number())
            return failure({ErrorKind::invalid, "A measurement must be a number.", "measurements",
                            "Give each as a number."});
        TRY_ASSIGN(const Decimal number, Decimal::parse(value.dump()));
        outcome.measurements[id] = number;
    }
    return outcome;
}

Reach reach_now(ApiParts& parts, const Call& call) {
    const auto view = parts.state.read();
    return call.reach(view.image());
}

http::Response act(ApiParts& parts, Call& call, ActionKind kind) {
    ActionRequest request;
    request.kind = kind;
    request.worklist = call.request.path_parameter("worklist");
    {
        const auto view = parts.state.read();
        const auto person = person_of(call, view, Want::work_lists);
        if (!person) return problem(person.error());
        request.person = *person;
    }
    if (kind != ActionKind::claim && kind != ActionKind::release) {
        const auto body = json_object(
            call.request, {"outcome", "done_on", "measurements", "note", "until", "reason"});
        if (!body) return problem(body.error());
        for (auto [name, target] :
             {std::pair("until", &request.until), std::pair("reason", &request.reason),
              std::pair("note", &request.note)}) {
            const auto text = text_field(*body, name, 2000);
            if (!text) return problem(text.error());
            *target = *text;
        }
        if (kind == ActionKind::outcome) {
            auto outcome = outcome_of(*body, call.asker());
            if (!outcome) return problem(outcome.error());
            request.outcome = std::move(*outcome);
        }
    }
    const auto action = parts.state.act(reach_now(parts, call), request, call.now);
    if (!action) return problem(action.error());
    return action_answer(parts, call, *action, true);
}

http::Response undo(ApiParts& parts, Call& call) {
    const auto action =
        parts.state.undo(reach_now(parts, call), call.request.path_parameter("action"), call.now);
    if (!action) return problem(action.error());
    return action_answer(parts, call, *action, false);
}

http::Response export_list(ApiParts& parts, Call& call) {
    const auto filter = filter_of(call.request);
    if (!filter) return problem(filter.error());
    const auto format = table_format_of(call.request, "A list is");
    if (!format) return problem(format.error());
    const auto view = parts.state.read();
    const auto list = list_of(call, view);
    if (!list) return problem(list.error());
    const auto& definition = view.pack().worklists()[*list];
    const Reach reach = call.reach(view.image());
    const auto items = filtered_items(view, *list, reach, *filter);
    const auto people = find_people(parts, ids_of(items));
    if (!people) return problem(people.error());
    exporting::Table table;
    table.title = definition.title;
    table.columns = {"NHS number", "Family name", "Given name", "Born",
                     "Practice",   "State",       "Reasons"};
    for (const auto& fact : definition.facts) table.columns.push_back(fact.label);
    for (const Item& item : items) {
        const auto person = people->find(item.person);
        if (person == people->end()) continue;
        const auto& p = person->second;
        std::string reasons;
        for (const auto& reason :
             item.row != nullptr ? item.row->reasons : std::vector<services::RowReason>{}) {
            reasons += (reasons.empty() ? "" : "; ") + reason.sentence;
        }
        std::vector<exporting::Cell> row{p.nhs_number ? p.nhs_number->reveal() : p.source_id,
                                         p.family,
                                         p.given,
                                         p.birth.to_string(),
                                         view.practice(item.practice).name,
                                         std::string(to_text(item.state)),
                                         reasons};
        for (std::size_t i = 0; i < definition.facts.size(); ++i) {
            row.push_back(item.row != nullptr && i < item.row->facts.size() &&
                                  !item.row->facts[i].empty()
                              ? item.row->facts[i]
                              : "No data");
        }
        table.rows.push_back(std::move(row));
    }
    table.notes = {definition.description, fmt::format("As at {}", view.as_at().to_string()),
                   fmt::format("Rows: {}", table.rows.size())};
    add_closing_notes(view, reach, Want::work_lists, table);
    const auto audited = audit_read(parts, call, "worklist.export", subjects_of(items),
                                    fmt::format("{} as {}", definition.id, to_text(*format)));
    if (!audited) return problem(audited.error());
    return table_answer(table, *format,
                        fmt::format("{}-{}", definition.id, view.as_at().to_string()));
}

http::Response my_work(ApiParts& parts, Call& call) {
    const auto view = parts.state.read();
    const Reach reach = call.reach(view.image());
    ordered_json claimed = ordered_json::array();
    ordered_json lists = ordered_json::array();
    std::vector<std::pair<std::size_t, Item>> mine;
    for (const std::size_t list : has(call.asker(), Permission::worklists_read)
                                      ? lists_of(view, call.asker())
                                      : std::vector<std::size_t>{}) {
        lists.push_back(worklist_summary_json(view, list, reach));
        RowFilter filter;
        filter.state = "mine";
        for (const Item& item : filtered_items(view, list, reach, filter))
            mine.emplace_back(list, item);
    }
    std::vector<Item> shown;
    for (const auto& [list, item] : mine) shown.push_back(item);
    const auto people = find_people(parts, ids_of(shown));
    if (!people) return problem(people.error());
    if (!shown.empty()) {
        const auto audited = audit_read(parts, call, "my-work.read", subjects_of(shown), "");
        if (!audited) return problem(audited.error());
    }
    for (const auto& [list, item] : mine) {
        const auto& definition = view.pack().worklists()[list];
        claimed.push_back({{"worklist", definition.id},
                           {"worklist_title", definition.title},
                           {"item", item_json(view, list, item, call.asker(), *people)}});
    }
    ordered_json feeds = ordered_json::array();
    for (const auto& practice : view.image().practices()) {
        if (!has(call.asker(), Permission::feeds_read) ||
            !reach.may(Want::check_feeds, practice.index) || !practice.extracted_at.has_value())
            continue;
        const int days = view.as_at().days() - practice.extracted_at.date().days();
        if (days > 2)
            feeds.push_back({{"practice", practice_name_json(practice)},
                             {"why", fmt::format("The latest data is {} days old", days)}});
    }
    ordered_json changes = ordered_json::array();
    changes.push_back(
        {{"at", view.evaluated_at().to_string()},
         {"what", fmt::format("Rules evaluated as at {}", view.as_at().to_string())}});
    return json_answer({{"claimed", claimed},
                        {"worklists", lists},
                        {"feeds_needing_attention", feeds},
                        {"changes", changes}});
}

}  // namespace

std::vector<http::Route> worklist_routes(ApiParts& parts) {
    const std::string item = "/api/worklists/{worklist}/items/{patient}";
    const auto action = [&](std::string name, ActionKind kind) {
        return guarded(parts, "POST", item + "/" + name, "worklists.act",
                       [&parts, kind](Call& call) { return act(parts, call, kind); });
    };
    return {
        guarded(parts, "GET", "/api/my-work", "signed_in",
                [&parts](Call& call) { return my_work(parts, call); }),
        guarded(parts, "GET", "/api/worklists", "worklists.read",
                [&parts](Call& call) {
                    const auto view = parts.state.read();
                    const Reach reach = call.reach(view.image());
                    ordered_json all = ordered_json::array();
                    for (const std::size_t list : lists_of(view, call.asker()))
                        all.push_back(worklist_summary_json(view, list, reach));
                    return json_answer(all);
                }),
        guarded(parts, "GET", "/api/worklists/{worklist}", "worklists.read",
                [&parts](Call& call) {
                    const auto view = parts.state.read();
                    const auto list = list_of(call, view);
                    return list ? json_answer(worklist_json(view, *list, call.reach(view.image())))
                                : problem(list.error());
                }),
        guarded(parts, "GET", "/api/worklists/{worklist}/items", "worklists.read",
                [&parts](Call& call) { return page(parts, call); }),
        guarded(parts, "GET", "/api/worklists/{worklist}/export", "export",
                [&parts](Call& call) { return export_list(parts, call); }),
        guarded(parts, "GET", item, "worklists.read",
                [&parts](Call& call) { return one_item(parts, call); }),
        action("claim", ActionKind::claim),
        action("release", ActionKind::release),
        action("outcome", ActionKind::outcome),
        action("snooze", ActionKind::snooze),
        action("exclude", ActionKind::exclude),
        guarded(parts, "POST", "/api/actions/{action}/undo", "worklists.act",
                [&parts](Call& call) { return undo(parts, call); }),
    };
}

}  // namespace openpcn::api
