// What each kind of change of a network needs in a contract year, as content says it: who agrees,
// in which window notice is given, what it does, by which clause. One file of
// content/network_changes for each year or run of years.
//
// The year is that of the day on which the change takes effect. Nobody has assured these files
// until they say who did; whoever shows a hindrance shows its clause and source.
#pragma once

#include <map>

#include "network_changes/change_request.h"

namespace openpcn::network_changes {

enum class AgreedHow {
    vote,                 // a motion of the network, closed and carried
    notice,               // the practice gives notice to the network
    all_members,          // each member of each network concerned
    all_practices_named,  // each practice that the request names
};
std::string_view name_of(AgreedHow how);

// When notice may be given; either end may be open.
struct NoticeWindow {
    std::optional<Date> opens;
    std::optional<Date> closes;
    std::string text;
    bool holds(Date day) const { return (!opens || *opens <= day) && (!closes || day <= *closes); }
};

struct ChangeRule {
    ChangeKind kind = ChangeKind::practice_joins;
    std::string title;
    AgreedHow agreed_by = AgreedHow::vote;
    std::string agreed_how;  // the same as a sentence
    std::string effect;      // what happens in the register
    std::optional<NoticeWindow> window;
    std::string clause;
    std::string source;
};

struct Clause {
    std::string clause;
    std::string source;
};

struct ChangeRules {
    std::string id;  // "2019-20"
    std::string title;
    Date effective_from;
    std::optional<Date> effective_to;
    std::string assurance;
    std::vector<ChangeRule> kinds;                       // one for each kind
    std::map<std::string, Clause, std::less<>> clauses;  // by hindrance: "one_network", ...

    const ChangeRule& rule(ChangeKind kind) const;
    const Clause* clause(std::string_view hindrance) const;  // null where the file has none
};

// `file` names the text in errors. `invalid`, naming the member that is missing or wrong, or the
// kind that has no rule.
Result<ChangeRules> parse_change_rules(std::string_view text, std::string_view file);

struct ChangeRulesOfDay {
    const ChangeRules* rules = nullptr;
    std::string note;  // empty where they are of the day
};
// Those in force on the day; where none are, the latest before it, or the earliest there are. None
// in `all`: null.
ChangeRulesOfDay change_rules_on(std::span<const ChangeRules> all, Date day);

}  // namespace openpcn::network_changes
