// A case: one made-up patient in a few lines of text, and the answers that definitions must give.
//
// Cases lie beside the rules in content/services/<service>/cases/*.txt and are written and read by
// clinicians; docs/guides/rules.md explains the form. Parsing knows nothing of value sets or
// records: case_record.h turns a case into a record.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/partial_date_time.h"
#include "base/result.h"
#include "population/records/record.h"

namespace openpcn::services {

// The word that begins a line, and what it becomes.
enum class CaseEntryKind {
    diagnosis,
    observation,
    procedure,
    repeat,  // a repeat template
    issue,   // an issue of a medicine, or a prescription of a system without templates
    encounter,
    allergy,
    panel  // a blood pressure with two components
};

struct CaseEntry {
    CaseEntryKind kind = CaseEntryKind::diagnosis;
    std::string concept_text;  // "hypertension", "statin#2", "http://snomed.info/sct|38341003"
    PartialDateTime when;
    std::optional<Decimal> value;   // of an observation; the systolic pressure of a panel
    std::optional<Decimal> second;  // the diastolic pressure of a panel
    std::string unit;
    std::string comparator;
    std::string status;  // FHIR code; empty: the usual one of the kind
    PartialDateTime end;
    int line = 0;
};

enum class CaseRegistration {
    long_standing,   // since birth or 1990
    given,           // as the case says
    unknown_period,  // registered, but the feed gave no dates
    none
};

struct CaseExpectation {
    std::string definition;  // Library.Definition
    std::string expected;    // yes, no, unknown, a number, a date, or text
    int line = 0;
};

struct ContentCase {
    std::string path;
    std::string name;
    int line = 0;
    Date as_at;
    records::Sex sex = records::Sex::unknown;
    PartialDateTime birth;
    PartialDateTime death;
    CaseRegistration registration = CaseRegistration::long_standing;
    std::string registration_type = "R";
    PartialDateTime registered_from;
    PartialDateTime registered_to;
    std::vector<CaseEntry> entries;
    std::vector<CaseExpectation> expectations;
};

// All cases of one file. `invalid`, naming the line, for the first line that cannot be read.
Result<std::vector<ContentCase>> parse_cases(std::string_view text, std::string_view path);

// A date of a case: absolute in ISO form, or relative to the as-at date: T, T-3m, T+1d, T-12m+1d
// with d for days, w for weeks, m for months, y for years.
Result<PartialDateTime> parse_case_date(std::string_view text, Date as_at);

}  // namespace openpcn::services
