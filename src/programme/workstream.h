// A workstream of the programme with its senior responsible owner, and a locality team that helps
// networks and practices. Values.
//
// One owner at a time: the commissioner's work and the development of networks each have a named
// executive (pcn.md sections 1.2 and 11, 21).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/ods_code.h"
#include "partners/time_span.h"
#include "programme/programme_content.h"

namespace openpcn::programme {

using partners::TimeSpan;

struct Owner {
    std::string name;
    std::string post;
    TimeSpan time;
};

struct Workstream {
    std::string title;
    std::string track;  // of the content: "commissioning", "development"
    std::string about;
    std::vector<Owner> owners;
    TimeSpan time;
    const Owner* owner_on(Date day) const;  // null: nobody on that day
};
// `invalid`, naming the member: a track that the content does not name, or two owners of one day.
Result<Workstream> read_workstream(std::string_view json, const ProgrammeContent& content);
std::string to_json(const Workstream& workstream);

struct TeamMember {
    std::string name;
    std::string role;
    std::string telephone;
    std::string email;
};

struct LocalityTeam {
    std::string name;
    std::vector<std::string> localities;  // as registrations name them
    std::vector<std::string> networks;    // ids
    std::vector<OdsCode> practices;
    std::vector<TeamMember> members;
    TimeSpan time;
};
// Whom a team may help: a network, with the locality it is in, or a practice, or both.
struct Helped {
    std::string network;  // id; empty: none
    std::string locality;
    std::string practice;  // ODS code; empty: none
};
// By the day, and by network, locality or practice.
bool supports(const LocalityTeam& team, const Helped& helped, Date day);

// `invalid`, also for a team that supports nothing and for a code that is none.
Result<LocalityTeam> read_locality_team(std::string_view json);
std::string to_json(const LocalityTeam& team);

}  // namespace openpcn::programme
