// What an evaluator keeps from one changed copy of a record to the next: for thousands of questions
// of the kind "and if this entry were not there?", each of which changes little.
//
// Three things stay. The entries that each retrieve finds, of which only the lists that a change
// touches are made anew. The values of nodes that read no such list. And what expressions say of
// one entry alone ("was it prescribed?"), whatever list it stands in: entries of a variant keep
// their index, so an answer about an entry of the base holds in every copy.
//
// Inside of Evaluator. tests/differential holds it against evaluation of copies that were built
// whole.
#pragma once

#include <span>
#include <vector>

#include "population/cql/evaluator.h"

namespace openpcn::cql {

class CopyMemory {
public:
    // The evaluator has begun with the variant's base. Puts steps of its own in the place of some
    // of the evaluator's until it goes.
    CopyMemory(Evaluator& evaluator, const records::RecordVariant& variant,
               std::span<const NodeIndex> nodes);
    ~CopyMemory();
    CopyMemory(const CopyMemory&) = delete;
    CopyMemory& operator=(const CopyMemory&) = delete;

    const records::RecordVariant& variant() const { return variant_; }
    // Entries of type Patient, of the copy now.
    std::span<const std::uint32_t> patient_entries() const { return patient_entries_; }

    // The variant has become another copy.
    void follow();
    // Nothing holds any more: another day.
    void forget();

private:
    friend struct Steps;
    using Bits = std::vector<std::uint64_t>;  // one bit a memo, or a list
    // Lists that can be touched are numbered: first retrieves, then the entries of the person
    // (type Patient) with the demographics. What may read anything counts as reading that too.
    struct List {
        std::uint32_t retrieve = 0;
        std::vector<std::uint32_t> entries;  // of the base
        Bits readers;                        // memos
    };
    struct RowStep {
        Step step;
        SlotIndex slot = 0;
        NodeIndex node = 0;
    };
    using Known = Evaluator::Known;

    void find_lists(std::span<const NodeIndex> nodes);
    std::vector<Bits> lists_read(std::span<const NodeIndex> nodes) const;
    void find_readers(std::span<const NodeIndex> nodes, const std::vector<Bits>& reads);
    void keep_rows(std::span<const NodeIndex> nodes, const std::vector<Bits>& reads);
    std::uint32_t memo_of(NodeIndex node) const;
    std::uint32_t person_list() const { return static_cast<std::uint32_t>(lists_.size() - 1); }
    void touch(std::uint32_t list);
    void touch_lists_of(std::uint32_t put_in);
    void note_put_in(std::uint32_t list, std::uint32_t entry);
    void make_list(std::uint32_t list);
    void forget_memos();
    void keep(std::size_t at, const Value& value);

    Evaluator& evaluator_;
    const Plan& plan_;
    const records::RecordVariant& variant_;

    std::vector<List> lists_;
    std::vector<std::uint32_t> list_of_;      // by retrieve; no_list for what nobody reads
    std::vector<std::uint32_t> unfiltered_;   // lists of all entries of a type
    std::vector<std::uint32_t> first_list_;   // into entry_lists_, by entry of the base
    std::vector<std::uint32_t> entry_lists_;  // in which lists an entry is
    std::vector<std::uint32_t> memos_;        // by bit
    Bits changed_;                            // memos that may be other than the base's
    Bits changed_before_;                     // in the copy before
    std::vector<std::uint32_t> touched_;      // lists
    std::vector<std::uint8_t> is_touched_;    // by list
    struct PutIn {
        std::uint32_t list;
        std::uint32_t entry;
    };
    std::vector<PutIn> put_in_;
    std::vector<std::uint32_t> scratch_;
    std::vector<std::uint32_t> patient_entries_;

    std::vector<RowStep> rows_;
    std::vector<Known> row_known_;  // by row step, then by entry of the base
    std::vector<Value> row_values_;
    Arena row_arena_;
};

}  // namespace openpcn::cql
