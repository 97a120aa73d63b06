// A network's registration as its practices write it: who is in it, from when, with which lists,
// for which area, who accepts the area, and what they ask of the commissioner.
//
// A draft may be incomplete; what it lacks is said by registration_check.h. The
// agreement, directors and payee, and the practices' own acceptances of the area are papers of
// their own. A value.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/ods_code.h"
#include "base/result.h"
#include "networks/network_area.h"

namespace openpcn::formation {

struct ListRow {
    OdsCode practice;
    std::int64_t patients = 0;
    std::string source;  // "register", or whoever counted
};

struct ListSnapshot {
    Date dated;
    std::vector<ListRow> rows;
    std::int64_t total = 0;  // as written on the form
};

// That a community provider or local people accept the area, and how one knows.
struct AreaEvidence {
    std::string who;
    std::optional<Date> day;
    std::string evidence;
};

struct NeighbourhoodTeam {
    std::string name;
    std::vector<OdsCode> practices;
};

// Whom registrations named until directors and payee had papers of their own (src/governance). What
// was kept then stays readable and is shown as it was; nothing rests on it.
struct NamedDirector {
    std::string name;
    std::string profession;
    int percent = 0;  // of the post
};
struct NamedEarlier {
    std::vector<NamedDirector> directors;
    std::string payee;
    bool is_empty() const { return directors.empty() && payee.empty(); }
};

struct Registration {
    std::string name;
    std::optional<OdsCode> commissioner;  // lead commissioner
    std::optional<Date> starts;
    std::string locality;  // the commissioner's own division, for its readiness report
    std::vector<OdsCode> members;
    std::optional<ListSnapshot> lists;
    networks::NetworkArea area;
    std::vector<AreaEvidence> providers;
    std::vector<AreaEvidence> people;
    std::vector<NeighbourhoodTeam> teams;
    NamedEarlier named_earlier;
    std::string waiver_reason;  // why it should be allowed below the size
    // Why the commissioner should accept something, by the finding's id.
    std::map<std::string, std::string, std::less<>> explanations;
};

inline constexpr std::size_t members_max = 100;

// `invalid`, naming the member that is wrong or unknown.
Result<Registration> parse_registration(std::string_view json);
// `invalid` where it names directors or a payee, which is not the place to any more.
Result<void> require_nobody_named(const Registration& registration);
// What parse_registration reads back.
std::string registration_json(const Registration& registration);

// The area as one text, the same for the same area: what an acceptance is of.
std::string area_text(const Registration& registration);

// Without the practice: in the members, the lists with their total, and the teams.
void take_out(Registration& registration, const OdsCode& practice);

// Sentences for people: what the later one says differently.
std::vector<std::string> differences(const Registration& earlier, const Registration& later);

}  // namespace openpcn::formation
