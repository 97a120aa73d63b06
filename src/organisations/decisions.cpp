#include "organisations/decisions.h"

#include "organisations/register_view.h"

namespace openpcn::organisations {

void RegisterView::lay_over(std::vector<DecidedNetwork> decided) {
    decided_ = std::move(decided);
    for (const DecidedNetwork& fact : decided_) {
        if (fact.open.start && as_at_ < *fact.open.start) continue;
        NetworkEntry& entry = network(fact.code);
        const bool is_over = fact.open.end && *fact.open.end < as_at_;
        if (fact.from_register) {
            if (is_over) entry.is_open = false;
            if (fact.open.end) entry.open.end = fact.open.end;
        } else {
            entry.name = fact.name;
            entry.commissioner = fact.commissioner;
            entry.open = fact.open;
            entry.is_open = !is_over;
            entry.decided_here = true;
        }
    }
    // Ends first: who leaves one network may join another on the next day.
    for (const DecidedNetwork& fact : decided_) {
        for (const DecidedMember& member : fact.members) {
            const auto found = practices_.find(member.practice);
            const bool is_over = member.period.end && *member.period.end < as_at_;
            if (!is_over || found == practices_.end() || found->second.network != fact.code)
                continue;
            found->second.standing = Standing::unallocated;
            found->second.network.reset();
            found->second.member_since.reset();
            found->second.decided_here = true;
        }
    }
    for (const DecidedNetwork& fact : decided_) lay_over_members(fact);
    count();
}

void RegisterView::lay_over_members(const DecidedNetwork& decided) {
    for (const DecidedMember& member : decided.members) {
        if (!member.period.holds_on(as_at_)) continue;
        PracticeEntry& entry = practice(member.practice);
        entry.standing = Standing::member;
        entry.network = decided.code;
        entry.member_since = member.period.start;
        entry.decided_here = true;
    }
}

}  // namespace openpcn::organisations
