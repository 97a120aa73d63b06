#include "organisations/decisions.h"

#include "organisations/register_view.h"

namespace openpcn::organisations {

void RegisterView::lay_over(std::vector<DecidedNetwork> decided,
                            const std::vector<DecidedMerger>& mergers) {
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
    for (const DecidedMerger& merger : mergers)
        if (merger.from <= as_at_) lay_over_merger(merger);
    count();
}

// Patients are counted once: a list before the merger goes along, unless the successor's own list
// is of a later day and so has them already; a predecessor's list after it is believed.
void RegisterView::lay_over_merger(const DecidedMerger& merger) {
    const auto found = practices_.find(merger.predecessor);
    if (found == practices_.end() || merger.predecessor == merger.successor) return;
    PracticeEntry& gone = found->second;
    PracticeEntry& next = practice(merger.successor);
    if (next.name.empty()) next.name = gone.name;
    if (next.postcode.empty()) next.postcode = gone.postcode;
    if (!next.commissioner) next.commissioner = gone.commissioner;
    if (next.place == nullptr) next.place = gone.place;
    if (next.file == 0) {
        next.file = gone.file;
        next.line = gone.line;
    }
    next.decided_here = true;
    gone.decided_here = true;
    gone.standing = Standing::not_counted;
    gone.network.reset();
    gone.member_since.reset();
    if (!gone.list || merger.from <= gone.list->extracted) return;
    if (!next.list) {
        next.list = gone.list;
    } else if (next.list->extracted < merger.from) {
        next.list->patients += gone.list->patients;
    }
    gone.list.reset();
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
