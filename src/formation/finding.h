// One thing that the rules say of a registration: its arithmetic, the clause it rests on, and what
// to do. And the tasks that a registration is written in.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ods_code.h"
#include "networks/proposed_area.h"

namespace openpcn::formation {

enum class Severity {
    met,
    told,       // a figure without a threshold
    warns,      // worth knowing; nothing has to be done
    to_decide,  // allowed where the commissioner accepts the reason that is given
    blocks      // it cannot be submitted like this
};
std::string_view name_of(Severity severity);

// A page of the guided registration.
enum class Task {
    start,  // name, commissioner, first day
    practices,
    lists,
    size,
    area,
    acceptance,
    agreement,
    people  // directors and payee
};
inline constexpr int task_count = 8;
std::string_view name_of(Task task);

enum class TaskState {
    not_started,
    in_progress,
    done
};
std::string_view name_of(TaskState state);

struct Finding {
    std::string id;  // "one_network", "area_overlap"
    Task task = Task::start;
    Severity severity = Severity::blocks;
    std::string title;
    std::string arithmetic;
    std::string clause;
    std::string source;
    std::string remedy;              // empty where nothing is to be done
    std::vector<OdsCode> practices;  // that it is about
    std::string explanation;         // the practices' own, where they gave one
    std::vector<networks::NeighbourPart> neighbours = {};  // of an overlap of areas
};

}  // namespace openpcn::formation
