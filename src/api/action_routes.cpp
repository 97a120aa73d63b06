// The actions of a network, and its checklists.
#include <fmt/format.h>

#include <algorithm>

#include <nlohmann/json.hpp>

#include "api/api_parts.h"
#include "api/governance_desk.h"
#include "api/governance_request.h"
#include "api/json_text.h"
#include "api/problem.h"
#include "governance/action.h"

namespace openpcn::api {
namespace {

using governance::Action;
using governance::ChecklistMark;
using nlohmann::ordered_json;

http::Response answer_actions(GovernanceRequest& request) {
    const auto papers = persistence::papers_kept_by(*request.connection, request.network.row.id,
                                                    action_kind, request.kept_by);
    if (!papers) return problem(papers.error());
    ordered_json body = ordered_json::array();
    for (const persistence::Paper& paper : *papers) {
        const auto action = governance::parse_action(paper.body);
        if (!action) return problem(action.error());
        ordered_json row{{"id", paper.id}, {"version", paper.version}};
        row.update(ordered_json::parse(paper.body));
        row["late"] = action->is_late(request.day);
        body.push_back(std::move(row));
    }
    std::stable_sort(body.begin(), body.end(),
                     [](const auto& a, const auto& b) { return a["due"] < b["due"]; });
    return json_answer(body);
}

http::Response actions(ApiParts& parts, Call& call) {
    auto request = governance_request(parts, call, {Part::own, Part::member});
    return request ? answer_actions(*request) : problem(request.error());
}

http::Response save_action(ApiParts& parts, Call& call, bool is_new) {
    const auto body = json_object(call.request, {"based_on", "action"});
    if (!body) return problem(body.error());
    auto request = governance_change(parts, call);
    if (!request) return problem(request.error());
    const auto found = body->find("action");
    const auto action = governance::parse_action(found == body->end() ? "{}" : found->dump());
    if (!action) return problem(action.error());
    const auto based = based_on(*body);
    if (!based) return problem(based.error());
    std::string id;
    if (!is_new) {
        const auto paper = paper_in_view(*request, call, action_kind);
        if (!paper) return problem(paper.error());
        id = paper->id;
    }
    const auto kept = keep_paper(*request, call,
                                 {action_kind, id, is_new ? 0 : *based, to_json(*action),
                                  "network.action", std::string(name_of(action->state))});
    return kept ? answer_actions(*request) : problem(kept.error());
}

// One paper a list, item and person.
std::string mark_id(const ChecklistMark& mark) {
    return fmt::format("{}/{}/{}", mark.list, mark.item, mark.person);
}

Result<ordered_json> checklists_json(ApiParts& parts, GovernanceRequest& request) {
    TRY_ASSIGN(const auto content,
               governance_content_of(parts.state.read().pack().files(), request.day));
    TRY_ASSIGN(const auto papers,
               persistence::papers_kept_by(*request.connection, request.network.row.id,
                                           checklist_kind, request.kept_by));
    ordered_json marks = ordered_json::array();
    for (const persistence::Paper& paper : papers) {
        ordered_json mark = ordered_json::parse(paper.body);
        mark["version"] = paper.version;
        mark["by"] = paper.author_name;
        marks.push_back(std::move(mark));
    }
    ordered_json lists = ordered_json::array();
    for (const auto& list : content.checklists) {
        ordered_json row{{"id", list.id},
                         {"title", list.title},
                         {"source", list.source},
                         {"of_each_person", list.of_each_person},
                         {"items", ordered_json::array()}};
        if (list.due) row["due"] = list.due->to_string();
        for (const auto& item : list.items) {
            ordered_json each{{"id", item.id}, {"title", item.title}};
            if (!item.mark.empty()) each["mark"] = item.mark;
            if (!item.source.empty()) each["source"] = item.source;
            row["items"].push_back(std::move(each));
        }
        lists.push_back(std::move(row));
    }
    return ordered_json{{"as_at", request.day.to_string()},
                        {"assurance", content.assurance},
                        {"sources", sources_json(content)},
                        {"lists", std::move(lists)},
                        {"marks", std::move(marks)}};
}

http::Response answer_checklists(ApiParts& parts, GovernanceRequest& request) {
    const auto body = checklists_json(parts, request);
    return body ? json_answer(*body) : problem(body.error());
}

http::Response checklists(ApiParts& parts, Call& call) {
    auto request = governance_request(parts, call, {Part::own, Part::member, Part::commissioner});
    return request ? answer_checklists(parts, *request) : problem(request.error());
}

Result<ChecklistMark> mark_of(ApiParts& parts, const GovernanceRequest& request,
                              const nlohmann::json& body) {
    const auto found = body.find("mark");
    TRY_ASSIGN(ChecklistMark mark,
               governance::parse_checklist_mark(found == body.end() ? "{}" : found->dump()));
    TRY_ASSIGN(const auto content,
               governance_content_of(parts.state.read().pack().files(), request.day));
    TRY(governance::check_mark(mark, content));
    return mark;
}

http::Response save_mark(ApiParts& parts, Call& call) {
    const auto body = json_object(call.request, {"based_on", "mark"});
    if (!body) return problem(body.error());
    auto request = governance_change(parts, call);
    if (!request) return problem(request.error());
    const auto mark = mark_of(parts, *request, *body);
    if (!mark) return problem(mark.error());
    const auto based = based_on(*body);
    if (!based) return problem(based.error());
    const auto kept = keep_paper(*request, call,
                                 {checklist_kind, mark_id(*mark), *based, to_json(*mark),
                                  "network.checklist", std::string(name_of(mark->state))});
    return kept ? answer_checklists(parts, *request) : problem(kept.error());
}

}  // namespace

std::vector<http::Route> action_routes(ApiParts& parts) {
    return {
        guarded(parts, "GET", "/api/networks/{network}/actions", "networks.read",
                [&parts](Call& call) { return actions(parts, call); }),
        guarded(parts, "POST", "/api/networks/{network}/actions", "networks.govern",
                [&parts](Call& call) { return save_action(parts, call, true); }),
        guarded(parts, "POST", "/api/networks/{network}/actions/{paper}", "networks.govern",
                [&parts](Call& call) { return save_action(parts, call, false); }),
        guarded(parts, "GET", "/api/networks/{network}/checklists", "networks.read",
                [&parts](Call& call) { return checklists(parts, call); }),
        guarded(parts, "POST", "/api/networks/{network}/checklists", "networks.govern",
                [&parts](Call& call) { return save_mark(parts, call); }),
    };
}

}  // namespace openpcn::api
