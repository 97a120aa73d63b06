// What each clause of one definition came to for one person, as clause coverage needs it.
//
// An evaluation beside the fast one: it walks the clauses of the text in the order in which they
// are evaluated, binds the rows of queries one by one, and asks the evaluator for each clause's
// value. Both sides of "and" and "or" are looked at, as other engines do; a branch that was not
// taken, a condition that no row reached and a function that was not called are not. Definitions
// that are named are followed, each once.
//
// Values are views into the evaluator's memory: they live until its next begin().
#pragma once

#include <vector>

#include "population/cql/evaluator.h"

namespace openpcn::cql {

// How often a clause came to what. A clause that is no condition holds where it gives something:
// a value that is neither null nor an empty list.
struct ClauseTally {
    std::uint32_t held = 0;
    std::uint32_t failed = 0;   // false; or nothing, for what is no condition
    std::uint32_t unknown = 0;  // conditions only
    Value value;                // the first that held, else the last
    std::uint32_t times() const { return held + failed + unknown; }
};

class ClauseTrace {
public:
    // Rows of queries in queries multiply; after so many, the rest is left out (complete()).
    static constexpr std::size_t rows_max = 20'000;

    // `evaluator` has begun with the record. `statement` is a definition.
    ClauseTrace(Evaluator& evaluator, std::uint32_t statement);

    const ClauseTally& tally(std::uint32_t clause) const { return tallies_[place_[clause]]; }
    std::uint32_t statement() const { return definitions_[0]; }
    bool complete() const { return rows_ < rows_max; }

private:
    void follow(std::uint32_t definition);
    void walk(std::uint32_t clause);
    void note(std::uint32_t clause, const Value& value);
    void walk_inside(std::uint32_t clause);
    void walk_call(std::uint32_t clause);
    void walk_branches(std::uint32_t clause, const Node& node);
    void walk_others(std::uint32_t clause, const QueryPlan& query);
    void walk_query(std::uint32_t clause, const QueryPlan& query);
    void walk_rows(std::uint32_t clause, const QueryPlan& query, std::size_t source);
    void walk_row(std::uint32_t clause, const QueryPlan& query);
    bool walk_relationship(std::uint32_t clause, const QueryRelationship& relationship);
    void walk_sort(std::uint32_t clause, const QueryPlan& query);
    // The clauses directly inside that became `node`.
    void walk_parts(std::uint32_t clause, NodeIndex node);
    std::vector<std::uint32_t> parts(std::uint32_t clause) const;
    void bind(SlotIndex slot, const Value& value);

    Evaluator& evaluator_;
    const Plan& plan_;
    std::vector<std::uint32_t> place_;  // by clause: in tallies_, 0 where it was not reached
    std::vector<ClauseTally> tallies_;
    std::vector<std::uint32_t> definitions_;  // followed, as they were first named
    std::uint64_t bound_ = 0;                 // slots that hold a value now
    std::size_t rows_ = 0;
};

// Whether a clause says something of its own. A literal, an alias or the name of a value set takes
// part in what is around it.
bool is_telling(const Plan& plan, const Clause& clause);

}  // namespace openpcn::cql
