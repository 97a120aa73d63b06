// What a run of a measure comes to: FHIR's MeasureReport over all patients, and each patient's
// populations.
#pragma once

#include <span>
#include <string>

#include "population/measures/measure_run.h"

namespace openpcn::measures {

// ISO date or date-time of each end, as it was given.
struct ReportPeriod {
    std::string start;
    std::string end;
};

// A MeasureReport of type summary. Counts leave out patients with an error.
std::string measure_report(const Measure& measure, const ReportPeriod& period,
                           std::span<const SubjectResult> subjects, const TextPool& texts);

// One object: {"report": MeasureReport, "subjects": [...]}, with `more` (members of JSON, or "")
// at the end. A subject's "populations" are those of the first group; "groups" has each group where
// there are several, or observations or strata.
std::string run_json(const Measure& measure, const ReportPeriod& period,
                     std::span<const SubjectResult> subjects, const TextPool& texts,
                     std::string_view more);

}  // namespace openpcn::measures
