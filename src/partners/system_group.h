// Networks that work together in a system (an integrated care system, a place): who belongs to it,
// its documents, and the plans that they share.
#pragma once

#include "partners/catalogue.h"
#include "partners/time_span.h"

namespace openpcn::partners {

struct GroupMember {
    std::string network;  // ODS code, or id of a network that has none yet
    TimeSpan time;
};

struct GroupDocument {
    std::string title;
    std::string reference;  // where it is kept
    std::optional<Date> dated;
};

struct SystemGroup {
    std::string name;
    std::string kind;    // of the catalogue
    std::string system;  // ODS code of the ICS or STP, or ""
    std::string purpose;
    std::string representation;  // how networks are represented in the system's governance
    std::vector<GroupMember> members;
    std::vector<GroupDocument> documents;
    TimeSpan time;
};
Result<SystemGroup> read_system_group(std::string_view json, const Catalogue& catalogue);

// Whether a network of this code or id is a member on the day.
bool has_member(const SystemGroup& group, std::string_view code, std::string_view id, Date day);

struct PlanAction {
    std::string what;
    std::string owner;  // a network, organisation or person by role
    Date due;
    std::optional<Date> done_on;
};

struct SystemPlan {
    std::string title;
    std::string aim;
    std::vector<PlanAction> actions;
    TimeSpan time;
};
Result<SystemPlan> read_system_plan(std::string_view json);

enum class ActionState {
    open,
    late,  // its day is past
    done
};
std::string_view name_of(ActionState state);
ActionState action_state(const PlanAction& action, Date day);

}  // namespace openpcn::partners
