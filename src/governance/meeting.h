// A meeting of a network: agenda, who was there, interests, motions with their votes, decisions.
//
// Votes are counted by vote.h from what stands here and the lists of the meeting's day. A practice
// that declared an interest in an item and stands aside is left out of that item's votes. A value.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/ods_code.h"
#include "base/result.h"
#include "governance/vote.h"

namespace openpcn::governance {

enum class MeetingState {
    planned,
    held,
    minutes_agreed
};
std::string_view name_of(MeetingState state);

struct AgendaItem {
    std::string title;
    std::string papers;  // what to read, and where it is
};

struct Attendance {
    OdsCode practice;
    std::string person;
    bool is_present = false;
};

struct Interest {
    OdsCode practice;
    std::string person;
    int item = 1;  // of the agenda, from 1
    std::string interest;
    bool stands_aside = false;
};

struct PracticeVote {
    OdsCode practice;
    Choice choice = Choice::not_voted;
    std::string by;  // user name of whoever cast or recorded it
};

// What a vote comes to: of an open motion as things stand, of a closed one as it was counted then.
struct VoteCount {
    std::vector<Ballot> ballots;
    bool is_quorate = false;
    bool is_carried = false;
    std::vector<std::string> arithmetic;
    std::optional<Date> closed_on;
    std::string closed_by;  // display name
};

struct Motion {
    std::string title;
    int item = 1;
    bool is_reserved = false;  // a matter that the agreement reserves to the members
    VotingRule rule;
    std::vector<PracticeVote> votes;
    bool is_closed = false;               // no vote is taken any more
    std::optional<VoteCount> count = {};  // as it was when the vote was closed
};

struct Meeting {
    std::string title;
    Date date;
    std::string time;
    std::string place;
    std::string chair;
    MeetingState state = MeetingState::planned;
    std::vector<AgendaItem> agenda;
    std::vector<Attendance> attendance;
    std::vector<Interest> interests;
    std::vector<Motion> motions;
    std::vector<std::string> decisions;
    std::string minutes;
};

// `invalid`, naming the member that is missing, wrong or not known.
Result<Meeting> parse_meeting(std::string_view json);
std::string to_json(const Meeting& meeting);

// `invalid` where an interest is declared in what is not on the agenda. Not part of reading, so
// that what was kept before the rule stays readable.
Result<void> check_interests(const Meeting& meeting);

// A practice that is a member on the meeting's day, with its registered patients then.
struct MemberList {
    OdsCode practice;
    std::int64_t patients = 0;
    std::optional<Date> list_dated = {};  // none: its list is not known
    std::string list_source = {};
};
// The ballots of a motion: of every member, with who is there and who stands aside.
std::vector<Ballot> ballots_of(const Meeting& meeting, const Motion& motion,
                               std::span<const MemberList> members);

// One practice's vote, in place of an earlier one. `conflict` where the motion is closed or the
// practice stands aside. Which practices vote, the caller knows.
Result<Motion> cast_vote(const Meeting& meeting, const Motion& motion, const PracticeVote& vote);

}  // namespace openpcn::governance
