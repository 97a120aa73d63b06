// Makes changes on a copy of a person's record and asks what expressions come to then.
#pragma once

#include <unordered_map>

#include "population/explanations/record_change.h"
#include "population/explanations/what_if.h"

namespace openpcn::explanations {

class ChangeTrial {
public:
    // Asks until what_if.questions() is `questions_max`; then nothing more is possible().
    ChangeTrial(WhatIf& what_if, std::size_t questions_max);
    ~ChangeTrial();
    ChangeTrial(const ChangeTrial&) = delete;
    ChangeTrial& operator=(const ChangeTrial&) = delete;

    void make(std::span<const RecordChange> changes);
    // With the changes that were made last.
    cql::Truth truth(cql::NodeIndex node);
    cql::Value value(cql::NodeIndex node) { return what_if_.evaluator().value_or_null(node); }
    cql::Truth truth_with(cql::NodeIndex node, std::span<const RecordChange> changes) {
        make(changes);
        return truth(node);
    }
    void allow(std::size_t more) { questions_max_ = what_if_.questions() + more; }
    bool possible() const { return what_if_.questions() < questions_max_; }

    WhatIf& what_if() { return what_if_; }
    const WhatIf& what_if() const { return what_if_; }
    const cql::Plan& plan() const { return what_if_.plan(); }
    Date as_at() const { return as_at_; }
    // As a draft that can be changed. `place` is one of WhatIf::entries().
    DraftEntry draft_of(std::uint32_t place) const;
    // A key that the record does not have.
    records::EntryKey new_key();

private:
    WhatIf& what_if_;
    std::size_t questions_max_;
    Date as_at_;
    std::unordered_map<records::EntryKey, std::uint32_t> places_;
    std::vector<std::uint8_t> left_out_;
    std::vector<records::RecordItem> put_in_;
    records::EntryKey next_key_ = 0xF000'0000'0000'0000;
};

}  // namespace openpcn::explanations
