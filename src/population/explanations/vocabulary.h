// What an expression compares entries with: the days, numbers, words and codes that are worth
// trying, and what of an entry it reads. Taken from the plan, and for one person on one day.
#pragma once

#include <set>
#include <vector>

#include "population/explanations/change_trial.h"

namespace openpcn::explanations {

// An attribute of entries of one type, with the values worth trying.
struct Option {
    Attribute attribute;
    std::vector<AttributeValue> values;
    bool is_number() const {
        return !values.empty() && values[0].kind == records::ValueKind::quantity;
    }
};

class Vocabulary {
public:
    // Of the record without changes.
    Vocabulary(ChangeTrial& trial, cql::NodeIndex node);

    // Of the plan, without those that only an inner condition reads.
    const std::vector<std::uint32_t>& retrieves() const { return retrieves_; }
    // Conditions of "if" and "case" inside the expression, which can be changed by themselves.
    const std::vector<cql::NodeIndex>& inner_conditions() const { return inner_conditions_; }
    // Queries whose rows are entries.
    const std::vector<cql::NodeIndex>& queries() const { return queries_; }
    // Ages in months, ascending; empty where the age is not read.
    const std::vector<int>& age_months() const { return age_months_; }
    const std::vector<Date>& days() const { return days_; }  // none after today; newest first
    bool reads_death() const { return reach_.reads_death; }

    // The numbers that are written in the expression, and one above them all.
    std::vector<AttributeValue> numbers() const;

    // What may be varied of an entry of this type.
    std::vector<Option> options(records::ResourceType type) const;
    // An entry of a list, as practices record them: with one of its codes, today.
    DraftEntry draft(std::uint32_t retrieve, std::size_t code_number) const;
    // How many different codes draft() has for the list.
    std::size_t codes(std::uint32_t retrieve) const;

private:
    struct Read {
        records::ResourceType type;
        cql::Property::Access access;
        records::ElementPath path;
        cql::TypeId value;
        auto operator<=>(const Read&) const = default;
    };

    void walk(cql::NodeIndex node, std::set<cql::NodeIndex>& seen);
    void read_nodes();
    void add_value(const cql::Value& value);
    bool is_duration(TextIndex unit) const;
    void add_day(PartialDateTime time);
    void add_number(cql::Wide number);
    void add_text(std::string_view text);
    void add_reads(const cql::Node& query);
    void add_reads_of(cql::SlotIndex slot, cql::NodeIndex node,
                      const std::set<records::ResourceType>& types, std::set<cql::NodeIndex>& seen);
    void add_ages();
    bool has_components() const;
    std::vector<AttributeValue> values_of(cql::TypeId type) const;
    std::vector<AttributeValue> number_values() const;
    std::vector<AttributeValue> day_values() const;
    std::vector<ConceptIndex> codes_of(std::uint32_t retrieve, std::size_t count_max) const;

    ChangeTrial& trial_;
    const cql::Plan& plan_;
    Reach reach_;
    std::vector<std::uint32_t> retrieves_;
    std::vector<cql::NodeIndex> inner_conditions_;
    std::vector<cql::NodeIndex> queries_;
    std::vector<int> age_months_;
    std::vector<Date> days_;
    std::set<std::int64_t> numbers_;  // as Decimal keeps them
    TextIndex unit_ = 0;              // of the quantities compared with, where they have one
    std::set<TextIndex> texts_;
    std::set<ConceptIndex> codes_;
    std::vector<std::uint32_t> value_sets_;  // that elements are looked up in
    std::set<Read> reads_;
};

}  // namespace openpcn::explanations
