// What an edit may do to a meeting whose votes are counted already: nothing that would alter what
// was decided.
//
// A motion whose vote is closed keeps its ballots, rule and arithmetic as they were counted. What
// they rest on, the meeting's day, the item of the agenda, who was there and who stood aside, does
// not change either: an edit that would is refused, naming the motion. To decide again, members put
// a new motion. Pure functions.
#pragma once

#include "governance/meeting.h"

namespace openpcn::governance {

// The meeting that `after` makes of `before`. Votes are cast one by one, so what an edit sends of
// votes and counts is not believed: an open motion keeps its votes while its place, title, item and
// rule are the same. `conflict`, naming the motion, where the edit touches one that is closed.
Result<Meeting> edited_meeting(const Meeting& before, Meeting after);

// Counts the motions that are closed and have no count yet, with the members and lists of the
// meeting's day. Those that `before` had closed already (kept before counts were) name nobody.
void count_closed_motions(const Meeting& before, Meeting& after,
                          std::span<const MemberList> members, Date today, std::string_view by);

// A closed motion's own count; otherwise as things stand.
VoteCount count_of(const Meeting& meeting, const Motion& motion,
                   std::span<const MemberList> members);

}  // namespace openpcn::governance
