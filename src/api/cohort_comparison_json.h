// Who joined and who left, as the API shows it: in numbers, suppressed for whoever may not see
// people; as people; and as a table to export.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "api/cohort_request.h"
#include "cohorts/change_reason.h"
#include "cohorts/cohort_comparison.h"
#include "platform/export/table.h"

namespace openpcn::api {

// One side of a comparison, compiled.
struct ComparedSide {
    CohortAsk ask;
    PreparedCohort prepared;
    std::string saved_name;  // of a saved version; empty: a text
    std::int64_t version = 0;
};

struct ComparedSides {
    ComparedSide before;
    ComparedSide after;
    cohorts::ComparedQuestions questions() const {
        return {*before.prepared.question, *after.prepared.question};
    }
};

// CohortComparison of openapi.yaml.
nlohmann::ordered_json comparison_json(const ApiParts& parts, const Call& call,
                                       const CohortMoment& moment, const ComparedSides& sides,
                                       const cohorts::CohortComparison& comparison,
                                       double milliseconds);

// A person who joined or left, with the reason.
struct ReasonedChange {
    records::PersonId person = 0;
    records::PatientRecord record;
    cohorts::CohortChange change;
    cohorts::ChangeReason reason;
};

// CohortChange.
nlohmann::ordered_json change_json(const NetworkState::View& view,
                                   const persistence::Person& person,
                                   const persistence::Practice& practice,
                                   const ReasonedChange& change);

}  // namespace openpcn::api
