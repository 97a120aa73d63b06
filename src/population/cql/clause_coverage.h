// The CQL text behind an answer with every clause marked: covered, uncovered, or not evaluated.
//
// "Covered" as in clause-coverage highlighting: the clause held, or gave something, at least once.
// A clause inside a query counts once for its text, whatever the number of rows, and so does a
// function for all its calls. Owns its texts; holds values of one person's record.
#pragma once

#include <string>
#include <vector>

#include "population/cql/clause_trace.h"
#include "population/cql/value_text.h"

namespace openpcn::cql {

enum class Mark : std::uint8_t {
    none,     // takes part in the clause around it
    held,     // true, or something there
    failed,   // false, or nothing there
    unknown,  // a condition that the record does not decide
    not_evaluated
};
std::string_view to_text(Mark mark);  // "", "true", "false", "unknown", "not_evaluated"

// A stretch of text: plain (`text`), or a clause made of stretches (`parts`).
struct MarkedText {
    std::string text;
    Mark mark = Mark::none;
    bool is_condition = false;
    ClauseTally tally;  // its value is not kept: see `value`
    std::string value;  // of a definition or number that is no condition; short
    std::vector<MarkedText> parts;
};

struct ClauseCount {
    std::size_t covered = 0;
    std::size_t uncovered = 0;  // failed or unknown
    std::size_t not_evaluated = 0;
};

struct CoveredStatement {
    std::string library;
    std::string name;
    Statement::Kind kind = Statement::Kind::definition;
    std::string file;
    int line = 0;  // of its first character, from 1
    MarkedText text;
    ClauseCount count;
};

struct ClauseCoverage {
    // The definition that was asked for, those it uses, then functions.
    std::vector<CoveredStatement> statements;
    ClauseCount count;
    bool complete = true;  // ClauseTrace::complete
};

ClauseCoverage clause_coverage(const ClauseTrace& trace, const ValueContext& context);

}  // namespace openpcn::cql
