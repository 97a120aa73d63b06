// Why a definition is true of a person, or why not, down to the coded entries that decided it.
//
// Made from the same plan that evaluates, on demand, for a definition of any type: the clauses in
// plain words with the value of each; the CQL text with every clause marked as covered or not; the
// entries on which the answer hangs; and for "no" and "unknown" the smallest changes that would
// make it "yes". What is said of entries and changes was tried on copies of the record before it
// is said (population/explanations).
//
// Holds codes, dates and values of one person's record, so it goes only to whoever may see that
// record; it holds no name or number.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "population/cql/clause_coverage.h"
#include "population/explanations/record_change.h"
#include "population/records/record.h"
#include "services/evaluation_run.h"
#include "services/rule_plan.h"

namespace openpcn::services {

struct ExplainedEntry {
    records::EntryKey key = 0;  // of the record; unique for a person
    std::string type;           // FHIR: "Condition"
    std::string date;           // ISO, to its own precision; "" where none is recorded
    std::string system;
    std::string code;
    std::string term;
    std::string value;  // with its unit; may be empty
    std::string status;
    std::string practice;   // ODS code of where it was recorded
    bool deciding = false;  // in one of Explanation::deciding
};

struct ExplainedClause {
    std::string text;        // the clause as its CQL says it, or a definition's title
    std::string definition;  // Library.Definition, where the clause is one
    Answer answer = Answer::unknown;
    std::string value;      // what it came to, where that is more than an answer
    bool decisive = false;  // the answer above hangs on it
    std::vector<ExplainedClause> clauses;
    std::vector<ExplainedEntry> entries;
    std::size_t entries_left_out = 0;
};

// Entries that decide together: without all of them the answer is another, without a part of them
// it is the same. See population/explanations/deciding_entries.h.
struct DecidingGroup {
    std::vector<ExplainedEntry> entries;  // newest first
    std::string without;                  // "no"; for what is no condition, its value
    std::string sentence;
};

// A way to make the answer "yes", tried on a copy of the record.
struct ExplainedChange {
    struct Step {
        std::string kind;  // later_date, add_entry, reach_age, change_entry, remove_entry, no_death
        std::string text;
        std::size_t changes = 1;  // so many entries
    };
    std::string text;  // all steps in one sentence
    std::vector<Step> steps;
    explanations::RecordChanges changes;
};

// What an answer rests on beside the entries that decide.
enum class Ground : std::uint8_t {
    entries,
    absence,  // of fitting entries
    age,
    sex,
    death,  // whether one is recorded
    date,
    rule,  // holds for everybody, whatever the record says
};

struct Explanation {
    std::string definition;  // Library.Definition
    std::string title;
    std::string rule;
    std::string comment;
    std::string type;  // of CQL: "Boolean", "List<Date>"
    Date as_at;
    std::string pack;  // id, version and hash
    Answer answer = Answer::unknown;
    std::string value;     // of a definition that is no condition
    std::string sentence;  // "Hypertension register" holds on 2020-03-31.
    ExplainedClause clause;
    std::vector<DecidingGroup> deciding;  // smallest first; no entry is in two
    bool deciding_complete = true;
    std::vector<Ground> grounds;
    std::string grounds_sentence;
    // For "no" and "unknown": what would make it "yes", fewest changes first, and what is said of
    // them together.
    std::vector<ExplainedChange> changes;
    std::string changes_sentence;
    cql::ClauseCoverage coverage;
};

// What the explanation needs beside the record to put codes and places into words.
struct ExplanationWords {
    const ConceptDictionary& concepts;
    const TextPool& texts;
    std::span<const std::string> practices;  // ODS codes by index
};

// Of any definition of the pack, whatever its type: by full name, or by title alone where that is
// enough (RulePlan::find). `not_found` where the plan has no such definition.
Result<Explanation> explain(const RulePlan& plan, std::string_view definition,
                            const records::PatientRecord& record, Date as_at,
                            const ExplanationWords& words);

// For people at a terminal: the answer, then the clauses as an indented tree with their entries.
std::string to_text(const Explanation& explanation);
// The CQL text, each line with the marks of the conditions that begin on it.
std::string coverage_text(const cql::ClauseCoverage& coverage);
// docs/reference/explain-json.md names the fields.
std::string to_json(const Explanation& explanation);

std::string_view to_text(Answer answer);  // "yes", "no", "unknown"
std::string_view to_text(Ground ground);  // "entries", "absence", ...

}  // namespace openpcn::services
