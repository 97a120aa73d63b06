// Cohorts that staff saved, with their versions, in SQL.
//
// Every function that takes an organisation finds nothing of another one. Changes are made inside
// the caller's transaction, which also holds their audit entry.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "platform/database/connection.h"

namespace openpcn::persistence {

struct SavedCohort {
    std::string id;
    std::string organisation;  // ODS code
    std::string name;          // unique within the organisation
    std::string description;
    std::string owner;
    std::string owner_name;
    bool archived = false;
    Instant changed_at;
};

enum class VersionState {
    draft,
    ready
};
std::string_view to_text(VersionState state);

// How the cases of a version went when it was saved.
struct CasesWhenSaved {
    std::int64_t cases = 0;
    std::int64_t expectations = 0;
    std::int64_t failures = 0;
    std::string problem;  // why they could not be run; may be empty
    bool operator==(const CasesWhenSaved&) const = default;
};

struct CohortVersion {
    std::string cohort;
    std::int64_t number = 1;
    VersionState state = VersionState::draft;
    std::string text;
    std::string definition;  // the counted one
    std::string base;
    std::string cases;
    std::string reason;
    std::string author;
    std::string author_name;
    Instant at;
    std::string ready_by;
    std::string ready_by_name;
    std::optional<Instant> ready_at;
    std::string content_version;
    CasesWhenSaved when_saved;
};

// With its first version. `conflict` where the organisation has one of that name.
Result<void> add_cohort(database::Connection& connection, const SavedCohort& cohort,
                        const CohortVersion& first);
// As the version after `based_on`; `conflict` where that is not the newest any more.
Result<void> add_cohort_version(database::Connection& connection, const CohortVersion& version,
                                std::int64_t based_on);
// Name, description, archived and the time of the change. `conflict` as add_cohort.
Result<void> change_cohort(database::Connection& connection, const SavedCohort& cohort);
// A draft becomes ready; nothing where it is ready already.
Result<void> mark_cohort_version_ready(database::Connection& connection,
                                       const CohortVersion& version);

// The one changed last first.
Result<std::vector<SavedCohort>> saved_cohorts(database::Connection& connection,
                                               std::string_view organisation);
Result<std::optional<SavedCohort>> find_cohort(database::Connection& connection,
                                               std::string_view organisation, std::string_view id);
// Newest first.
Result<std::vector<CohortVersion>> cohort_versions(database::Connection& connection,
                                                   std::string_view cohort);
Result<std::optional<CohortVersion>> find_cohort_version(database::Connection& connection,
                                                         std::string_view cohort,
                                                         std::int64_t number);

}  // namespace openpcn::persistence
