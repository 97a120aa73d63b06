// Answers of one expression on changed copies of one person's record.
//
// Copies keep only the entries that the expression can read (reach.h), and the evaluator keeps what
// a copy leaves as it was (cql/copy_memory.h), which makes a question cost a microsecond or some.
// Turns its evaluator to other records: values of an earlier begin() are gone.
#pragma once

#include <optional>
#include <unordered_map>

#include "population/explanations/reach.h"
#include "population/records/record_variant.h"

namespace openpcn::explanations {

class WhatIf {
public:
    // `evaluator` has begun with `record`; both outlive this.
    WhatIf(cql::Evaluator& evaluator, const records::PatientRecord& record, cql::NodeIndex node);

    // The entries that may matter, by their index in the record. Below, entries are named by their
    // place in this list; it is in the order of the record.
    const std::vector<std::uint32_t>& entries() const { return entries_; }
    const Reach& reach() const { return reach_; }
    // What each node of reach().nodes may read, in places of entries().
    const std::vector<EntrySet>& entries_by_node() const { return sets_; }
    const EntrySet& entries_of(cql::NodeIndex part) const;  // `part` is one of reach().nodes

    // The person as a copy without some entries: 1 in `left_out`, where the others are 0.
    cql::Value without(std::span<const std::uint8_t> left_out);
    bool same_without(std::span<const std::uint8_t> left_out);
    // Of a part of the expression.
    cql::Truth truth_without(cql::NodeIndex part, std::span<const std::uint8_t> left_out);
    // As the person is. No question.
    void turn_back();
    // As a copy without and with some. `as_at` must be the evaluator's.
    void turn_to(std::span<const std::uint8_t> left_out, std::span<records::RecordItem> put_in,
                 const records::RecordHeader& header);

    cql::Evaluator& evaluator() { return evaluator_; }
    const cql::Plan& plan() const { return evaluator_.plan(); }
    cql::NodeIndex node() const { return node_; }
    // The record with the entries that matter, and no others.
    const records::PatientRecord& record() const { return *base_; }
    std::size_t questions() const { return questions_; }

private:
    // Searches come back to the same entries by other ways. By part, then by what was left out, a
    // bit an entry.
    template <typename T>
    using Answers = std::unordered_map<std::string, T>;
    const std::string& asked(cql::NodeIndex part, std::span<const std::uint8_t> left_out);

    cql::Evaluator& evaluator_;
    cql::NodeIndex node_;
    Reach reach_;
    std::vector<std::uint32_t> entries_;
    std::vector<EntrySet> sets_;
    std::vector<std::byte> bytes_;
    std::optional<records::PatientRecord> base_;
    std::optional<records::RecordVariant> variant_;
    std::string original_;  // fingerprint of the value
    Answers<bool> same_;
    Answers<cql::Truth> truths_;
    std::string asked_;
    std::size_t questions_ = 0;
};

}  // namespace openpcn::explanations
