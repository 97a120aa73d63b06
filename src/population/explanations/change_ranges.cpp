#include "population/explanations/change_ranges.h"

#include <algorithm>

namespace openpcn::explanations {

using records::ValueKind;
using Kind = RecordChange::Kind;

namespace {

// Long before any entry; entries of that day count as of any day.
constexpr int years_back = 100;
// Ranges whose ends are tried together with each new one; each doubles the questions.
constexpr std::size_t pinned_max = 5;

AttributeValue day_value(Date day) {
    return {ValueKind::date_time, PartialDateTime::from_date(day).bits(), 0};
}

// Finds one range after the other. A later one has to hold at both ends of those before, so that
// any values of the ranges do together.
class Ranges {
public:
    Ranges(ChangeTrial& trial, cql::NodeIndex node, RecordChanges& changes)
        : trial_(trial), node_(node), changes_(changes) {}

    // `original` is what the attribute is in the record, or nothing: no range goes beyond it, since
    // with it nothing changes.
    void days(RecordChange& change, const Attribute& attribute, const AttributeValue& original) {
        const AttributeValue chosen = get(change.draft, attribute);
        if (chosen.kind != ValueKind::date_time) return exactly(change, attribute);
        const std::int64_t day = PartialDateTime::from_bits(chosen.value).date().days();
        const std::int64_t first =
            std::min<std::int64_t>(trial_.as_at().plus_months(-12 * years_back).days(), day);
        const std::int64_t today = std::max<std::int64_t>(trial_.as_at().days(), day);
        std::int64_t low_limit = first, high_limit = today;
        if (original.kind == ValueKind::date_time) {
            const std::int64_t was = PartialDateTime::from_bits(original.value).date().days();
            if (was < day) low_limit = std::max(low_limit, was + 1);
            if (was > day) high_limit = std::min(high_limit, was - 1);
        }
        const auto value_of = [](std::int64_t days) {
            return day_value(Date::from_days(static_cast<std::int32_t>(days)));
        };
        const auto holds = [&](std::int64_t days) {
            return holds_with(change, attribute, value_of(days));
        };
        const std::int64_t low = last_holding(day, low_limit, holds);
        const std::int64_t high = last_holding(day, high_limit, holds);
        AttributeRange range{attribute, {}, {}};
        if (low > first) range.low = value_of(low);
        if (high < today) range.high = value_of(high);
        pin(change, attribute, value_of(low), value_of(high));
        if (range.low || range.high) change.ranges.push_back(range);
    }

    // Among the numbers that the rules compare with, and those next to them, one after the other.
    void numbers(RecordChange& change, const Option& option, const AttributeValue& original) {
        const AttributeValue chosen = get(change.draft, option.attribute);
        if (chosen.kind != ValueKind::quantity) return exactly(change, option.attribute);
        std::vector<std::int64_t> all{chosen.value};
        for (const AttributeValue& value : option.values) all.push_back(value.value);
        if (original.kind == ValueKind::quantity) all.push_back(original.value);
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        all.push_back(all.back() * 10);
        const auto last = static_cast<std::ptrdiff_t>(all.size()) - 1;
        const auto value_of = [&](std::ptrdiff_t at) {
            AttributeValue value = chosen;
            value.value = all[static_cast<std::size_t>(at)];
            return value;
        };
        const auto holds = [&](std::ptrdiff_t at) {
            return holds_with(change, option.attribute, value_of(at));
        };
        const auto place = std::lower_bound(all.begin(), all.end(), chosen.value) - all.begin();
        std::ptrdiff_t low = place, high = place;
        while (low > 0 && holds(low - 1)) --low;
        while (high < last && holds(high + 1)) ++high;
        AttributeRange range{option.attribute, {}, {}};
        if (low > 0) range.low = value_of(low);
        if (high < last) range.high = value_of(high);
        pin(change, option.attribute, value_of(low), value_of(high));
        change.ranges.push_back(range);
    }

    // An attribute that is no number or day: it is as it is, or does not matter.
    void exactly(RecordChange& change, const Attribute& attribute) {
        const AttributeValue chosen = get(change.draft, attribute);
        change.ranges.push_back({attribute, chosen, chosen});
    }

    // With one attribute as given, at all ends of the ranges that were found before.
    bool holds_with(RecordChange& change, const Attribute& attribute, const AttributeValue& value) {
        const AttributeValue before = get(change.draft, attribute);
        set(change.draft, attribute, value);
        const bool holds = holds_at_ends(0);
        set(change.draft, attribute, before);
        return holds;
    }

private:
    struct Pinned {
        RecordChange* change;
        Attribute attribute;
        AttributeValue low;
        AttributeValue high;
    };

    void pin(RecordChange& change, const Attribute& attribute, const AttributeValue& low,
             const AttributeValue& high) {
        if (pinned_.size() < pinned_max && low != high)
            pinned_.push_back({&change, attribute, low, high});
    }

    bool holds_at_ends(std::size_t at) {
        if (at == pinned_.size())
            return trial_.possible() && trial_.truth_with(node_, changes_) == cql::Truth::yes;
        const Pinned& pinned = pinned_[at];
        const AttributeValue chosen = get(pinned.change->draft, pinned.attribute);
        bool holds = true;
        for (const AttributeValue& end : {pinned.low, pinned.high}) {
            if (!holds) break;
            set(pinned.change->draft, pinned.attribute, end);
            holds = holds_at_ends(at + 1);
        }
        set(pinned.change->draft, pinned.attribute, chosen);
        return holds;
    }

    // The farthest from `from`, for which it holds, towards `limit`: in steps that double, then
    // closer and closer to where it ends.
    template <typename Holds>
    static std::int64_t last_holding(std::int64_t from, std::int64_t limit, const Holds& holds) {
        const std::int64_t direction = limit < from ? -1 : 1;
        std::int64_t good = from;
        for (std::int64_t step = 1; good != limit; step *= 2) {
            const std::int64_t rest = (limit - good) * direction;
            std::int64_t bad = good + direction * std::min(step, rest);
            if (holds(bad)) {
                good = bad;
                continue;
            }
            while ((bad - good) * direction > 1) {
                const std::int64_t middle = good + (bad - good) / 2;
                (holds(middle) ? good : bad) = middle;
            }
            return good;
        }
        return good;
    }

    ChangeTrial& trial_;
    cql::NodeIndex node_;
    RecordChanges& changes_;
    std::vector<Pinned> pinned_;
};

// Entries of one list on different days: only together do they what they do.
bool stands_among_days(const RecordChange& change, const RecordChanges& changes) {
    return std::any_of(changes.begin(), changes.end(), [&](const RecordChange& other) {
        return other.kind == Kind::add_entry && change.kind == Kind::add_entry &&
               other.retrieve == change.retrieve &&
               other.draft.entry.when != change.draft.entry.when;
    });
}

class Finder {
public:
    Finder(ChangeTrial& trial, const Vocabulary& vocabulary, cql::NodeIndex node,
           RecordChanges& changes)
        : trial_(trial),
          vocabulary_(vocabulary),
          changes_(changes),
          ranges_(trial, node, changes) {}

    void run() {
        for (RecordChange& change : changes_) {
            if (change.kind == Kind::add_entry) of_new_entry(change);
            if (change.kind == Kind::change_entry) of_changed_entry(change);
        }
    }

private:
    // What can as well be left out is; the rest counts.
    void of_new_entry(RecordChange& change) {
        const DraftEntry usual = vocabulary_.draft(change.retrieve, 0);
        for (const Option& option : vocabulary_.options(change.draft.entry.type)) {
            const AttributeValue value = get(change.draft, option.attribute);
            const AttributeValue left_out = get(usual, option.attribute);
            if (option.attribute.what != Attribute::What::when && value != left_out &&
                ranges_.holds_with(change, option.attribute, left_out))
                set(change.draft, option.attribute, left_out);
        }
        for (const Option& option : vocabulary_.options(change.draft.entry.type)) {
            const bool is_when = option.attribute.what == Attribute::What::when;
            if (is_when ? stands_among_days(change, changes_)
                        : get(change.draft, option.attribute) == get(usual, option.attribute))
                continue;
            find(change, option, {});
        }
    }

    void of_changed_entry(RecordChange& change) {
        const auto keys = trial_.what_if().record().keys();
        const auto place = std::find(keys.begin(), keys.end(), change.draft.key);
        const DraftEntry original =
            trial_.draft_of(static_cast<std::uint32_t>(place - keys.begin()));
        for (const Option& option : vocabulary_.options(change.draft.entry.type)) {
            const AttributeValue was = get(original, option.attribute);
            if (get(change.draft, option.attribute) != was) find(change, option, was);
        }
    }

    void find(RecordChange& change, const Option& option, const AttributeValue& original) {
        const bool is_day = !option.values.empty() && option.values[0].kind == ValueKind::date_time;
        if (is_day) {
            ranges_.days(change, option.attribute, original);
        } else if (option.is_number()) {
            ranges_.numbers(change, option, original);
        } else {
            ranges_.exactly(change, option.attribute);
        }
    }

    ChangeTrial& trial_;
    const Vocabulary& vocabulary_;
    RecordChanges& changes_;
    Ranges ranges_;
};

}  // namespace

void find_ranges(ChangeTrial& trial, const Vocabulary& vocabulary, cql::NodeIndex node,
                 RecordChanges& changes) {
    Finder(trial, vocabulary, node, changes).run();
}

}  // namespace openpcn::explanations
