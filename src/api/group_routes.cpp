// Groups of networks that share a clinical director: each stays a network of its own, and the group
// adds them up. Who is in it on a day, the posts of that day say
// (network_changes/director_group.h).
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/answering.h"
#include "api/api_parts.h"
#include "api/change_desk.h"
#include "api/governance_desk.h"
#include "api/json_text.h"
#include "api/problem.h"
#include "base/grouped_number.h"
#include "network_changes/director_group.h"

namespace openpcn::api {
namespace {

using network_changes::DirectorGroup;
using network_changes::GroupOfDay;
using network_changes::PostsOfNetworks;
using nlohmann::ordered_json;
using organisations::NetworkEntry;
using organisations::RegisterView;

const NetworkEntry* open_network(const RegisterView& view, const OdsCode& code) {
    const auto found = view.networks().find(code);
    return found == view.networks().end() || !found->second.is_open ? nullptr : &found->second;
}

struct KeptGroups {
    std::vector<DirectorGroup> groups;
    PostsOfNetworks posts;
};

Result<KeptGroups> kept_groups(database::Connection& connection, const RegisterView& view) {
    KeptGroups kept;
    TRY_ASSIGN(auto papers, persistence::papers_of_kind(connection, group_kind));
    std::ranges::sort(papers, {}, &persistence::Paper::sequence);
    for (const auto& paper : papers) {
        TRY_ASSIGN(auto group, network_changes::parse_director_group(paper.body, paper.id));
        kept.groups.push_back(std::move(group));
    }
    for (const DirectorGroup& group : kept.groups) {
        for (const OdsCode& code : group.networks) {
            if (kept.posts.contains(code)) continue;
            TRY_ASSIGN(const auto row, persistence::find_network_by_code(connection, code));
            auto& posts = kept.posts[code];
            if (!row) continue;
            const governance::NetworkTime time = time_of(*row, view);
            TRY_ASSIGN(const auto all, read_posts(connection, row->id));
            for (const auto& one : all)
                posts.push_back({one.id, governance::within(one.value, time)});
        }
    }
    return kept;
}

bool has_part(const Asker& asker, const RegisterView& view, const GroupOfDay& group) {
    return std::ranges::any_of(group.networks, [&](const OdsCode& code) {
        return part_in(asker, view, code) != Part::none;
    });
}

struct Sum {
    std::size_t practices = 0;
    std::int64_t patients = 0;
    std::size_t lists_missing = 0;
    std::string arithmetic;
};
Sum sum_of(const RegisterView& view, const GroupOfDay& group) {
    Sum sum;
    for (const OdsCode& code : group.networks) {
        const NetworkEntry* entry = open_network(view, code);
        if (entry == nullptr) continue;
        sum.practices += entry->members.size();
        sum.patients += entry->patients;
        for (const OdsCode& member : entry->members)
            if (!view.practices().at(member).list) ++sum.lists_missing;
        sum.arithmetic += (sum.arithmetic.empty() ? "" : " + ") + grouped(entry->patients);
    }
    sum.arithmetic = fmt::format("{} = {} patients.", sum.arithmetic.empty() ? "0" : sum.arithmetic,
                                 grouped(sum.patients));
    return sum;
}

ordered_json group_json(const RegisterView& view, const GroupOfDay& group) {
    const Sum sum = sum_of(view, group);
    ordered_json row{{"id", group.group->id},
                     {"name", group.group->name},
                     {"from", group.group->from.to_string()}};
    if (group.until) row["until"] = group.until->to_string();
    row["director"] = group.director;
    row["networks"] = group.networks.size();
    row["practices"] = sum.practices;
    row["registered_patients"] = sum.patients;
    row["lists_missing"] = sum.lists_missing;
    return row;
}

Result<ordered_json> network_json(database::Connection& connection, const Call& call,
                                  const RegisterView& view, const OdsCode& code) {
    ordered_json row{{"code", code.text()}, {"name", network_changes::network_name(view, code)}};
    TRY_ASSIGN(const auto kept, persistence::find_network_by_code(connection, code));
    if (kept && part_in(call.asker(), view, code) != Part::none) row["id"] = kept->id;
    const NetworkEntry* entry = open_network(view, code);
    row["open"] = entry != nullptr;
    row["practices"] = entry == nullptr ? 0 : entry->members.size();
    row["registered_patients"] = entry == nullptr ? 0 : entry->patients;
    ordered_json members = ordered_json::array();
    if (entry != nullptr) {
        for (const OdsCode& member : entry->members) {
            ordered_json one{{"code", member.text()},
                             {"name", network_changes::practice_name(view, member)}};
            const auto& list = view.practices().at(member).list;
            if (list) one["registered_patients"] = list->patients;
            members.push_back(std::move(one));
        }
    }
    row["members"] = std::move(members);
    return row;
}

Result<ordered_json> list(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const Date day, day_asked_for(call));
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto on_day, parts.register_desk.of(day));
    TRY_ASSIGN(const auto kept, kept_groups(*connection, on_day->view));
    const auto groups = network_changes::groups_on(kept.groups, kept.posts, day);
    ordered_json rows = ordered_json::array();
    for (const GroupOfDay& group : groups)
        if (has_part(call.asker(), on_day->view, group))
            rows.push_back(group_json(on_day->view, group));
    return ordered_json{{"as_at", day.to_string()}, {"groups", std::move(rows)}};
}

Result<ordered_json> one(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const Date day, day_asked_for(call));
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto on_day, parts.register_desk.of(day));
    TRY_ASSIGN(const auto kept, kept_groups(*connection, on_day->view));
    const auto groups = network_changes::groups_on(kept.groups, kept.posts, day);
    const auto found = std::ranges::find(groups, call.request.path_parameter("group"),
                                         [](const GroupOfDay& one) { return one.group->id; });
    if (found == groups.end() || !has_part(call.asker(), on_day->view, *found))
        return failure({ErrorKind::not_found,
                        "There is no such group on that day among those your organisation has part "
                        "in.",
                        "group", "Choose one of the list of groups, or another day."});
    ordered_json body{{"as_at", day.to_string()}};
    body.update(group_json(on_day->view, *found));
    body["profession"] = found->group->profession;
    body["change"] = found->group->change;
    body["arithmetic"] = sum_of(on_day->view, *found).arithmetic;
    body["networks"] = ordered_json::array();
    for (const OdsCode& code : found->networks) {
        TRY_ASSIGN(auto row, network_json(*connection, call, on_day->view, code));
        body["networks"].push_back(std::move(row));
    }
    return body;
}

}  // namespace

std::vector<http::Route> group_routes(ApiParts& parts) {
    return {
        guarded(parts, "GET", "/api/groups", "networks.read", answering(parts, list)),
        guarded(parts, "GET", "/api/groups/{group}", "networks.read", answering(parts, one)),
    };
}

}  // namespace openpcn::api
