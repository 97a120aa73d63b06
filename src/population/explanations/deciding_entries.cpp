#include "population/explanations/deciding_entries.h"

#include <algorithm>
#include <set>

#include "population/explanations/obstacles.h"

namespace openpcn::explanations {

namespace {

class Search {
public:
    Search(WhatIf& what_if, const ValueWords& words, const DecidingLimits& limits)
        : what_if_(what_if),
          words_(words),
          questions_max_(limits.questions_max),
          count_(what_if.entries().size()),
          settled_(count_, true),
          left_out_(count_) {}

    DecidingEntries run() {
        EntrySet alone(count_);
        const Places noticed = noticed_entries(alone);
        for (const std::uint32_t place : noticed) settled_[place] = false;
        const std::vector<Places> groups = open_groups();
        for (const std::uint32_t place : alone.entries()) try_group({place});
        for (const Places& group : groups) {
            while (try_group(group)) {
            }
            try_runs(group);
        }
        for (const Places& group : Obstacles(what_if_, settled_, questions_max_).find())
            try_group(group);
        while (try_group(noticed)) {
        }
        std::stable_sort(found_.sets.begin(), found_.sets.end(),
                         [](const DecidingSet& a, const DecidingSet& b) {
                             return a.entries.size() < b.entries.size();
                         });
        return std::move(found_);
    }

private:
    bool changes_without(std::span<const std::uint32_t> places) {
        if (what_if_.questions() >= questions_max_) {
            found_.complete = false;
            return false;
        }
        for (const std::uint32_t place : places) left_out_[place] = 1;
        const bool same = what_if_.same_without(left_out_);
        for (const std::uint32_t place : places) left_out_[place] = 0;
        return !same;
    }

    // Entries whose absence could be noticed, alone or with others. An entry that is a row of plain
    // queries only, whose row none of them keeps, and whose conditions look at nothing but the row,
    // makes no difference in any company. `alone` gets those that could be noticed alone.
    Places noticed_entries(EntrySet& alone) {
        cql::Evaluator& evaluator = what_if_.evaluator();
        const cql::Plan& plan = evaluator.plan();
        const auto& nodes = what_if_.reach().nodes;
        what_if_.turn_back();
        EntrySet noticed(count_);
        for (const cql::NodeIndex index : nodes) {
            const cql::Node& node = plan.nodes[index];
            for (const cql::NodeIndex operand : plan.operands_of(node)) {
                if (plan.nodes[operand].operation != cql::Operation::retrieve) continue;
                const cql::NodeIndex where = condition_of(node, operand);
                const bool of_row = where != cql::no_node && what_if_.entries_of(where).empty();
                const cql::Value rows = evaluator.value_or_null(operand);
                for (const cql::Value& row : rows.items()) {
                    if (row.kind != cql::ValueKind::entry) continue;
                    const bool kept = where == cql::no_node || keeps(node, where, row);
                    if (kept) alone.add(row.extra);
                    if (kept || !of_row) noticed.add(row.extra);
                }
            }
        }
        if (plan.nodes[what_if_.node()].operation == cql::Operation::retrieve ||
            what_if_.reach().reads_patient_entry) {
            for (std::uint32_t i = 0; i < count_; ++i) {
                alone.add(i);
                noticed.add(i);
            }
        }
        return noticed.entries();
    }

    // Of a query that is nothing but rows of `retrieve` and a condition; else no node.
    cql::NodeIndex condition_of(const cql::Node& node, cql::NodeIndex retrieve) const {
        if (node.operation != cql::Operation::query || node.slots != 0) return cql::no_node;
        const cql::QueryPlan& query = what_if_.plan().queries[node.payload];
        const bool is_plain = query.sources.size() == 1 && query.sources[0].node == retrieve &&
                              query.lets.empty() && query.relationships.empty();
        return is_plain ? query.where : cql::no_node;
    }

    bool keeps(const cql::Node& node, cql::NodeIndex where, const cql::Value& row) {
        const cql::QueryPlan& query = what_if_.plan().queries[node.payload];
        what_if_.evaluator().bind_slot(query.sources[0].slot, row);
        return what_if_.evaluator().value_or_null(where).is_true();
    }

    Places open(const Places& group) const {
        Places rest;
        for (const std::uint32_t place : group) {
            if (!settled_[place]) rest.push_back(place);
        }
        return rest;
    }

    // What is open of each group, every such group once.
    std::vector<Places> open_groups() const {
        std::vector<Places> groups;
        std::set<Places> seen;
        for (const Places& group : entry_groups(what_if_, what_if_.node())) {
            Places rest = open(group);
            if (!rest.empty() && seen.insert(rest).second) groups.push_back(std::move(rest));
        }
        return groups;
    }

    // Whether the answer hangs on some of the group that are in no set yet; then they are one.
    bool try_group(const Places& group) {
        Places rest = open(group);
        if (rest.empty() || !changes_without(rest)) return false;
        cite(smallest(std::move(rest)));
        return true;
    }

    // Rules ask for the latest: the newest 2, 3, 4, ... of a group are tried, and the oldest.
    void try_runs(const Places& group) {
        const Places rest = open(group);
        for (std::size_t length = 2; length < rest.size(); length = run_after(length)) {
            const auto run = static_cast<std::ptrdiff_t>(length);
            try_group(Places(rest.end() - run, rest.end()));
            try_group(Places(rest.begin(), rest.begin() + run));
        }
    }

    // Puts entries back as long as the answer stays changed, in shrinking pieces, oldest first.
    Places smallest(Places places) {
        for (std::size_t piece = (places.size() + 1) / 2; piece > 0;) {
            bool shrank = false;
            for (std::size_t at = 0; at < places.size() && places.size() > 1;) {
                const std::size_t end = std::min(at + piece, places.size());
                Places fewer(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(at));
                fewer.insert(fewer.end(), places.begin() + static_cast<std::ptrdiff_t>(end),
                             places.end());
                if (fewer.empty() || !changes_without(fewer)) {
                    at = end;
                    continue;
                }
                places = std::move(fewer);
                shrank = true;
            }
            if (piece == 1 && !shrank) break;
            piece = piece == 1 ? 1 : (piece + 1) / 2;
        }
        return without_smaller_part(std::move(places));
    }

    // Answers may change with a part and change back with the whole: all parts are tried.
    Places without_smaller_part(Places places) {
        if (places.size() < 3 || places.size() > DecidingEntries::parts_tried_max) return places;
        const std::uint32_t whole = (1u << places.size()) - 1;
        for (std::uint32_t bits = 1; bits < whole; ++bits) {
            // Sets that lack one entry were tried above.
            if (__builtin_popcount(bits) + 1 == static_cast<int>(places.size())) continue;
            Places part;
            for (std::size_t i = 0; i < places.size(); ++i) {
                if (((bits >> i) & 1) != 0) part.push_back(places[i]);
            }
            if (changes_without(part)) return smallest(std::move(part));
        }
        return places;
    }

    void cite(const Places& places) {
        DecidingSet set;
        for (const std::uint32_t place : places) {
            settled_[place] = true;
            left_out_[place] = 1;
            set.entries.push_back(what_if_.entries()[place]);
        }
        set.value_without = words_(what_if_.without(left_out_));
        for (const std::uint32_t place : places) left_out_[place] = 0;
        const auto entries = what_if_.record().entries();
        Places newest = places;
        std::stable_sort(newest.begin(), newest.end(), [&](std::uint32_t a, std::uint32_t b) {
            return entries[b].when < entries[a].when;
        });
        for (std::size_t i = 0; i < newest.size(); ++i)
            set.entries[i] = what_if_.entries()[newest[i]];
        found_.sets.push_back(std::move(set));
    }

    WhatIf& what_if_;
    const ValueWords& words_;
    std::size_t questions_max_;
    std::size_t count_;
    std::vector<bool> settled_;  // in a set, or never noticed
    std::vector<std::uint8_t> left_out_;
    DecidingEntries found_;
};

}  // namespace

DecidingEntries deciding_entries(WhatIf& what_if, const ValueWords& words,
                                 const DecidingLimits& limits) {
    if (what_if.entries().empty()) return {};
    return Search(what_if, words, limits).run();
}

}  // namespace openpcn::explanations
