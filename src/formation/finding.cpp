#include "formation/finding.h"

#include <array>

namespace openpcn::formation {

std::string_view name_of(Severity severity) {
    constexpr std::array<std::string_view, 5> names{"met", "told", "warns", "to_decide", "blocks"};
    return names[static_cast<std::size_t>(severity)];
}

std::string_view name_of(Task task) {
    constexpr std::array<std::string_view, task_count> names{
        "start", "practices", "lists", "size", "area", "acceptance", "agreement", "people"};
    return names[static_cast<std::size_t>(task)];
}

std::string_view name_of(TaskState state) {
    constexpr std::array<std::string_view, 3> names{"not_started", "in_progress", "done"};
    return names[static_cast<std::size_t>(state)];
}

}  // namespace openpcn::formation
