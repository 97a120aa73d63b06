// The steps of a contract year's timetable held against what one network has done: due, late, done.
// And what a network waits for next, from whom.
#pragma once

#include "formation/formation_rules.h"
#include "formation/review_step.h"

namespace openpcn::formation {

// Dates that a commissioner set itself, beside the national ones or where there are none.
struct OwnDates {
    std::vector<Milestone> dates;
};
// {"dates": [{"title", "due", "owner", "asks", "proof"}]}. `invalid`, naming the member.
Result<OwnDates> parse_own_dates(const nlohmann::json& body);
std::string own_dates_json(const OwnDates& dates);

// When a network reached what milestones ask; none: not reached, or not any more.
struct Progress {
    std::optional<Date> begun;
    std::optional<Date> submitted;
    std::optional<Date> agreed_in_principle;
    std::optional<Date> contracts_varied;
    std::optional<Date> agreement_complete;
    std::optional<Date> live;
};
Progress progress_of(const ReviewCase& review, std::optional<Date> begun);

enum class MilestoneState {
    done,
    done_late,
    to_come,
    late,
    passed  // its day is over, and nothing here shows more
};
std::string_view name_of(MilestoneState state);

struct MilestoneStanding {
    Milestone milestone;
    bool is_national = true;
    MilestoneState state = MilestoneState::to_come;
    std::optional<Date> done_on;
};
// By day.
std::vector<MilestoneStanding> timetable_of(const FormationRules& rules, const OwnDates& own,
                                            const Progress& progress, Date today);

struct Waiting {
    Taker whom = Taker::practices;
    StepKind step = StepKind::submit;
    std::string what;
    std::optional<Date> since;  // of the stage
    std::optional<Date> due;
    bool is_late = false;
};
// What the network waits for in its stage, the first thing first; empty for live and closed ones.
std::vector<Waiting> waiting_for(const ReviewCase& review, const FormationRules& rules,
                                 const OwnDates& own, Date planned_start, Date today);

}  // namespace openpcn::formation
