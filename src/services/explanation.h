// Why a definition is true of a person, or why not, down to the coded entries that decided it.
//
// Made from the same plan that evaluates, on demand. Holds codes, dates and values of one person's
// record, so it goes only to whoever may see that record; it holds no name or number.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "population/records/record.h"
#include "services/evaluation_run.h"
#include "services/rule_plan.h"

namespace openpcn::services {

struct ExplainedEntry {
    std::string type;  // FHIR: "Condition"
    std::string date;  // ISO, to its own precision; "" where none is recorded
    std::string system;
    std::string code;
    std::string term;
    std::string value;  // with its unit; may be empty
    std::string status;
    std::string practice;  // ODS code of where it was recorded
};

struct ExplainedClause {
    std::string text;  // the clause as its CQL says it, or a definition's title
    Answer answer = Answer::unknown;
    std::string value;      // what it came to, where that is more than an answer
    bool decisive = false;  // the answer above hangs on it
    std::string change;     // what would change the answer; may be empty
    std::vector<ExplainedClause> clauses;
    std::vector<ExplainedEntry> entries;
    std::size_t entries_left_out = 0;
};

struct Explanation {
    std::string definition;  // Library.Definition
    std::string title;
    std::string rule;
    std::string comment;
    Date as_at;
    std::string pack;  // id, version and hash
    Answer answer = Answer::unknown;
    std::string sentence;  // "Hypertension register" holds on 2020-03-31.
    ExplainedClause clause;
    std::vector<std::string> changes;
};

// What the explanation needs beside the record to put codes and places into words.
struct ExplanationWords {
    const ConceptDictionary& concepts;
    const TextPool& texts;
    std::span<const std::string> practices;  // ODS codes by index
};

// `not_found` where the plan has no such definition (RulePlan::find).
Result<Explanation> explain(const RulePlan& plan, std::string_view definition,
                            const records::PatientRecord& record, Date as_at,
                            const ExplanationWords& words);

// For people at a terminal: the answer, then the clauses as an indented tree with their entries.
std::string to_text(const Explanation& explanation);
// docs/reference/explain-json.md names the fields.
std::string to_json(const Explanation& explanation);

std::string_view to_text(Answer answer);  // "yes", "no", "unknown"

}  // namespace openpcn::services
