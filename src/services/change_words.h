// Proposed changes in plain words: "A value of "HbA1c" of 58 mmol/mol or less, recorded since
// 1 May 2026". The inside of explanation.h.
#pragma once

#include <string>

#include "population/explanations/reach.h"
#include "population/explanations/record_change.h"
#include "services/explanation.h"

namespace openpcn::services {

class ChangeWords {
public:
    // `record` is the person's as it is; `node` is what should hold.
    ChangeWords(const cql::Plan& plan, const ConceptDictionary& concepts, const TextPool& texts,
                const records::PatientRecord& record, Date as_at, cql::NodeIndex node);

    ExplainedChange describe(explanations::RecordChanges changes) const;

private:
    std::string step(const explanations::RecordChange& change) const;
    std::string later_date(Date day) const;
    std::string age(PartialDateTime birth) const;
    std::string addition(const explanations::RecordChange& change) const;
    std::string repeated(std::span<const explanations::RecordChange> changes) const;
    std::string changed_entry(const explanations::RecordChange& change) const;
    std::string name_of(const explanations::RecordChange& addition) const;
    std::string list_name(std::uint32_t retrieve) const;
    std::string entry_there(records::EntryKey key) const;
    std::string range(const explanations::AttributeRange& range) const;
    std::string range_of_days(const explanations::AttributeRange& range) const;
    std::string range_of_numbers(const explanations::AttributeRange& range) const;
    std::string value_text(const explanations::AttributeValue& value) const;
    std::string ranges(const explanations::RecordChange& change) const;
    bool only_as_diagnosis(std::uint32_t value_set) const;

    const cql::Plan& plan_;
    const ConceptDictionary& concepts_;
    const TextPool& texts_;
    const records::PatientRecord& record_;
    Date as_at_;
    explanations::Reach reach_;  // of what should hold
};

}  // namespace openpcn::services
