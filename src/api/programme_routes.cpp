// The commissioner's programme of forming and developing networks: principles, workstreams with
// their owners, locality teams; groups with their meetings and actions.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "api/partner_desk.h"
#include "api/programme_desk.h"
#include "governance/action.h"
#include "platform/auth/secret_text.h"
#include "programme/programme_check.h"

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;
using persistence::Paper;
using programme::Principles;

Result<std::vector<Kept<programme::Workstream>>> read_workstreams(database::Connection& connection,
                                                                  const ProgrammeInView& view) {
    return read_kept<programme::Workstream>(
        connection, view.commissioner.text(), programme_workstream_kind,
        [&](const std::string& body) { return programme::read_workstream(body, view.content); });
}

Result<std::vector<Kept<programme::LocalityTeam>>> read_teams(database::Connection& connection,
                                                              const ProgrammeInView& view) {
    return read_kept<programme::LocalityTeam>(connection, view.commissioner.text(),
                                              programme_team_kind, programme::read_locality_team);
}

Result<std::vector<Kept<programme::Group>>> read_groups(database::Connection& connection,
                                                        const ProgrammeInView& view) {
    return read_kept<programme::Group>(
        connection, view.commissioner.text(), programme_group_kind,
        [&](const std::string& body) { return programme::read_group(body, view.content); });
}

// The list in force on the day; the content's while none was adopted.
struct PrinciplesOfDay {
    std::int64_t version = 0;  // of the newest paper, whatever day it is for
    std::optional<Principles> adopted;
};
Result<PrinciplesOfDay> principles_of(database::Connection& connection,
                                      const ProgrammeInView& view) {
    TRY_ASSIGN(auto papers,
               persistence::paper_versions(connection, view.commissioner.text(),
                                           programme_principles_kind, programme_principles_kind));
    PrinciplesOfDay made;
    if (!papers.empty()) made.version = papers.front().version;
    std::reverse(papers.begin(), papers.end());
    std::vector<Principles> written;
    for (const Paper& paper : papers) {
        TRY_ASSIGN(auto read, programme::read_principles(paper.body));
        written.push_back(std::move(read));
    }
    if (const Principles* found = programme::principles_on(written, view.day))
        made.adopted = *found;
    return made;
}

ordered_json principles_json(const PrinciplesOfDay& principles, const ProgrammeInView& view) {
    ordered_json made{{"version", principles.version},
                      {"adopted", principles.adopted.has_value()},
                      {"list", ordered_json::array()}};
    if (principles.adopted) {
        made.update(ordered_json::parse(to_json(*principles.adopted)));
        return made;
    }
    for (const auto& each : view.content.principles)
        made["list"].push_back(
            {{"title", each.term.title}, {"text", each.text}, {"source", each.term.source}});
    return made;
}

ordered_json workstreams_json(const std::vector<Kept<programme::Workstream>>& kept,
                              const ProgrammeInView& view) {
    ordered_json made = ordered_json::array();
    for (const auto& each : kept) {
        const bool in_force = each.value.time.holds_on(view.day);
        if (!in_force && !view.is_commissioner) continue;
        ordered_json row = programme_paper_json(each.paper, "workstream");
        row["in_force"] = in_force;
        if (const auto* owner = each.value.owner_on(view.day))
            row["owner"] = {{"name", owner->name}, {"post", owner->post}};
        made.push_back(std::move(row));
    }
    return made;
}

// Whether a team is there for the asker: for its practice, or a network it has part in.
Result<bool> is_theirs(database::Connection& connection, const Call& call,
                       const ProgrammeInView& view, const programme::LocalityTeam& team) {
    if (programme::supports(team, {"", "", call.asker().organisation}, view.day)) return true;
    for (const NetworkInView& network : view.networks) {
        TRY_ASSIGN(const auto helped, helped_in(connection, network, view.day));
        if (programme::supports(team, helped, view.day)) return true;
    }
    return false;
}

Result<ordered_json> teams_json(database::Connection& connection, const Call& call,
                                const std::vector<Kept<programme::LocalityTeam>>& kept,
                                const ProgrammeInView& view) {
    ordered_json made = ordered_json::array();
    for (const auto& each : kept) {
        const bool in_force = each.value.time.holds_on(view.day);
        if (!in_force && !view.is_commissioner) continue;
        ordered_json row = programme_paper_json(each.paper, "team");
        row["in_force"] = in_force;
        if (!view.is_commissioner) {
            TRY_ASSIGN(row["supports_you"], is_theirs(connection, call, view, each.value));
        }
        made.push_back(std::move(row));
    }
    return made;
}

// Networks that are formed or live, and practices that are in none.
Result<std::vector<programme::ToSupport>> to_support(database::Connection& connection,
                                                     const ProgrammeInView& view) {
    std::vector<programme::ToSupport> made;
    for (const NetworkInView& network : view.networks) {
        if (network.row.stage == networks::Stage::closed) continue;
        TRY_ASSIGN(auto helped, helped_in(connection, network, view.day));
        made.push_back({network.row.name, std::move(helped)});
    }
    for (const auto& [code, practice] : view.on_day->view.practices())
        if (practice.commissioner == view.commissioner &&
            practice.standing == organisations::Standing::unallocated)
            made.push_back({practice.name, {"", "", code.text()}});
    return made;
}

template <typename T>
std::vector<T> values_of(const std::vector<Kept<T>>& kept) {
    std::vector<T> values;
    for (const Kept<T>& each : kept) values.push_back(each.value);
    return values;
}

struct ReadProgramme {
    std::vector<Kept<programme::Workstream>> workstreams;
    std::vector<Kept<programme::LocalityTeam>> teams;
    PrinciplesOfDay principles;
};

Result<ordered_json> findings_json(database::Connection& connection, const ProgrammeInView& view,
                                   const ReadProgramme& read) {
    programme::Programme all;
    TRY_ASSIGN(const auto groups, read_groups(connection, view));
    TRY_ASSIGN(const auto requests, read_kept<programme::SupportRequest>(
                                        connection, view.commissioner.text(), support_request_kind,
                                        programme::read_support_request));
    all.groups = values_of(groups);
    all.workstreams = values_of(read.workstreams);
    all.teams = values_of(read.teams);
    for (const auto& each : requests) all.requests.push_back(as_at(each.value, view.day));
    TRY_ASSIGN(all.to_support, to_support(connection, view));
    all.has_adopted_principles = read.principles.adopted.has_value();
    ordered_json made = ordered_json::array();
    for (const auto& each : check_programme(all, view.content, view.day))
        made.push_back(
            {{"kind", name_of(each.kind)}, {"what", each.what}, {"source", each.source}});
    return made;
}

Result<ordered_json> overview(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto view, programme_in_view(parts, *connection, call));
    ReadProgramme read;
    TRY_ASSIGN(read.workstreams, read_workstreams(*connection, view));
    TRY_ASSIGN(read.teams, read_teams(*connection, view));
    TRY_ASSIGN(read.principles, principles_of(*connection, view));
    TRY_ASSIGN(auto teams, teams_json(*connection, call, read.teams, view));
    ordered_json made{{"as_at", view.day.to_string()},
                      {"commissioner",
                       {{"code", view.commissioner.text()}, {"name", view.name_of_commissioner()}}},
                      {"part", view.is_commissioner ? "commissioner" : "supported"},
                      {"assurance", view.content.assurance},
                      {"terms", terms_json(view.content)},
                      {"principles", principles_json(read.principles, view)},
                      {"workstreams", workstreams_json(read.workstreams, view)},
                      {"teams", std::move(teams)},
                      {"networks", ordered_json::array()}};
    for (const NetworkInView& network : view.networks)
        made["networks"].push_back({{"id", network.row.id}, {"name", network.row.name}});
    if (view.is_commissioner) {
        TRY_ASSIGN(made["findings"], findings_json(*connection, view, read));
    }
    return made;
}

Result<ordered_json> groups(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto view, programme_in_view(parts, *connection, call));
    TRY_ASSIGN(const auto kept_by, kept_by_asked_for(call));
    const std::string owner = view.commissioner.text();
    ordered_json made{{"as_at", view.day.to_string()},
                      {"groups", ordered_json::array()},
                      {"meetings", ordered_json::array()},
                      {"actions", ordered_json::array()}};
    TRY_ASSIGN(const auto kept, read_groups(*connection, view));
    for (const auto& each : kept) {
        ordered_json row = programme_paper_json(each.paper, "group");
        row["in_force"] = each.value.time.holds_on(view.day);
        row["missing"] = each.value.missing_on(view.day, view.content);
        made["groups"].push_back(std::move(row));
    }
    TRY_ASSIGN(auto meetings,
               read_kept_by<programme::GroupMeeting>(*connection, owner, programme_meeting_kind,
                                                     kept_by, programme::read_group_meeting));
    std::ranges::stable_sort(meetings, std::greater<>(),
                             [](const auto& each) { return each.value.date; });
    for (const auto& each : meetings)
        made["meetings"].push_back(programme_paper_json(each.paper, "meeting"));
    TRY_ASSIGN(auto actions,
               read_kept_by<governance::Action>(*connection, owner, programme_action_kind, kept_by,
                                                governance::parse_action));
    std::ranges::stable_sort(actions, {}, [](const auto& each) { return each.value.due; });
    for (const auto& each : actions) {
        ordered_json row = programme_paper_json(each.paper, "action");
        row["late"] = each.value.is_late(view.day);
        made["actions"].push_back(std::move(row));
    }
    return made;
}

// One kind of paper that the commissioner writes: the field of a body that holds it, and its
// reader, which refuses what is wrong and answers what is to be kept.
struct WrittenKind {
    const char* kind;
    const char* field;
    Result<std::string> (*read)(database::Connection& connection, const ProgrammeInView& view,
                                const std::string& json);
};

Result<std::string> read_group_json(database::Connection&, const ProgrammeInView& view,
                                    const std::string& json) {
    TRY_ASSIGN(const auto read, programme::read_group(json, view.content));
    return to_json(read);
}

Result<void> require_paper(database::Connection& connection, const ProgrammeInView& view,
                           const char* kind, const std::string& id, const char* field) {
    TRY_ASSIGN(const auto found,
               persistence::find_paper(connection, view.commissioner.text(), kind, id));
    if (found) return {};
    return failure({ErrorKind::invalid, "There is no such entry in the programme.", field,
                    "Choose one of the list."});
}

Result<std::string> read_meeting_json(database::Connection& connection, const ProgrammeInView& view,
                                      const std::string& json) {
    TRY_ASSIGN(const auto read, programme::read_group_meeting(json));
    TRY(require_paper(connection, view, programme_group_kind, read.group, "group"));
    return to_json(read);
}

Result<std::string> read_action_json(database::Connection& connection, const ProgrammeInView& view,
                                     const std::string& json) {
    TRY_ASSIGN(const auto read, governance::parse_action(json));
    if (!read.meeting.empty())
        TRY(require_paper(connection, view, programme_meeting_kind, read.meeting, "meeting"));
    return to_json(read);
}

Result<std::string> read_workstream_json(database::Connection&, const ProgrammeInView& view,
                                         const std::string& json) {
    TRY_ASSIGN(const auto read, programme::read_workstream(json, view.content));
    return to_json(read);
}

Result<std::string> read_team_json(database::Connection&, const ProgrammeInView& view,
                                   const std::string& json) {
    TRY_ASSIGN(const auto read, programme::read_locality_team(json));
    for (const std::string& id : read.networks)
        if (std::ranges::none_of(view.networks,
                                 [&](const auto& network) { return network.row.id == id; }))
            return failure({ErrorKind::invalid, "There is no such network of this commissioner.",
                            "networks", "Choose them from the list."});
    return to_json(read);
}

Result<std::string> read_principles_json(database::Connection&, const ProgrammeInView&,
                                         const std::string& json) {
    TRY_ASSIGN(const auto read, programme::read_principles(json));
    return to_json(read);
}

constexpr WrittenKind group_paper{programme_group_kind, "group", read_group_json};
constexpr WrittenKind meeting_paper{programme_meeting_kind, "meeting", read_meeting_json};
constexpr WrittenKind action_paper{programme_action_kind, "action", read_action_json};
constexpr WrittenKind workstream_paper{programme_workstream_kind, "workstream",
                                       read_workstream_json};
constexpr WrittenKind team_paper_of_programme{programme_team_kind, "team", read_team_json};
constexpr WrittenKind principles_paper{programme_principles_kind, "principles",
                                       read_principles_json};

// `id` empty: a new paper.
Result<ordered_json> write(ApiParts& parts, const Call& call, const WrittenKind& kind,
                           std::string id) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto view, programme_in_view(parts, *connection, call));
    TRY_ASSIGN(const auto sent, sent_programme_paper(call, kind.field));
    TRY_ASSIGN(std::string body, kind.read(*connection, view, sent.json));
    const bool is_new = id.empty();
    const std::string owner = view.commissioner.text();
    if (is_new) id = auth::random_id();
    return keep_programme_paper(*connection, call,
                                {owner, kind.kind, id, is_new ? 0 : sent.based_on, std::move(body),
                                 std::string(kind.kind) + (is_new ? ".add" : ".change")});
}

http::Response change(ApiParts& parts, const Call& call, const WrittenKind& kind) {
    const std::string id(call.request.path_parameter("paper"));
    const auto known = [&]() -> Result<void> {
        TRY_ASSIGN(const auto connection, parts.database.lease());
        TRY_ASSIGN(const auto found,
                   persistence::find_paper(*connection, call.asker().organisation, kind.kind, id));
        if (found) return {};
        return failure({ErrorKind::not_found, "The programme has no such entry.", "the address",
                        "Load the page again."});
    };
    if (const auto there = known(); !there) return json_or_problem(failure(there.error()));
    return json_or_problem(write(parts, call, kind, id));
}

}  // namespace

std::vector<http::Route> programme_routes(ApiParts& parts) {
    const std::string own = "/api/programme";
    std::vector<http::Route> routes{
        guarded(parts, "GET", own, "networks.read",
                [&parts](Call& call) { return json_or_problem(overview(parts, call)); }),
        guarded(parts, "GET", own + "/groups", "networks.review",
                [&parts](Call& call) { return json_or_problem(groups(parts, call)); }),
        guarded(parts, "PUT", own + "/principles", "networks.review", [&parts](Call& call) {
            return json_or_problem(write(parts, call, principles_paper, programme_principles_kind));
        })};
    const auto add = [&](const std::string& place, const WrittenKind& kind) {
        routes.push_back(guarded(
            parts, "POST", own + place, "networks.review",
            [&parts, &kind](Call& call) { return json_or_problem(write(parts, call, kind, "")); }));
        routes.push_back(
            guarded(parts, "PUT", own + place + "/{paper}", "networks.review",
                    [&parts, &kind](Call& call) { return change(parts, call, kind); }));
    };
    add("/groups", group_paper);
    add("/meetings", meeting_paper);
    add("/actions", action_paper);
    add("/workstreams", workstream_paper);
    add("/teams", team_paper_of_programme);
    return routes;
}

}  // namespace openpcn::api
