// The plan read word for word: the oracle that the Evaluator is held against. For tests only.
//
// A walk over the tree without any cleverness: every node is evaluated anew wherever it stands,
// all rows of a query before anything is asked of them, each retrieve looks through all entries,
// and aliases live in a list that is handed down. What an operator makes of its arguments is
// shared with the Evaluator (population/cql/operators.h); nothing else is.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "population/cql/operators.h"

namespace openpcn::differential {

// What aliases stand for; the last one of a slot counts.
using Aliases = std::vector<std::pair<cql::SlotIndex, cql::Value>>;

// A walk without sharing may take for ever: thrown after `steps_max` nodes.
struct TooManySteps : std::runtime_error {
    TooManySteps() : std::runtime_error("the walk takes too many steps") {}
};

class SimpleEvaluator {
public:
    SimpleEvaluator(const cql::Plan& plan, const ConceptDictionary& concepts, const TextPool& texts,
                    const cql::EvaluationSettings& settings, std::size_t steps_max);

    // `record` must live until the next call; values until then too.
    void begin(const records::PatientRecord& record);
    // Throws TooManySteps; cql::EvaluationFailure where the expression has no value for this
    // person; std::logic_error for what the walk does not know.
    cql::Value value(std::size_t definition);
    cql::Value value_of(cql::NodeIndex node);
    std::size_t steps() const { return steps_; }

private:
    cql::Value walk(cql::NodeIndex node, const Aliases& aliases);
    cql::Value logic(const cql::Node& node, const Aliases& aliases);
    cql::Value choice(const cql::Node& node, const Aliases& aliases);
    cql::Value exists(const cql::Node& node, const Aliases& aliases);
    cql::Value parameter(const cql::ParameterPlan& parameter);
    cql::Value retrieve(const cql::Retrieve& retrieve);

    // Queries: one row after another, each a whole list of aliases.
    cql::Value query(const cql::QueryPlan& query, const Aliases& aliases);
    std::vector<Aliases> rows_of(const cql::QueryPlan& query, const Aliases& aliases);
    bool related(const cql::QueryRelationship& relationship, const Aliases& row);
    void sort(const cql::QueryPlan& query, const Aliases& aliases, std::vector<cql::Value>& rows);
    int order_of(const cql::Value& a, const cql::Value& b) const;

    // The record (simple_record.cpp).
    bool has_code(const records::Entry& entry, const cql::Retrieve& retrieve) const;
    cql::Value property(const cql::Property& property, const cql::Value& of, cql::TypeId type);
    cql::Value of_patient(const cql::Property& property, cql::TypeId type);
    cql::Value of_entry(const cql::Property& property, std::uint32_t index, cql::TypeId type);
    cql::Value of_component(const cql::Property& property, const cql::Value& component,
                            cql::TypeId type);
    cql::Value concept_of(const records::Entry& entry);
    cql::Value when_of(const records::Entry& entry);
    cql::Value period_of(const records::Entry& entry);
    cql::Value stored(records::ValueKind kind, std::int64_t value, TextIndex unit,
                      cql::TypeId type);
    cql::Value text(const std::string& text);
    cql::Value list(cql::ValueKind kind, const std::vector<cql::Value>& items);
    std::vector<records::Element> elements(const records::Entry& entry,
                                           records::ElementPath path) const;

    const cql::Plan& plan_;
    const TextPool& texts_;
    cql::EvaluationSettings settings_;
    cql::Arena arena_;
    cql::Operators operators_;
    const records::PatientRecord* record_ = nullptr;
    std::size_t steps_max_;
    std::size_t steps_ = 0;
};

}  // namespace openpcn::differential
