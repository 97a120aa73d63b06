// Groups of networks in a system: the commissioner says who belongs to one; its networks and the
// commissioner read it and write its plans.
#include <algorithm>

#include "api/partner_desk.h"
#include "api/problem.h"
#include "partners/system_group.h"

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;
using partners::Catalogue;
using partners::SystemGroup;
using persistence::Paper;

struct GroupInView {
    Paper paper;
    SystemGroup group;
    std::optional<std::string> plans_through;
};

Error no_such_group() {
    return {ErrorKind::not_found,
            "There is no such group among those your organisation has part in.", "group",
            "Choose one of the list of groups."};
}

bool is_member(const SystemGroup& group, const NetworkInView& network, Date day) {
    const auto& row = network.row;
    return partners::has_member(group, row.code ? row.code->text() : "", row.id, day);
}

// The network through which the asker writes plans of the group: one that they govern and that is a
// member on the day. None for who may only read, and for commissioners, who need none.
std::optional<std::string> plans_through(const Asker& asker, const SystemGroup& group,
                                         const std::vector<NetworkInView>& networks, Date day) {
    if (!has(asker, Permission::networks_govern)) return std::nullopt;
    for (const NetworkInView& network : networks) {
        const bool is_own = network.part == Part::own || network.part == Part::member;
        if (is_own && is_member(group, network, day)) return network.row.id;
    }
    return std::nullopt;
}

// The commissioner's own, and those that a network of the asker belongs to on the day.
Result<std::vector<GroupInView>> groups_in_view(ApiParts& parts, database::Connection& connection,
                                                const Call& call, Date day) {
    TRY_ASSIGN(const Catalogue catalogue, catalogue_of(parts, day));
    TRY_ASSIGN(const auto networks, networks_in_view(parts, connection, call, day));
    TRY_ASSIGN(auto papers, persistence::papers_of_kind(connection, system_group_paper().kind));
    std::vector<GroupInView> seen;
    for (Paper& paper : papers) {
        TRY_ASSIGN(auto group, partners::read_system_group(paper.body, catalogue));
        const bool is_seen = paper.owner == call.asker().organisation ||
                             std::ranges::any_of(networks, [&](const NetworkInView& network) {
                                 return is_member(group, network, day);
                             });
        if (!is_seen) continue;
        auto through = plans_through(call.asker(), group, networks, day);
        seen.push_back({std::move(paper), std::move(group), std::move(through)});
    }
    return seen;
}

Result<GroupInView> group_in_view(ApiParts& parts, database::Connection& connection,
                                  const Call& call, Date day) {
    TRY_ASSIGN(auto seen, groups_in_view(parts, connection, call, day));
    const std::string id(call.request.path_parameter("group"));
    const auto found =
        std::ranges::find_if(seen, [&](const GroupInView& group) { return group.paper.id == id; });
    if (found == seen.end()) return failure(no_such_group());
    return std::move(*found);
}

Result<ordered_json> plans_json(database::Connection& connection, const PartnerScope& scope) {
    TRY_ASSIGN(const auto papers, papers_in(connection, scope, system_plan_paper()));
    ordered_json plans = ordered_json::array();
    for (const Paper& paper : papers) {
        TRY_ASSIGN(const auto plan, partners::read_system_plan(paper.body));
        ordered_json made = paper_json(paper, scope, system_plan_paper());
        made["in_force"] = plan.time.holds_on(scope.day);
        made["action_states"] = ordered_json::array();
        for (const partners::PlanAction& action : plan.actions)
            made["action_states"].push_back(name_of(partners::action_state(action, scope.day)));
        plans.push_back(std::move(made));
    }
    return plans;
}

// The group with the names of its members, as the register and the networks kept here have them.
Result<ordered_json> group_json(ApiParts& parts, database::Connection& connection, const Call& call,
                                const GroupInView& found, const PartnerScope& scope) {
    const bool is_planner = has(call.asker(), Permission::networks_review);
    ordered_json made = paper_json(found.paper, scope, system_group_paper());
    made["owner"] = found.paper.owner;
    made["in_force"] = found.group.time.holds_on(scope.day);
    made["may_change"] = is_planner && found.paper.owner == call.asker().organisation;
    made["may_plan"] = is_planner || found.plans_through.has_value();
    if (found.plans_through) made["plans_through"] = *found.plans_through;
    made["members"] = ordered_json::array();
    TRY_ASSIGN(const auto rows, persistence::all_networks(connection));
    TRY_ASSIGN(const auto on_day, parts.register_desk.of(scope.day));
    for (const partners::GroupMember& member : found.group.members) {
        ordered_json one{{"network", member.network}, {"name", member.network}};
        const auto code = OdsCode::parse(member.network);
        const auto entry =
            code ? on_day->view.networks().find(*code) : on_day->view.networks().end();
        if (entry != on_day->view.networks().end()) one["name"] = entry->second.name;
        for (const persistence::NetworkRow& row : rows)
            if (row.id == member.network || (row.code && row.code->text() == member.network))
                one["name"] = row.name;
        one["is_member"] = member.time.holds_on(scope.day);
        made["members"].push_back(std::move(one));
    }
    return made;
}

Result<ordered_json> list(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const PartnerScope scope, organisation_scope(call));
    TRY_ASSIGN(const auto seen, groups_in_view(parts, *connection, call, scope.day));
    ordered_json groups = ordered_json::array();
    for (const GroupInView& found : seen) {
        TRY_ASSIGN(auto one, group_json(parts, *connection, call, found, scope));
        groups.push_back(std::move(one));
    }
    return groups;
}

// The plans of a group are papers of the group.
PartnerScope plans_of(const GroupInView& found, Date day) {
    return {found.paper.id, {found.paper.id}, day, std::nullopt};
}

Result<ordered_json> one(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const PartnerScope scope, organisation_scope(call));
    TRY_ASSIGN(const auto found, group_in_view(parts, *connection, call, scope.day));
    TRY_ASSIGN(ordered_json made, group_json(parts, *connection, call, found, scope));
    made["as_at"] = scope.day.to_string();
    TRY_ASSIGN(made["plans"], plans_json(*connection, plans_of(found, scope.day)));
    return made;
}

ScopeOf plan_writer(ApiParts& parts) {
    return [&parts](database::Connection& connection, const Call& call) -> Result<PartnerScope> {
        TRY_ASSIGN(const Date day, day_asked_for(call));
        TRY_ASSIGN(const auto found, group_in_view(parts, connection, call, day));
        return plans_of(found, day);
    };
}

// A network may write for the groups that it belongs to itself.
ScopeOf plan_writer_of_network(ApiParts& parts) {
    return [&parts](database::Connection& connection, const Call& call) -> Result<PartnerScope> {
        TRY_ASSIGN(const auto scope, network_scope(parts, connection, call, Intent::write));
        TRY_ASSIGN(const auto found, group_in_view(parts, connection, call, scope.day));
        if (!is_member(found.group, *scope.network, scope.day)) return failure(no_such_group());
        return plans_of(found, scope.day);
    };
}

}  // namespace

std::vector<http::Route> system_routes(ApiParts& parts) {
    const auto answered = [&parts](auto make) {
        return [&parts, make](Call& call) { return json_or_problem(make(parts, call)); };
    };
    const std::string groups = "/api/systems/groups";
    const std::string of_network = "/api/networks/{network}/systems/{group}/plans";
    const ScopeOf planner = plan_writer(parts);
    const ScopeOf network_planner = plan_writer_of_network(parts);
    return {
        guarded(parts, "GET", groups, "networks.read", answered(list)),
        guarded(parts, "POST", groups, "networks.review",
                adding(parts, organisation_writer(), system_group_paper())),
        guarded(parts, "GET", groups + "/{group}", "networks.read", answered(one)),
        guarded(parts, "PUT", groups + "/{group}", "networks.review",
                changing(parts, organisation_writer(), system_group_paper(), "group")),
        guarded(parts, "POST", groups + "/{group}/plans", "networks.review",
                adding(parts, planner, system_plan_paper())),
        guarded(parts, "PUT", groups + "/{group}/plans/{plan}", "networks.review",
                changing(parts, planner, system_plan_paper(), "plan")),
        guarded(parts, "POST", of_network, "networks.govern",
                adding(parts, network_planner, system_plan_paper())),
        guarded(parts, "PUT", of_network + "/{plan}", "networks.govern",
                changing(parts, network_planner, system_plan_paper(), "plan")),
    };
}

}  // namespace openpcn::api
