#include "population/explanations/smallest_changes.h"

#include <algorithm>
#include <array>
#include <set>

#include "population/explanations/change_ranges.h"
#include "population/explanations/logic_search.h"

namespace openpcn::explanations {

using cql::Truth;
using Kind = RecordChange::Kind;

namespace {

constexpr int years_ahead = 10;
constexpr std::size_t of_one_kind_max = 3;

class Proposals {
public:
    Proposals(WhatIf& what_if, const ChangeLimits& limits)
        : limits_(limits),
          trial_(what_if, what_if.questions() + limits.questions_max),
          search_(trial_, Effort::plain),
          node_(what_if.node()) {}

    ProposedChanges find() {
        // Later days cost little and are no work for anybody, so they are looked for first.
        std::vector<RecordChanges> ways;
        if (auto later = later_day()) ways.push_back({*later});
        for (const Effort effort : {Effort::plain, Effort::thorough, Effort::utmost}) {
            if (effort == Effort::utmost && !ways.empty()) break;
            search_.set(effort);
            for (RecordChanges& way : search_.find(node_, Aim::yes, {})) {
                if (way.size() <= limits_.changes_max) ways.push_back(std::move(way));
            }
        }
        const bool complete = trial_.possible();
        trial_.allow(limits_.questions_to_finish_max);
        std::erase_if(ways, [&](const RecordChanges& way) {
            return trial_.truth_with(node_, way) != Truth::yes;
        });
        for (RecordChanges& way : ways) leave_out_needless(way);
        std::stable_sort(ways.begin(), ways.end(), comes_first);
        leave_age_to_time(ways);
        ProposedChanges made;
        std::set<std::string> seen;
        std::array<std::size_t, 6> of_kind{};
        for (RecordChanges& way : ways) {
            if (made.proposals.size() == limits_.proposals_max || !trial_.possible()) break;
            if (!seen.insert(signature(way)).second) continue;
            if (of_kind[static_cast<std::size_t>(way[0].kind)]++ >= of_one_kind_max) continue;
            find_ranges(trial_, search_.vocabulary(node_), node_, way);
            if (trial_.truth_with(node_, way) == Truth::yes)
                made.proposals.push_back(std::move(way));
        }
        made.complete = complete;
        return made;
    }

private:
    static int rank(const RecordChanges& way) {
        int sum = 0;
        for (const RecordChange& change : way) sum += static_cast<int>(change.kind);
        return sum;
    }
    static bool comes_first(const RecordChanges& a, const RecordChanges& b) {
        if (a.size() != b.size()) return a.size() < b.size();
        return rank(a) < rank(b);
    }

    // The same list under several types is one proposal, and so is an entry whatever the value.
    std::string signature(const RecordChanges& way) const {
        std::vector<std::string> parts;
        for (const RecordChange& change : way) {
            std::string part = std::to_string(static_cast<int>(change.kind)) + ":";
            if (change.kind == Kind::add_entry) {
                const cql::Retrieve& list = trial_.plan().retrieves[change.retrieve];
                part += list.filter == cql::Retrieve::Filter::value_set
                            ? "set" + std::to_string(list.value_set)
                            : "list" + std::to_string(change.retrieve);
            } else if (change.kind == Kind::change_entry || change.kind == Kind::remove_entry) {
                part += std::to_string(change.draft.key);
                if (change.kind == Kind::change_entry) part += changed_attribute(change);
            }
            parts.push_back(std::move(part));
        }
        std::sort(parts.begin(), parts.end());
        std::string all;
        for (const std::string& part : parts) all += part + ";";
        return all;
    }

    std::string changed_attribute(const RecordChange& change) const {
        const auto keys = trial_.what_if().record().keys();
        const auto place = std::find(keys.begin(), keys.end(), change.draft.key) - keys.begin();
        const DraftEntry before = trial_.draft_of(static_cast<std::uint32_t>(place));
        if (get(before, {Attribute::What::when, {}, 0}) !=
            get(change.draft, {Attribute::What::when, {}, 0}))
            return "when";
        return get(before, {Attribute::What::value, {}, 0}) !=
                       get(change.draft, {Attribute::What::value, {}, 0})
                   ? "value"
                   : "other";
    }
    void leave_out_needless(RecordChanges& way) {
        for (std::size_t i = 0; i < way.size() && way.size() > 1;) {
            RecordChanges rest = way;
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
            if (trial_.possible() && trial_.truth_with(node_, rest) == Truth::yes) {
                way = std::move(rest);
                i = 0;
            } else {
                ++i;
            }
        }
    }

    // An age alone, where waiting for the birthday was found to do.
    static void leave_age_to_time(std::vector<RecordChanges>& ways) {
        const bool waits = !ways.empty() && ways[0][0].kind == Kind::later_date;
        if (!waits) return;
        std::erase_if(ways, [](const RecordChanges& way) {
            return way.size() == 1 && way[0].kind == Kind::reach_age;
        });
    }

    bool holds_on(Date day) {
        RecordChange change;
        change.kind = Kind::later_date;
        change.as_at = day;
        return trial_.possible() && trial_.truth_with(node_, std::span(&change, 1)) == Truth::yes;
    }

    // The first day found on which it holds with the record as it is.
    std::optional<RecordChange> later_day() {
        const Vocabulary& words = search_.vocabulary(node_);
        const Date today = trial_.as_at();
        std::vector<Date> days;
        for (const int apart : {1, 7, 14, 28}) days.push_back(today.plus_days(apart));
        for (const int months : {1, 2, 3, 4, 6, 9, 12, 15, 18, 24, 36, 48, 60, 84, 120})
            days.push_back(today.plus_months(months));
        const auto birth = trial_.what_if().record().header().birth;
        for (const int months : words.age_months()) {
            if (birth.has_value()) days.push_back(birth.date().plus_months(months));
        }
        const Date last = today.plus_months(12 * years_ahead);
        std::erase_if(days, [&](Date day) { return day <= today || day > last; });
        std::sort(days.begin(), days.end());
        Date before = today;
        for (const Date day : days) {
            if (!holds_on(day)) {
                before = day;
                continue;
            }
            std::int32_t bad = before.days(), good = day.days();
            while (bad + 1 < good) {
                const std::int32_t middle = bad + (good - bad) / 2;
                (holds_on(Date::from_days(middle)) ? good : bad) = middle;
            }
            RecordChange change;
            change.kind = Kind::later_date;
            change.as_at = Date::from_days(good);
            return change;
        }
        return std::nullopt;
    }

    const ChangeLimits limits_;
    ChangeTrial trial_;
    LogicSearch search_;
    cql::NodeIndex node_;
};

}  // namespace

ProposedChanges smallest_changes(WhatIf& what_if, const ChangeLimits& limits) {
    return Proposals(what_if, limits).find();
}

}  // namespace openpcn::explanations
