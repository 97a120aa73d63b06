#include "governance/action.h"

#include <array>
#include <nlohmann/json.hpp>

#include "agreement/json_members.h"

namespace openpcn::governance {
namespace {

using agreement::JsonMembers;
using nlohmann::ordered_json;

constexpr std::array<std::string_view, 3> action_states{"open", "done", "dropped"};
constexpr std::array<std::string_view, 3> mark_states{"not_started", "under_way", "met"};
constexpr std::size_t text_bytes_max = 4'000;

}  // namespace

std::string_view name_of(ActionState state) {
    return action_states[static_cast<std::size_t>(state)];
}
std::string_view name_of(MarkState state) { return mark_states[static_cast<std::size_t>(state)]; }

Result<Action> parse_action(std::string_view text) {
    TRY_ASSIGN(const auto object, agreement::parse_object(text, "an action", 2));
    std::optional<Error> error;
    JsonMembers members(object, "", "an action", error);
    Action action{members.text("title"),
                  members.text("owner"),
                  members.day("due"),
                  agreement::one_of<ActionState>(members, "state", action_states),
                  members.optional_text("meeting"),
                  members.optional_text("note")};
    for (const std::string* each : {&action.title, &action.owner, &action.note})
        if (each->size() > text_bytes_max) members.refuse("title", "shorter");
    members.end();
    if (error) return failure(*error);
    return action;
}

std::string to_json(const Action& action) {
    return ordered_json{{"title", action.title},         {"owner", action.owner},
                        {"due", action.due.to_string()}, {"state", name_of(action.state)},
                        {"meeting", action.meeting},     {"note", action.note}}
        .dump();
}

Result<ChecklistMark> parse_checklist_mark(std::string_view text) {
    TRY_ASSIGN(const auto object, agreement::parse_object(text, "a mark", 2));
    std::optional<Error> error;
    JsonMembers members(object, "", "a mark", error);
    ChecklistMark mark{members.text("list"),
                       members.text("item"),
                       members.optional_text("person"),
                       agreement::one_of<MarkState>(members, "state", mark_states),
                       members.optional_day("on"),
                       members.optional_text("evidence")};
    if (mark.state == MarkState::met && mark.evidence.empty())
        members.refuse("evidence", "given for what is met");
    if (mark.evidence.size() > text_bytes_max) members.refuse("evidence", "shorter");
    members.end();
    if (error) return failure(*error);
    return mark;
}

std::string to_json(const ChecklistMark& mark) {
    ordered_json body{{"list", mark.list},
                      {"item", mark.item},
                      {"person", mark.person},
                      {"state", name_of(mark.state)}};
    if (mark.on) body["on"] = mark.on->to_string();
    body["evidence"] = mark.evidence;
    return body.dump();
}

}  // namespace openpcn::governance
