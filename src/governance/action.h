// Something that somebody of a network has to do by a day, and a mark on an item of a checklist.
// Values.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"

namespace openpcn::governance {

enum class ActionState {
    open,
    done,
    dropped
};
std::string_view name_of(ActionState state);

struct Action {
    std::string title;
    std::string owner;
    Date due;
    ActionState state = ActionState::open;
    std::string meeting;  // id of the meeting that it comes from; may be empty
    std::string note;
    bool is_late(Date today) const { return state == ActionState::open && due < today; }
};
Result<Action> parse_action(std::string_view json);
std::string to_json(const Action& action);

enum class MarkState {
    not_started,
    under_way,
    met
};
std::string_view name_of(MarkState state);

// How far an item of a checklist is: of the network, or of one person for a programme's module.
struct ChecklistMark {
    std::string list;
    std::string item;
    std::string person;  // empty where the list is of the network
    MarkState state = MarkState::not_started;
    std::optional<Date> on;
    std::string evidence;
};
Result<ChecklistMark> parse_checklist_mark(std::string_view json);
std::string to_json(const ChecklistMark& mark);

}  // namespace openpcn::governance
