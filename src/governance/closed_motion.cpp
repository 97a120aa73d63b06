#include "governance/closed_motion.h"

#include <fmt/format.h>

#include <set>

namespace openpcn::governance {
namespace {

bool is_same(const VotingRule& one, const VotingRule& other) {
    return one.weight == other.weight && one.percent == other.percent &&
           one.more_than == other.more_than && one.of_all == other.of_all &&
           one.quorum_percent == other.quorum_percent;
}

std::set<OdsCode> present_in(const Meeting& meeting) {
    std::set<OdsCode> present;
    for (const Attendance& each : meeting.attendance)
        if (each.is_present) present.insert(each.practice);
    return present;
}

std::set<OdsCode> standing_aside(const Meeting& meeting, int item) {
    std::set<OdsCode> aside;
    for (const Interest& each : meeting.interests)
        if (each.stands_aside && each.item == item) aside.insert(each.practice);
    return aside;
}

const AgendaItem* item_of(const Meeting& meeting, int item) {
    const auto at = static_cast<std::size_t>(item - 1);
    return at < meeting.agenda.size() ? &meeting.agenda[at] : nullptr;
}

// What of a closed motion an edit would alter, and where in the sent body; empty: nothing.
struct Touched {
    std::string_view what = {};
    std::string where = {};
};

Touched touched_itself(const Motion& motion, const Motion& edit, const std::string& place) {
    if (edit.title != motion.title) return {"its words cannot be changed", place + ".title"};
    if (edit.item != motion.item) return {"its item cannot be changed", place + ".item"};
    if (edit.is_reserved != motion.is_reserved)
        return {"whether it is a reserved matter cannot be changed", place + ".reserved"};
    if (!is_same(edit.rule, motion.rule)) return {"its rule cannot be changed", place + ".rule"};
    if (!edit.is_closed) return {"it cannot be opened again", place + ".closed"};
    return {};
}

// Of what its count rests on.
Touched touched_ground(const Meeting& before, const Motion& motion, const Meeting& after) {
    if (before.date != after.date)
        return {"the day of the meeting, whose members and lists count, cannot be changed",
                "meeting.date"};
    const AgendaItem* item = item_of(before, motion.item);
    const AgendaItem* now = item_of(after, motion.item);
    if (item != nullptr && (now == nullptr || now->title != item->title))
        return {"its item of the agenda cannot be changed",
                fmt::format("meeting.agenda[{}]", motion.item - 1)};
    if (present_in(before) != present_in(after))
        return {"who was there when it was counted cannot be changed", "meeting.attendance"};
    if (standing_aside(before, motion.item) != standing_aside(after, motion.item))
        return {"who stood aside when it was counted cannot be changed", "meeting.interests"};
    return {};
}

Touched touched(const Meeting& before, std::size_t at, const Meeting& after) {
    if (at >= after.motions.size()) return {"the motion cannot be taken out", "meeting.motions"};
    const std::string place = fmt::format("meeting.motions[{}]", at);
    Touched found = touched_itself(before.motions[at], after.motions[at], place);
    return found.what.empty() ? touched_ground(before, before.motions[at], after) : found;
}

bool keeps_votes(const Motion& before, const Motion& after) {
    return before.title == after.title && before.item == after.item &&
           is_same(before.rule, after.rule);
}

}  // namespace

Result<Meeting> edited_meeting(const Meeting& before, Meeting after) {
    for (std::size_t i = 0; i < before.motions.size(); ++i) {
        if (!before.motions[i].is_closed) continue;
        const Touched found = touched(before, i, after);
        if (!found.what.empty())
            return failure(
                {ErrorKind::conflict,
                 fmt::format("The vote on motion {}, \"{}\", is closed: {}.", i + 1,
                             before.motions[i].title, found.what),
                 found.where,
                 "Leave it as it was counted. Put a new motion to decide again; somebody who comes "
                 "later is there by voting or abstaining on the next motion."});
    }
    for (std::size_t i = 0; i < after.motions.size(); ++i) {
        Motion& motion = after.motions[i];
        const Motion* known = i < before.motions.size() ? &before.motions[i] : nullptr;
        if (known != nullptr && known->is_closed) {
            motion = *known;
            continue;
        }
        motion.votes = known != nullptr && keeps_votes(*known, motion)
                           ? known->votes
                           : std::vector<PracticeVote>();
        motion.count.reset();
    }
    return after;
}

void count_closed_motions(const Meeting& before, Meeting& after,
                          std::span<const MemberList> members, Date today, std::string_view by) {
    for (std::size_t i = 0; i < after.motions.size(); ++i) {
        Motion& motion = after.motions[i];
        if (!motion.is_closed || motion.count) continue;
        VoteCount count = count_of(after, motion, members);
        const bool was_closed = i < before.motions.size() && before.motions[i].is_closed;
        if (!was_closed) {
            count.closed_on = today;
            count.closed_by = by;
        }
        motion.count = std::move(count);
    }
}

VoteCount count_of(const Meeting& meeting, const Motion& motion,
                   std::span<const MemberList> members) {
    if (motion.is_closed && motion.count) return *motion.count;
    VoteCount count;
    count.ballots = ballots_of(meeting, motion, members);
    VoteOutcome outcome = count_votes(motion.rule, count.ballots);
    count.is_quorate = outcome.is_quorate;
    count.is_carried = outcome.is_carried;
    count.arithmetic = std::move(outcome.arithmetic);
    return count;
}

}  // namespace openpcn::governance
