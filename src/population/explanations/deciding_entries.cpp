#include "population/explanations/deciding_entries.h"

#include <algorithm>

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
          cited_(count_),
          left_out_(count_) {}

    DecidingEntries run() {
        const std::vector<Places> groups = entry_groups(what_if_, what_if_.node());
        for (const std::uint32_t entry : kept_entries()) try_group({entry});
        for (const Places& group : groups) {
            while (try_group(group)) {
            }
            try_runs(group);
        }
        for (const Places& group : Obstacles(what_if_, cited_, questions_max_).find())
            try_group(group);
        Places all(count_);
        for (std::uint32_t i = 0; i < count_; ++i) all[i] = i;
        while (try_group(all)) {
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

    // Entries whose absence could be noticed at once. An entry that is a row of queries only, and
    // whose row no query keeps, changes nothing by itself when it goes: nothing else that is
    // evaluated depends on it.
    Places kept_entries() {
        cql::Evaluator& evaluator = what_if_.evaluator();
        const cql::Plan& plan = evaluator.plan();
        const auto& nodes = what_if_.reach().nodes;
        what_if_.turn_back();
        EntrySet kept(count_);
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const cql::Node& node = plan.nodes[nodes[i]];
            for (const cql::NodeIndex operand : plan.operands_of(node)) {
                if (plan.nodes[operand].operation != cql::Operation::retrieve) continue;
                const cql::Value rows = evaluator.value_or_null(operand);
                for (const cql::Value& row : rows.items()) {
                    if (row.kind == cql::ValueKind::entry && keeps(node, operand, row))
                        kept.add(row.extra);
                }
            }
        }
        if (plan.nodes[what_if_.node()].operation == cql::Operation::retrieve ||
            what_if_.reach().reads_patient_entry) {
            for (std::uint32_t i = 0; i < count_; ++i) kept.add(i);
        }
        return kept.entries();
    }

    bool keeps(const cql::Node& node, cql::NodeIndex retrieve, const cql::Value& row) {
        const cql::Plan& plan = what_if_.evaluator().plan();
        if (node.operation != cql::Operation::query || node.slots != 0) return true;
        const cql::QueryPlan& query = plan.queries[node.payload];
        const bool is_plain = query.sources.size() == 1 && query.sources[0].node == retrieve &&
                              query.lets.empty() && query.relationships.empty() &&
                              query.where != cql::no_node;
        if (!is_plain) return true;
        what_if_.evaluator().bind_slot(query.sources[0].slot, row);
        return what_if_.evaluator().value_or_null(query.where).is_true();
    }

    Places uncited(const Places& group) const {
        Places rest;
        for (const std::uint32_t place : group) {
            if (!cited_[place]) rest.push_back(place);
        }
        return rest;
    }

    // Whether the answer hangs on some of the group that are in no set yet; then they are one.
    bool try_group(const Places& group) {
        Places rest = uncited(group);
        if (rest.empty() || !changes_without(rest)) return false;
        cite(smallest(std::move(rest)));
        return true;
    }

    // Rules ask for the latest: the newest 2, 3, 4, ... of a group are tried, and the oldest.
    void try_runs(const Places& group) {
        const Places rest = uncited(group);
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
            cited_[place] = true;
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
    std::vector<bool> cited_;
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
