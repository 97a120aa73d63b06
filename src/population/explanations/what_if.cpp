#include "population/explanations/what_if.h"

#include <algorithm>
#include <cstring>

#include "population/explanations/fingerprint.h"

namespace openpcn::explanations {

WhatIf::WhatIf(cql::Evaluator& evaluator, const records::PatientRecord& record, cql::NodeIndex node)
    : evaluator_(evaluator), node_(node), reach_(evaluator.plan(), node) {
    original_ = fingerprint(evaluator_.value_or_null(node_), evaluator_.record());
    EntrySet matters(record.entries().size());
    for (const EntrySet& set : explanations::entries_by_node(reach_, evaluator_)) matters.add(set);
    if (reach_.reads_patient_entry) {
        const auto end =
            static_cast<std::uint32_t>(record.entries(records::ResourceType::patient).size());
        for (std::uint32_t i = 0; i < end; ++i) matters.add(i);
    }
    entries_ = matters.entries();
    std::vector<records::RecordItem> items;
    for (const std::uint32_t entry : entries_) {
        const records::Entry& from = record.entries()[entry];
        items.push_back({record.keys()[entry], &from, record.elements(from).data()});
    }
    bytes_ = records::encode_record(record.header(), items);
    base_.emplace(bytes_);
    evaluator_.begin(*base_);
    sets_ = explanations::entries_by_node(reach_, evaluator_);
    variant_.emplace(*base_);
    evaluator_.begin(*variant_, reach_.nodes);
}

const EntrySet& WhatIf::entries_of(cql::NodeIndex part) const {
    const auto at = std::lower_bound(reach_.nodes.begin(), reach_.nodes.end(), part);
    return sets_[static_cast<std::size_t>(at - reach_.nodes.begin())];
}

void WhatIf::turn_to(std::span<const std::uint8_t> left_out, std::span<records::RecordItem> put_in,
                     const records::RecordHeader& header) {
    ++questions_;
    variant_->make(left_out, put_in, header);
    evaluator_.follow_variant();
}

void WhatIf::turn_back() {
    variant_->make({}, {}, base_->header());
    evaluator_.follow_variant();
}

cql::Value WhatIf::without(std::span<const std::uint8_t> left_out) {
    turn_to(left_out, {}, base_->header());
    return evaluator_.value_or_null(node_);
}

const std::string& WhatIf::asked(cql::NodeIndex part, std::span<const std::uint8_t> left_out) {
    asked_.assign(reinterpret_cast<const char*>(&part), sizeof part);
    std::size_t at = 0;
    for (; at + 8 <= left_out.size(); at += 8) {
        // Eight bytes of 0 or 1 to eight bits.
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, left_out.data() + at, 8);
        asked_ += static_cast<char>((bytes * 0x0102'0408'1020'4080) >> 56);
    }
    char rest = 0;
    for (; at < left_out.size(); ++at) rest = static_cast<char>(rest << 1 | left_out[at]);
    asked_ += rest;
    return asked_;
}

bool WhatIf::same_without(std::span<const std::uint8_t> left_out) {
    const auto [known, is_new] = same_.try_emplace(asked(node_, left_out));
    if (!is_new) {
        ++questions_;
        return known->second;
    }
    const cql::Value value = without(left_out);
    known->second = fingerprint(value, evaluator_.record()) == original_;
    return known->second;
}

cql::Truth WhatIf::truth_without(cql::NodeIndex part, std::span<const std::uint8_t> left_out) {
    const auto [known, is_new] = truths_.try_emplace(asked(part, left_out));
    if (!is_new) {
        ++questions_;
        return known->second;
    }
    turn_to(left_out, {}, base_->header());
    known->second = evaluator_.value_or_null(part).truth();
    return known->second;
}

}  // namespace openpcn::explanations
