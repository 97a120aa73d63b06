// What an expression of a plan reads: its own parts, the entries of a record, and the world.
//
// Found from the plan alone, so it says what may matter to an answer, not what did.
#pragma once

#include <vector>

#include "population/cql/evaluator.h"

namespace openpcn::explanations {

struct Reach {
    Reach(const cql::Plan& plan, cql::NodeIndex node);

    std::vector<cql::NodeIndex> nodes;      // operands stand before what uses them; `node` last
    std::vector<cql::NodeIndex> retrieves;  // nodes
    bool reads_birth = false;
    bool reads_today = false;
    bool reads_sex = false;
    bool reads_death = false;
    bool reads_patient_entry = false;  // elements that stand in the entry of type Patient
};

// One bit for each entry of a record.
class EntrySet {
public:
    explicit EntrySet(std::size_t entries) : words_((entries + 63) / 64) {}
    void add(std::uint32_t entry) { words_[entry / 64] |= std::uint64_t{1} << (entry % 64); }
    void add(const EntrySet& other) {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    }
    bool has(std::uint32_t entry) const { return ((words_[entry / 64] >> (entry % 64)) & 1) != 0; }
    bool empty() const;
    std::vector<std::uint32_t> entries() const;  // ascending
    auto operator<=>(const EntrySet&) const = default;

private:
    std::vector<std::uint64_t> words_;
};

// The entries that each node of `reach` may read, in the order of reach.nodes. `evaluator` has
// begun with the record.
std::vector<EntrySet> entries_by_node(const Reach& reach, cql::Evaluator& evaluator);

}  // namespace openpcn::explanations
