// What is missing in a commissioner's programme on a day: seats, owners, support, answers. Each
// finding says what and by which source; nothing is blocked by it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "programme/group.h"
#include "programme/principles.h"
#include "programme/support_request.h"
#include "programme/workstream.h"

namespace openpcn::programme {

// A network or practice that a team should support.
struct ToSupport {
    std::string name;
    Helped helped;
};

struct Programme {
    std::vector<Group> groups;
    std::vector<Workstream> workstreams;
    std::vector<LocalityTeam> teams;
    std::vector<SupportRequest> requests;  // as at the day
    std::vector<ToSupport> to_support;
    bool has_adopted_principles = false;
};

enum class FindingKind {
    seat,        // somebody expected does not sit in a group
    group,       // a kind of group is not there
    owner,       // a workstream without its owner, or a track without a workstream
    principles,  // none adopted
    support,     // supported by no team
    answer       // a request that no team has
};
std::string_view name_of(FindingKind kind);

struct Finding {
    FindingKind kind = FindingKind::seat;
    std::string what;  // a sentence
    std::string source;
};

std::vector<Finding> check_programme(const Programme& programme, const ProgrammeContent& content,
                                     Date day);

}  // namespace openpcn::programme
