// Why an expression has no value for one person, though it compiled: an age past the end of time, a
// list of two where one is the rule, a Message of severity Error (CQL 1.5, "run-time error").
//
// Thrown by operators and caught by Evaluator, which reports it for that person and definition; it
// never leaves the engine. Only the text that a rule gives to Message() may quote the record.
#pragma once

#include <optional>
#include <stdexcept>

#include "population/cql/diagnostic.h"

namespace openpcn::cql {

class EvaluationFailure : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;

    // The expression that failed: the innermost one names itself first.
    void happened_at(Span span) {
        if (!span_) span_ = span;
    }
    Span span() const { return span_.value_or(Span{}); }

private:
    std::optional<Span> span_;
};

}  // namespace openpcn::cql
