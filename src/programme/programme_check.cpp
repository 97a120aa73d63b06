#include "programme/programme_check.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace openpcn::programme {
namespace {

constexpr std::array<std::string_view, 6> finding_kinds{"seat",       "group",   "owner",
                                                        "principles", "support", "answer"};
// A finding is a sentence for people: a commissioner may have a hundred networks.
constexpr std::size_t names_max = 10;

// Within a sentence: "Local medical committee" is not a name, "NHS England" is one.
std::string in_sentence(std::string title) {
    if (title.size() > 1 && title[0] >= 'A' && title[0] <= 'Z' && title[1] >= 'a' &&
        title[1] <= 'z')
        title[0] = static_cast<char>(title[0] - 'A' + 'a');
    return title;
}

std::string title_of(const std::vector<Term>& terms, const std::string& id) {
    const Term* term = partners::find_term(terms, id);
    return term == nullptr ? id : in_sentence(term->title);
}

void check_groups(const Programme& programme, const ProgrammeContent& content, Date day,
                  std::vector<Finding>& found) {
    for (const GroupKind& kind : content.group_kinds) {
        bool is_there = false;
        for (const Group& group : programme.groups) {
            if (group.kind != kind.term.id || !group.time.holds_on(day)) continue;
            is_there = true;
            for (const std::string& body : group.missing_on(day, content))
                found.push_back({FindingKind::seat,
                                 fmt::format("{}: nobody sits in it for the {}.", group.name,
                                             title_of(content.bodies, body)),
                                 kind.term.source});
        }
        if (!is_there)
            found.push_back(
                {FindingKind::group,
                 fmt::format("No {} is named on this day.", in_sentence(kind.term.title)),
                 kind.term.source});
    }
}

void check_owners(const Programme& programme, const ProgrammeContent& content, Date day,
                  std::vector<Finding>& found) {
    for (const Workstream& each : programme.workstreams) {
        const Track* track = content.track(each.track);
        if (each.time.holds_on(day) && each.owner_on(day) == nullptr)
            found.push_back({FindingKind::owner,
                             fmt::format("{}: no senior responsible owner is named.", each.title),
                             track == nullptr ? "" : track->term.source});
    }
    for (const Track& track : content.tracks) {
        const bool is_there =
            std::ranges::any_of(programme.workstreams, [&](const Workstream& each) {
                return each.track == track.term.id && each.time.holds_on(day);
            });
        if (track.is_expected && !is_there)
            found.push_back(
                {FindingKind::owner,
                 fmt::format("{}: there is no workstream, so nobody owns it.", track.term.title),
                 track.term.source});
    }
}

void check_support(const Programme& programme, const ProgrammeContent& content, Date day,
                   std::vector<Finding>& found) {
    std::vector<std::string> without;
    for (const ToSupport& each : programme.to_support)
        if (std::ranges::none_of(programme.teams, [&](const LocalityTeam& team) {
                return supports(team, each.helped, day);
            }))
            without.push_back(each.name);
    const std::size_t all_without = without.size();
    if (all_without > names_max) {
        without.resize(names_max);
        without.push_back(fmt::format("and {} more", all_without - names_max));
    }
    const std::string source = content.topics.empty() ? "" : content.topics.front().source;
    if (all_without > 0)
        found.push_back({FindingKind::support,
                         fmt::format("No locality team supports {} of {}: {}.", all_without,
                                     programme.to_support.size(), fmt::join(without, ", ")),
                         source});
    for (const SupportRequest& request : programme.requests)
        if (request.asked_on <= day && state_of(request) == SupportState::asked)
            found.push_back({FindingKind::answer,
                             fmt::format("\"{}\" was asked {} days ago and no team has it.",
                                         request.subject, waiting_days(request, day)),
                             source});
}

}  // namespace

std::string_view name_of(FindingKind kind) { return finding_kinds[static_cast<std::size_t>(kind)]; }

std::vector<Finding> check_programme(const Programme& programme, const ProgrammeContent& content,
                                     Date day) {
    std::vector<Finding> found;
    check_groups(programme, content, day, found);
    check_owners(programme, content, day, found);
    if (!programme.has_adopted_principles && !content.principles.empty())
        found.push_back({FindingKind::principles, "No group has adopted the principles yet.",
                         content.principles.front().term.source});
    check_support(programme, content, day, found);
    return found;
}

}  // namespace openpcn::programme
