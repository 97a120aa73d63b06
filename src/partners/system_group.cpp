#include "partners/system_group.h"

#include <algorithm>
#include <array>

#include "base/ods_code.h"

namespace openpcn::partners {

using agreement::JsonMembers;

Result<SystemGroup> read_system_group(std::string_view json, const Catalogue& catalogue) {
    constexpr const char* where = "the group of networks";
    TRY_ASSIGN(const auto parsed, agreement::parse_object(json, where, json_depth_max));
    std::optional<Error> error;
    JsonMembers all(parsed, "", where, error);
    SystemGroup group;
    group.name = all.text("name");
    group.kind = all.text("kind");
    if (find_term(catalogue.group_kinds, group.kind) == nullptr)
        all.refuse("kind", "a kind of group that the content names");
    group.system = all.optional_text("system");
    if (!group.system.empty() && !OdsCode::parse(group.system))
        all.refuse("system", "an ODS code: three to ten letters and digits");
    group.purpose = all.optional_text("purpose");
    group.representation = all.optional_text("representation");
    for (JsonMembers& each : all.objects("members")) {
        const std::string network = each.text("network");
        group.members.push_back({network, read_time_span(each)});
        each.end();
    }
    for (JsonMembers& each : all.optional_objects("documents")) {
        group.documents.push_back(
            {each.text("title"), each.text("reference"), each.optional_day("dated")});
        each.end();
    }
    group.time = read_time_span(all);
    all.end();
    return read_or_refused(std::move(group), error);
}

bool has_member(const SystemGroup& group, std::string_view code, std::string_view id, Date day) {
    return std::ranges::any_of(group.members, [&](const GroupMember& member) {
        return (member.network == id || (!code.empty() && member.network == code)) &&
               member.time.holds_on(day);
    });
}

Result<SystemPlan> read_system_plan(std::string_view json) {
    TRY_ASSIGN(const auto parsed, agreement::parse_object(json, "the plan", json_depth_max));
    std::optional<Error> error;
    JsonMembers all(parsed, "", "the plan", error);
    SystemPlan plan;
    plan.title = all.text("title");
    plan.aim = all.optional_text("aim");
    for (JsonMembers& each : all.optional_objects("actions")) {
        plan.actions.push_back(
            {each.text("what"), each.text("owner"), each.day("due"), each.optional_day("done_on")});
        each.end();
    }
    plan.time = read_time_span(all);
    all.end();
    return read_or_refused(std::move(plan), error);
}

std::string_view name_of(ActionState state) {
    constexpr std::array<std::string_view, 3> names{"open", "late", "done"};
    return names[static_cast<std::size_t>(state)];
}

ActionState action_state(const PlanAction& action, Date day) {
    if (action.done_on && *action.done_on <= day) return ActionState::done;
    return action.due < day ? ActionState::late : ActionState::open;
}

}  // namespace openpcn::partners
