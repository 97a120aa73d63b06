// A worklist as content defines it: who is on it, why, in which order, and what may be recorded
// about a person on it. Read from content/services/<service>/worklist.json.
//
// Definitions are named Library.Definition, as reports show them. Immutable values, safe to share.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/result.h"
#include "population/records/model.h"

namespace openpcn::services {

// A number or date shown beside every row.
struct FactDefinition {
    std::string id;
    std::string label;
    std::string definition;
};

struct ReasonDefinition {
    std::string id;
    std::string rule;  // "SMR-02"
    std::string definition;
    std::string label;  // short and without figures, for filters
    // Plain words; {Library.Definition} is replaced by that definition's value for the person.
    std::string sentence;
};

enum class PriorityOrder {
    descending,
    ascending
};
struct PriorityKey {
    std::string definition;  // its value is a number; without value it comes last
    PriorityOrder order = PriorityOrder::descending;
};

// What recording an outcome does to the open item.
enum class OutcomeEffect {
    completes,   // the item is done
    keeps_open,  // the rules decide anew with the entry in the record
    excludes     // the person is off the list for exclude_months
};

// A number that is asked for with the outcome, such as a blood pressure.
struct OutcomeMeasurement {
    std::string id;
    std::string label;
    std::string code;
    std::string term;
    std::string unit;  // UCUM
    Decimal minimum;
    Decimal maximum;
};

struct OutcomeOption {
    std::string id;
    std::string label;
    OutcomeEffect effect = OutcomeEffect::completes;
    int exclude_months = 0;
    records::ResourceType type = records::ResourceType::procedure;
    records::Status status = records::Status::completed;
    std::string code;  // SNOMED CT; empty where `measurements` carry the codes
    std::string term;
    std::vector<OutcomeMeasurement> measurements;
    std::vector<std::string> roles;  // who may record it
};

struct ReasonChoice {
    std::string id;
    std::string label;
    std::optional<int> days_max;  // longest snooze
};

struct WorklistDefinition {
    std::string id;
    std::string title;
    std::string description;
    std::string on_list;
    std::vector<FactDefinition> facts;
    std::vector<ReasonDefinition> reasons;
    std::vector<PriorityKey> priority;
    std::vector<OutcomeOption> outcomes;
    std::vector<ReasonChoice> snooze_reasons;
    std::vector<ReasonChoice> exclusion_reasons;
    std::vector<std::string> roles;  // who may see and work the list

    const OutcomeOption* outcome(std::string_view outcome_id) const;  // null if there is none
};

// `invalid`, naming the path within the file.
Result<WorklistDefinition> parse_worklist_definition(std::string_view json, std::string_view path);

// The definitions named in a sentence, in order: "a {X.y} b" gives {"X.y"}.
std::vector<std::string> definitions_in_sentence(std::string_view sentence);

// All definitions that the worklist reads, each once.
std::vector<std::string> definitions_of(const WorklistDefinition& worklist);

}  // namespace openpcn::services
