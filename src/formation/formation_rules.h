// How networks are formed in a contract year, as content says it: what a registration must hold,
// the national timetable, on what grounds a commissioner may refuse, and whether it may assign a
// practice. One file of content/network_formation for each year or run of years.
//
// The year is that of the network's first day. Nobody has assured these files until they say who
// did; whoever shows a finding shows its clause and source.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace openpcn::formation {

struct Clause {
    std::string clause;
    std::string source;
};

enum class MilestoneOwner {
    practices,
    commissioner,
    national  // NHS England, the practices' union and others
};
std::string_view name_of(MilestoneOwner owner);
std::optional<MilestoneOwner> find_milestone_owner(std::string_view name);

// What of a network's own papers shows that a milestone is reached.
enum class MilestoneProof {
    begun,  // a registration was begun
    submitted,
    agreed_in_principle,
    contracts_varied,
    agreement_complete,
    live,
    none  // the day itself: nothing here shows it
};
std::string_view name_of(MilestoneProof proof);
std::optional<MilestoneProof> find_milestone_proof(std::string_view name);

struct Milestone {
    std::string id;
    std::string title;
    Date due;
    MilestoneOwner owner = MilestoneOwner::practices;
    std::string asks;
    MilestoneProof proof = MilestoneProof::none;
    std::string source;
};

struct RefusalGround {
    std::string id;  // "size"
    std::string title;
};

struct AssignmentRule {
    Date from;
    Clause clause;
};

// How a practice comes to take part in a contract year, and until when it may say otherwise.
struct ParticipationRule {
    bool is_automatic = false;   // whoever took part goes on without saying so
    std::optional<Date> closes;  // last day of the window; none: it is not known
    Clause clause;
};

struct FormationRules {
    std::string id;  // "2019-20"
    std::string title;
    Date effective_from;  // first days of networks
    std::optional<Date> effective_to;
    std::string assurance;
    // The day of the list sizes; none: the newest that are published.
    std::optional<Date> lists_dated;
    std::map<std::string, Clause, std::less<>> clauses;  // by finding
    std::vector<RefusalGround> refusal_grounds;
    Clause not_a_ground;  // what may not be a reason for refusing
    std::optional<AssignmentRule> assignment;
    std::optional<ParticipationRule> participation;
    std::vector<Milestone> milestones;  // by day; none: there is no national timetable
    std::string timetable_note;         // where there is none, or only part of one

    const Clause* clause(std::string_view finding) const;
    const Milestone* milestone(MilestoneProof proof) const;
};

// `file` names the text in errors. `invalid`, naming the member.
Result<FormationRules> parse_formation_rules(std::string_view text, std::string_view file);

// Those for networks whose first day it is; where none are, the latest before it, or the earliest
// there are. None in `all`: null.
const FormationRules* formation_rules_for(std::span<const FormationRules> all, Date first_day);

}  // namespace openpcn::formation
