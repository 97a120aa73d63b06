// What staff record about a person on a worklist, as entries for the record.
//
// An outcome becomes one entry per code, with the day it was done and the role of who did it. The
// entries are appended to the person's record at once, so that the rules see them, and kept to be
// sent back to the practice. Names of staff never enter a record.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/partial_date_time.h"
#include "base/result.h"
#include "services/worklist_definition.h"

namespace openpcn::services {

struct RecordedOutcome {
    std::string outcome;                          // id of the OutcomeOption
    Date done_on;                                 // when it happened
    std::string recorded_by_role;                 // "clinical_pharmacist"
    std::map<std::string, Decimal> measurements;  // by id of OutcomeMeasurement
    std::string note;                             // free text, may be empty
};

// An entry in the words of a feed: the store gives it its key and appends it.
struct OutcomeEntry {
    records::ResourceType type = records::ResourceType::procedure;
    records::Status status = records::Status::completed;
    std::string system;  // code system
    std::string code;
    std::string term;
    PartialDateTime when;
    bool has_value = false;
    Decimal value;
    std::string unit;  // UCUM
    std::string recorded_by_role;
    std::string note;
};

// The entries of an outcome. `forbidden` where the role may not record it; `invalid` for a day
// after `today`, a missing measurement, or one outside its range.
Result<std::vector<OutcomeEntry>> entries_of(const WorklistDefinition& worklist,
                                             const RecordedOutcome& outcome, Date today);

}  // namespace openpcn::services
