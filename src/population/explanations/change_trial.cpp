#include "population/explanations/change_trial.h"

#include <algorithm>

namespace openpcn::explanations {

ChangeTrial::ChangeTrial(WhatIf& what_if, std::size_t questions_max)
    : what_if_(what_if),
      questions_max_(questions_max),
      as_at_(what_if.evaluator().settings().as_at),
      left_out_(what_if.entries().size()) {
    const auto keys = what_if.record().keys();
    for (std::uint32_t i = 0; i < keys.size(); ++i) places_[keys[i]] = i;
}

ChangeTrial::~ChangeTrial() { what_if_.evaluator().move_to(as_at_); }

void ChangeTrial::make(std::span<const RecordChange> changes) {
    std::fill(left_out_.begin(), left_out_.end(), std::uint8_t{0});
    put_in_.clear();
    for (const RecordChange& change : changes) {
        using Kind = RecordChange::Kind;
        const bool replaces =
            change.kind == Kind::remove_entry || change.kind == Kind::change_entry;
        if (replaces) left_out_[places_.at(change.draft.key)] = 1;
        if (change.kind == Kind::add_entry || change.kind == Kind::change_entry)
            put_in_.push_back(
                {change.draft.key, &change.draft.entry, change.draft.elements.data()});
    }
    what_if_.evaluator().move_to(changed_day(as_at_, changes));
    what_if_.turn_to(left_out_, put_in_, changed_header(what_if_.record().header(), changes));
}

cql::Truth ChangeTrial::truth(cql::NodeIndex node) { return value(node).truth(); }

DraftEntry ChangeTrial::draft_of(std::uint32_t place) const {
    const records::PatientRecord& record = what_if_.record();
    const records::Entry& entry = record.entries()[place];
    const auto elements = record.elements(entry);
    return {record.keys()[place], entry, {elements.begin(), elements.end()}};
}

records::EntryKey ChangeTrial::new_key() {
    while (places_.contains(next_key_)) ++next_key_;
    return next_key_++;
}

}  // namespace openpcn::explanations
