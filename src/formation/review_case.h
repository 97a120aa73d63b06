// The file of one network's approval: where it stands, and everything that was decided on the way.
// Each step makes a new one of it; the kept versions are the history.
//
// What leads from one to the next is take_step.h. Values; JSON as papers keep it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/ods_code.h"
#include "base/result.h"
#include "networks/life_cycle.h"

namespace openpcn::formation {

enum class Advice {
    approve,
    approve_with_conditions,
    do_not_approve
};
std::string_view name_of(Advice advice);

// Of the panel or sub-group, before the committee decides.
struct Recommendation {
    std::string panel;
    std::string members;  // who sat on it, the local medical committee among them
    Advice advice = Advice::approve;
    std::string text;
    Date day;
};

struct Condition {
    std::string text;
    std::optional<Date> met_on;
    std::string how_met;
};

// Of the committee (primary care commissioning committee, PCCC).
struct Decision {
    bool is_agreed = false;
    std::string committee;
    Date day;
    std::string minute;                           // reference of the minute
    std::string agreed_with;                      // the system, and who spoke for it
    std::vector<Condition> conditions;            // where it is agreed
    std::map<std::string, std::string> accepted;  // finding to why it is accepted
    std::string ground;                           // where it is refused
    std::string reason;
    std::string batch;  // of the areas agreed together; empty: alone
};

// A waiver of the least size.
struct SizeWaiver {
    bool is_granted = false;
    std::string reason;
    Date day;
};

enum class ContractType {
    gms,
    pms,
    apms
};
std::string_view name_of(ContractType type);  // "GMS"

// Of a member practice's own contract, which the network contract sits on.
struct Variation {
    OdsCode practice;
    ContractType contract = ContractType::gms;
    bool is_approved = false;
    Date day;
    std::string reference;
};

struct IssueStep {
    Date day;
    std::string by;
    std::string text;
};

enum class IssueKind {
    gap,
    overlap,
    practice_without_network,
    size,
    other
};
std::string_view name_of(IssueKind kind);

struct Issue {
    IssueKind kind = IssueKind::other;
    std::string title;
    std::vector<std::string> parties;
    Date opened_on;
    std::vector<IssueStep> steps;
    std::string outcome;
    std::optional<Date> closed_on;
};

// A practice that the commissioner assigned after mediation failed.
struct Assignment {
    OdsCode practice;
    Date from;
    std::string mediated_by;
    Date mediated_on;
    std::string mediation_outcome;
    std::string reason;
};

struct Returned {
    Date day;
    std::int64_t submission = 0;
    std::vector<std::string> reasons;
};

struct Submitted {
    std::int64_t version = 0;
    Date day;
    bool is_late = false;
};

// A member practice that took itself out of the registration.
struct Departure {
    OdsCode practice;
    Date day;
    std::int64_t submission = 0;  // the newest then; 0: none
    std::string reason;
};

struct ReviewCase {
    networks::Stage stage = networks::Stage::draft;
    std::vector<Submitted> submissions;
    std::vector<Returned> returns;
    std::optional<Date> review_started;
    std::optional<Recommendation> recommendation;
    std::optional<Decision> decision;
    std::optional<SizeWaiver> waiver;
    std::vector<Variation> variations;  // the newest of each practice
    std::vector<Issue> issues;
    std::vector<Assignment> assignments;
    std::vector<Departure> departures;
    std::optional<Date> varied_on;
    std::optional<Date> agreement_complete_on;
    std::optional<OdsCode> code;
    std::optional<Date> live_from;
    std::string closed_because;
    std::string last_step;  // its name
    std::string said;       // what the last step did, for the history

    std::int64_t submission() const { return submissions.empty() ? 0 : submissions.back().version; }
    bool has_open_issue() const;
    bool has_left(const OdsCode& practice) const;
};

Result<ReviewCase> parse_review_case(std::string_view json);
std::string review_case_json(const ReviewCase& review);

}  // namespace openpcn::formation
