// A body that prepares or decides about networks for the commissioner: the task and finish group,
// the panel that reviews, the committee that decides, each with its members and what it may
// decide; and one of its meetings. Values.
//
// Local medical committees have a seat "at the table and on the panel" (pcn.md section 11, 20): the
// content says of each kind of group who is expected. What a meeting asks somebody to do is a
// governance::Action of its own that names the meeting.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "partners/time_span.h"
#include "programme/programme_content.h"

namespace openpcn::programme {

using partners::TimeSpan;

enum class Seat {
    chair,
    member,
    adviser,       // speaks, does not decide
    in_attendance  // listens
};
std::string_view name_of(Seat seat);

struct GroupMember {
    std::string name;          // of somebody at work
    std::string body;          // of the content: "lmc"
    std::string organisation;  // as people say it; may be empty
    Seat seat = Seat::member;
    TimeSpan time;
};

struct Group {
    std::string kind;  // of the content
    std::string name;
    std::string purpose;
    std::string authority;   // what it may decide by delegation; empty: it recommends
    std::string reports_to;  // name of the body that it reports to
    std::vector<GroupMember> members;
    TimeSpan time;

    // Bodies that the kind expects and that have no chair or member in it on the day.
    std::vector<std::string> missing_on(Date day, const ProgrammeContent& content) const;
};
// `invalid`, naming the member, for a kind or body that the content does not name.
Result<Group> read_group(std::string_view json, const ProgrammeContent& content);
std::string to_json(const Group& group);

enum class MeetingState {
    planned,
    held,
    cancelled
};
std::string_view name_of(MeetingState state);

struct AgendaItem {
    std::string title;
    std::string papers;  // what to read, and where it is
};

struct Decision {
    std::string what;
    std::string network;     // id of the network that it is about; may be empty
    std::string conditions;  // empty: without
    std::string minute;      // reference in the minutes
};

struct GroupMeeting {
    std::string group;  // id of the group
    Date date;
    std::string time;
    std::string place;
    MeetingState state = MeetingState::planned;
    std::vector<AgendaItem> agenda;
    std::vector<std::string> present;  // names
    std::vector<std::string> apologies;
    std::vector<Decision> decisions;
    std::string notes;
};
// `invalid`, also for decisions of a meeting that was not held.
Result<GroupMeeting> read_group_meeting(std::string_view json);
std::string to_json(const GroupMeeting& meeting);

}  // namespace openpcn::programme
