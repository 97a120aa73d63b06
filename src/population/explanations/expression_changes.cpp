#include "population/explanations/expression_changes.h"

#include <algorithm>

#include "population/explanations/entry_groups.h"

namespace openpcn::explanations {

using records::ElementPath;
using records::ValueKind;

namespace {

constexpr std::size_t removed_max = 4;
constexpr std::size_t single_removals_max = 24;
constexpr std::size_t changed_of_list_max = 2;  // the newest
constexpr std::size_t changed_max = 6;
constexpr std::size_t pairs_of_lists_max = 6;  // lists of which pairs are tried
constexpr std::size_t days_of_pairs_max = 6;
constexpr std::size_t repeated_max = 12;
constexpr int guided_rounds_max = 3;

}  // namespace

bool is_met(Aim aim, cql::Truth truth) {
    switch (aim) {
        case Aim::yes:
            return truth == cql::Truth::yes;
        case Aim::no:
            return truth == cql::Truth::no;
        case Aim::not_yes:
            return truth != cql::Truth::yes;
        case Aim::not_no:
            break;
    }
    return truth != cql::Truth::no;
}

Aim opposite(Aim aim) {
    switch (aim) {
        case Aim::yes:
            return Aim::no;
        case Aim::no:
            return Aim::yes;
        case Aim::not_yes:
            return Aim::not_no;
        case Aim::not_no:
            break;
    }
    return Aim::not_yes;
}

ExpressionChanges::ExpressionChanges(ChangeTrial& trial, const Vocabulary& vocabulary,
                                     cql::NodeIndex node, Aim aim, const RecordChanges& base)
    : trial_(trial), vocabulary_(vocabulary), node_(node), aim_(aim), base_(base) {}

std::vector<RecordChanges> ExpressionChanges::find(Effort effort) {
    try_ages();
    try_additions();
    try_removals();
    if (effort == Effort::plain) return std::move(found_);
    if (found_.empty()) try_guided_additions();
    try_changed_entries();
    if (effort == Effort::thorough) return std::move(found_);
    if (found_.empty()) try_pairs();
    if (found_.empty()) try_repeated();
    return std::move(found_);
}

bool ExpressionChanges::try_all(const RecordChanges& added) {
    if (!trial_.possible()) return false;
    RecordChanges changes = base_;
    changes.insert(changes.end(), added.begin(), added.end());
    if (!is_met(aim_, trial_.truth_with(node_, changes))) return false;
    found_.push_back(std::move(changes));
    return true;
}

void ExpressionChanges::try_ages() {
    const records::RecordHeader header = changed_header(trial_.what_if().record().header(), base_);
    if (header.deceased && vocabulary_.reads_death()) {
        RecordChange change;
        change.kind = RecordChange::Kind::no_death;
        try_one(change);
    }
    if (!header.birth.has_value()) return;
    for (const int months : vocabulary_.age_months()) {
        RecordChange change;
        change.kind = RecordChange::Kind::reach_age;
        change.birth = PartialDateTime::from_date(trial_.as_at().plus_months(-months));
        // Nobody gets younger.
        if (change.birth < header.birth && try_one(change)) return;
    }
}

// Entries that were added or changed before are left alone.
bool ExpressionChanges::is_busy(std::uint32_t place) const {
    const records::EntryKey key = trial_.what_if().record().keys()[place];
    return std::any_of(base_.begin(), base_.end(),
                       [key](const RecordChange& change) { return change.draft.key == key; });
}

void ExpressionChanges::try_removals() {
    const auto removal = [&](std::uint32_t place) {
        RecordChange change;
        change.kind = RecordChange::Kind::remove_entry;
        change.draft = trial_.draft_of(place);
        return change;
    };
    const std::size_t found_before = found_.size();
    std::vector<std::uint32_t> tried;
    for (const Places& group : entry_groups(trial_.what_if(), node_)) {
        RecordChanges all;
        for (const std::uint32_t place : group) {
            if (!is_busy(place)) all.push_back(removal(place));
        }
        // The newest one by one, then all of them.
        bool alone = false;
        for (auto place = group.rbegin(); place != group.rend(); ++place) {
            if (tried.size() == single_removals_max) break;
            if (is_busy(*place) || std::find(tried.begin(), tried.end(), *place) != tried.end())
                continue;
            tried.push_back(*place);
            alone = try_one(removal(*place)) || alone;
        }
        if (alone || all.size() < 2 || !try_all(all)) {
            if (found_.size() > found_before) return;
            continue;
        }
        found_.pop_back();
        RecordChanges few = fewer(std::move(all));
        if (few.size() <= removed_max) try_all(few);
        if (found_.size() > found_before) return;
    }
}

// As few of the removals as still do.
RecordChanges ExpressionChanges::fewer(RecordChanges removals) {
    for (std::size_t i = 0; i < removals.size() && removals.size() > 1;) {
        RecordChanges rest = removals;
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
        if (try_all(rest)) {
            found_.pop_back();
            removals = std::move(rest);
        } else {
            ++i;
        }
    }
    return removals;
}

RecordChange ExpressionChanges::addition(std::uint32_t retrieve, std::size_t code_number) const {
    RecordChange change;
    change.kind = RecordChange::Kind::add_entry;
    change.retrieve = retrieve;
    change.draft = vocabulary_.draft(retrieve, code_number);
    return change;
}

std::vector<AttributeValue> ExpressionChanges::joint_numbers(records::ResourceType type) const {
    for (const Option& option : vocabulary_.options(type)) {
        if (option.is_number()) return vocabulary_.numbers();
    }
    return {AttributeValue{}};
}

void ExpressionChanges::set_numbers(DraftEntry& draft, const AttributeValue& number) const {
    if (number.kind == ValueKind::none) return;
    for (const Option& option : vocabulary_.options(draft.entry.type)) {
        if (option.is_number()) set(draft, option.attribute, number);
    }
}

// With all numbers alike: a blood pressure of 90/90 passes most limits, and which values would do
// is found out later.
bool ExpressionChanges::add_one(std::uint32_t retrieve) {
    RecordChange change = addition(retrieve, 0);
    if (try_one(change)) return true;
    bool done = false;
    for (const AttributeValue& number : joint_numbers(change.draft.entry.type)) {
        if (number.kind == ValueKind::none) continue;
        set_numbers(change.draft, number);
        // Several values are kept: what stands beside this expression may want another one.
        if (try_one(change)) done = true;
    }
    return done;
}

void ExpressionChanges::try_additions() {
    const cql::Plan& plan = trial_.plan();
    for (const std::uint32_t retrieve : vocabulary_.retrieves()) {
        const cql::Retrieve& list = plan.retrieves[retrieve];
        const bool by_set = list.filter == cql::Retrieve::Filter::value_set;
        // The same code as diagnosis, observation or procedure is one change, not three.
        if (by_set && std::find(value_sets_done_.begin(), value_sets_done_.end(), list.value_set) !=
                          value_sets_done_.end())
            continue;
        const std::size_t before = found_.size();
        if (!add_one(retrieve)) continue;
        if (by_set) value_sets_done_.push_back(list.value_set);
        if (list.filter == cql::Retrieve::Filter::none) keep_if_of_any_code(before);
    }
}

// An entry of any kind that does for its code alone is one of a list that is read beside.
void ExpressionChanges::keep_if_of_any_code(std::size_t from) {
    std::vector<RecordChanges> kept;
    for (std::size_t i = from; i < found_.size(); ++i) {
        RecordChanges other = found_[i];
        const std::uint32_t retrieve = other.back().retrieve;
        const std::size_t codes = vocabulary_.codes(retrieve);
        if (codes > 1)
            other.back().draft.entry.code = vocabulary_.draft(retrieve, codes - 1).entry.code;
        if (trial_.possible() && is_met(aim_, trial_.truth_with(node_, other)))
            kept.push_back(std::move(found_[i]));
    }
    found_.resize(from);
    std::move(kept.begin(), kept.end(), std::back_inserter(found_));
}

// Turns one attribute after the other to what brings the entry through more of the conditions.
bool ExpressionChanges::guide(RecordChange change) {
    RecordChanges with = base_;
    with.push_back(change);
    trial_.make(with);
    best_ = accepted(change.draft.key);
    const auto options = vocabulary_.options(change.draft.entry.type);
    for (int round = 0; round < guided_rounds_max; ++round) {
        const std::size_t before = best_;
        for (const Option& option : options) {
            if (option.is_number()) continue;
            if (guide_by(change, option.values,
                         [&](DraftEntry& draft, const AttributeValue& value) {
                             set(draft, option.attribute, value);
                         }))
                return true;
        }
        if (guide_by(
                change, joint_numbers(change.draft.entry.type),
                [&](DraftEntry& draft, const AttributeValue& value) { set_numbers(draft, value); }))
            return true;
        if (best_ == before || !trial_.possible()) return false;
    }
    return false;
}

// Tries each value and keeps the one with which most conditions are met.
bool ExpressionChanges::guide_by(
    RecordChange& change, const std::vector<AttributeValue>& values,
    const std::function<void(DraftEntry&, const AttributeValue&)>& assign) {
    DraftEntry chosen = change.draft;
    for (const AttributeValue& value : values) {
        assign(change.draft, value);
        if (try_one(change)) return true;
        const std::size_t met = accepted(change.draft.key);
        if (met <= best_) continue;
        best_ = met;
        chosen = change.draft;
    }
    change.draft = std::move(chosen);
    return false;
}

void ExpressionChanges::try_guided_additions() {
    for (const std::uint32_t retrieve : vocabulary_.retrieves()) {
        if (guide(addition(retrieve, 0))) return;
    }
}

// How many conditions of queries the entry meets, of the record with the changes made last.
std::size_t ExpressionChanges::accepted(records::EntryKey key) {
    cql::Evaluator& evaluator = trial_.what_if().evaluator();
    const cql::Plan& plan = trial_.plan();
    std::size_t met = 0;
    for (const cql::NodeIndex index : vocabulary_.queries()) {
        const cql::QueryPlan& query = plan.queries[plan.nodes[index].payload];
        if (query.sources.size() != 1 || query.where == cql::no_node) continue;
        const cql::Value rows = trial_.value(query.sources[0].node);
        for (const cql::Value& row : rows.items()) {
            if (row.kind != cql::ValueKind::entry || evaluator.record().keys()[row.extra] != key)
                continue;
            evaluator.bind_slot(query.sources[0].slot, row);
            for (const cql::QuerySource& let : query.lets)
                evaluator.bind_slot(let.slot, trial_.value(let.node));
            met += conditions_met(query.where);
        }
    }
    return met;
}

std::size_t ExpressionChanges::conditions_met(cql::NodeIndex where) {
    const cql::Node& node = trial_.plan().nodes[where];
    if (node.operation != cql::Operation::and_) return trial_.value(where).is_true() ? 1 : 0;
    std::size_t met = 0;
    for (const cql::NodeIndex operand : trial_.plan().operands_of(node))
        met += conditions_met(operand);
    return met;
}

// Two entries of the same day: systolic and diastolic pressure. Of one list, on different days.
void ExpressionChanges::try_pairs() {
    const auto& lists = vocabulary_.retrieves();
    for (std::size_t a = 0; a < lists.size() && a < pairs_of_lists_max; ++a) {
        for (std::size_t b = a; b < lists.size() && b < pairs_of_lists_max; ++b) {
            RecordChange first = addition(lists[a], 0), second = addition(lists[b], 0);
            std::vector<Date> days{trial_.as_at()};
            if (a == b) days = some_days();
            const std::size_t before = found_.size();
            for (const AttributeValue& number : joint_numbers(first.draft.entry.type)) {
                set_numbers(first.draft, number);
                set_numbers(second.draft, number);
                for (const Date day : days) {
                    second.draft.entry.when = PartialDateTime::from_date(day);
                    try_all({first, second});
                }
            }
            if (found_.size() > before) return;
        }
    }
}

// Yesterday, and the first day of each period that the expression reads.
std::vector<Date> ExpressionChanges::some_days() const {
    std::vector<Date> days{trial_.as_at().plus_days(-1)};
    for (const Date day : vocabulary_.days()) {
        if (days.size() < days_of_pairs_max && days.back().plus_days(-2) > day) days.push_back(day);
    }
    return days;
}

// Rules that count: as many as it takes, with different codes or on different days.
void ExpressionChanges::try_repeated() {
    for (const std::uint32_t list : vocabulary_.retrieves()) {
        const std::size_t codes = vocabulary_.codes(list);
        for (const bool on_days : {false, true}) {
            RecordChanges changes;
            while (changes.size() < repeated_max && trial_.possible()) {
                const std::size_t number = changes.size();
                if (!on_days && number >= codes) break;
                changes.push_back(addition(list, on_days ? 0 : number));
                if (on_days)
                    changes.back().draft.entry.when = PartialDateTime::from_date(
                        trial_.as_at().plus_days(-static_cast<int>(number)));
                if (number > 0 && try_all(changes)) return;
            }
        }
    }
}

// The newest entries of each list, with one attribute changed.
void ExpressionChanges::try_changed_entries() {
    std::vector<std::uint32_t> tried;
    for (const Places& group : entry_groups(trial_.what_if(), node_)) {
        std::size_t of_group = 0;
        for (auto place = group.rbegin(); place != group.rend(); ++place) {
            if (of_group++ == changed_of_list_max) break;
            if (is_busy(*place) || std::find(tried.begin(), tried.end(), *place) != tried.end())
                continue;
            tried.push_back(*place);
            try_changed(*place);
            if (tried.size() == changed_max) return;
        }
    }
}

void ExpressionChanges::try_changed(std::uint32_t place) {
    const auto type = trial_.what_if().record().entries()[place].type;
    for (const Option& option : vocabulary_.options(type)) {
        RecordChange change;
        change.kind = RecordChange::Kind::change_entry;
        change.draft = trial_.draft_of(place);
        const AttributeValue before = get(change.draft, option.attribute);
        // A value is corrected, not invented; an end may be put in or taken out.
        const bool is_end = option.attribute.path == ElementPath::end;
        if (before.kind == ValueKind::none && !is_end) continue;
        auto values = option.is_number() ? vocabulary_.numbers() : option.values;
        if (is_end) values.push_back({});
        for (AttributeValue& value : values) {
            if (value.kind == ValueKind::quantity) value.unit = before.unit;
            if (value == before) continue;
            set(change.draft, option.attribute, value);
            if (try_one(change)) break;
        }
    }
}

}  // namespace openpcn::explanations
