// Saved cohorts, their versions, their cases and what a text can name, as the API shows them.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "api/api_parts.h"
#include "cohorts/cohort_cases.h"
#include "persistence/saved_cohorts.h"

namespace openpcn::api {

// CohortVersionSummary of openapi.yaml.
nlohmann::ordered_json version_summary_json(const persistence::CohortVersion& version);
// CohortSummary; `versions` are all of it, newest first.
nlohmann::ordered_json cohort_summary_json(const persistence::SavedCohort& cohort,
                                           const std::vector<persistence::CohortVersion>& versions);
// Cohort.
nlohmann::ordered_json cohort_json(const persistence::SavedCohort& cohort,
                                   const std::vector<persistence::CohortVersion>& versions);
// Runs cases as a count is run: so many at once, and no longer than that may take.
// `unavailable` where too many are under way.
Result<cohorts::CohortCaseReport> run_cases_in_turn(ApiParts& parts,
                                                    const persistence::CohortVersion& version);
// CohortVersion; `report` is of its cases with the content of today.
nlohmann::ordered_json version_json(ApiParts& parts, const persistence::SavedCohort& cohort,
                                    const persistence::CohortVersion& version,
                                    const cohorts::CohortCaseReport& report);
// CohortCaseReport.
nlohmann::ordered_json case_report_json(const cohorts::CohortCaseReport& report);
// CohortVocabulary, with how many people the asker may be told of.
nlohmann::ordered_json vocabulary_json(ApiParts& parts, const Call& call,
                                       const CohortMoment& moment,
                                       const std::vector<char>& practices);

}  // namespace openpcn::api
