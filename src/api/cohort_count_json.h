// A count as the API shows it, suppressed for whoever may not see people; and as a table to export.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "api/cohort_request.h"
#include "api/disclosure.h"
#include "cohorts/cohort_count.h"
#include "platform/export/table.h"

namespace openpcn::api {

struct CountTimes {
    double compile_ms = 0;
    double count_ms = 0;
    double total_ms = 0;
};

// CohortCount of openapi.yaml. `call` says who is told what.
nlohmann::ordered_json cohort_count_json(const ApiParts& parts, const Call& call,
                                         const CohortMoment& moment, const PreparedCohort& prepared,
                                         const cohorts::CohortAnswers& answers,
                                         const CountTimes& times);

// The same numbers, one row for each, as the JSON has them.
exporting::Table cohort_count_table(const nlohmann::ordered_json& count);

nlohmann::ordered_json definitions_json(const cohorts::CompiledCohort& cohort);
nlohmann::ordered_json place_json(const cohorts::TextPlace& place);
std::vector<std::string> later_entries_notes(cohorts::LaterEntries later, Date as_at);

}  // namespace openpcn::api
