#include "persistence/saved_cohorts.h"

#include <fmt/format.h>

namespace openpcn::persistence {
namespace {

using database::Row;
using database::Value;

constexpr std::string_view cohort_columns =
    "id, organisation, name, description, owner, owner_name, archived, changed_at";
constexpr std::string_view version_columns =
    "cohort, number, state, text, definition, base, cases, reason, author, author_name, at, "
    "ready_by, ready_by_name, ready_at, content_version, case_count, expectation_count, "
    "failure_count, case_problem";

Result<SavedCohort> cohort_of(const Row& row) {
    SavedCohort cohort;
    cohort.id = row.string(0);
    cohort.organisation = row.string(1);
    cohort.name = row.string(2);
    cohort.description = row.string(3);
    cohort.owner = row.string(4);
    cohort.owner_name = row.string(5);
    cohort.archived = row.integer(6) != 0;
    TRY_ASSIGN(cohort.changed_at, Instant::parse(row.text(7)));
    return cohort;
}

Result<CohortVersion> version_of(const Row& row) {
    CohortVersion version;
    version.cohort = row.string(0);
    version.number = row.integer(1);
    version.state = row.text(2) == "ready" ? VersionState::ready : VersionState::draft;
    version.text = row.string(3);
    version.definition = row.string(4);
    version.base = row.string(5);
    version.cases = row.string(6);
    version.reason = row.string(7);
    version.author = row.string(8);
    version.author_name = row.string(9);
    TRY_ASSIGN(version.at, Instant::parse(row.text(10)));
    version.ready_by = row.string(11);
    version.ready_by_name = row.string(12);
    if (!row.text(13).empty()) {
        TRY_ASSIGN(version.ready_at, Instant::parse(row.text(13)));
    }
    version.content_version = row.string(14);
    version.when_saved = {row.integer(15), row.integer(16), row.integer(17), row.string(18)};
    return version;
}

Error name_taken(const std::string& name) {
    return {ErrorKind::conflict, fmt::format("There is a cohort \"{}\" already.", name), "name",
            "Choose another name, or save a new version of that one."};
}

Error newer_version(std::int64_t newest) {
    return {ErrorKind::conflict,
            fmt::format("Version {} was saved meanwhile by somebody else.", newest), "based_on",
            "Look at what changed, then save again."};
}

Result<void> insert_version(database::Connection& connection, const CohortVersion& version) {
    TRY(connection.execute(
        fmt::format("INSERT INTO cohort_version ({}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                    "?, ?, ?, ?, ?, ?, ?)",
                    version_columns),
        {version.cohort, version.number, to_text(version.state), version.text, version.definition,
         version.base, version.cases, version.reason, version.author, version.author_name,
         version.at.to_string(), version.ready_by, version.ready_by_name,
         version.ready_at ? version.ready_at->to_string() : std::string(), version.content_version,
         version.when_saved.cases, version.when_saved.expectations, version.when_saved.failures,
         version.when_saved.problem}));
    return {};
}

// Asked first, so that the usual conflict does not spoil the transaction; the unique key settles
// a race.
Result<void> check_name(database::Connection& connection, const SavedCohort& cohort) {
    bool taken = false;
    TRY(connection.query("SELECT 1 FROM cohort WHERE organisation = ? AND name = ? AND id <> ?",
                         {cohort.organisation, cohort.name, cohort.id},
                         [&](const Row&) -> Result<void> {
                             taken = true;
                             return {};
                         }));
    if (taken) return failure(name_taken(cohort.name));
    return {};
}

template <typename Done>
Result<void> or_conflict(const Done& done, Error conflict) {
    if (done) return {};
    return failure(done.error().kind == ErrorKind::conflict ? std::move(conflict) : done.error());
}

}  // namespace

std::string_view to_text(VersionState state) {
    return state == VersionState::ready ? "ready" : "draft";
}

Result<void> add_cohort(database::Connection& connection, const SavedCohort& cohort,
                        const CohortVersion& first) {
    TRY(check_name(connection, cohort));
    TRY(or_conflict(
        connection.execute(
            fmt::format("INSERT INTO cohort ({}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", cohort_columns),
            {cohort.id, cohort.organisation, cohort.name, cohort.description, cohort.owner,
             cohort.owner_name, cohort.archived ? 1 : 0, cohort.changed_at.to_string()}),
        name_taken(cohort.name)));
    return insert_version(connection, first);
}

Result<void> add_cohort_version(database::Connection& connection, const CohortVersion& version,
                                std::int64_t based_on) {
    std::int64_t newest = 0;
    TRY(connection.query("SELECT COALESCE(MAX(number), 0) FROM cohort_version WHERE cohort = ?",
                         {version.cohort}, [&](const Row& row) -> Result<void> {
                             newest = row.integer(0);
                             return {};
                         }));
    if (newest != based_on) return failure(newer_version(newest));
    CohortVersion next = version;
    next.number = newest + 1;
    TRY(or_conflict(insert_version(connection, next), newer_version(next.number)));
    TRY(connection.execute("UPDATE cohort SET changed_at = ? WHERE id = ?",
                           {version.at.to_string(), version.cohort}));
    return {};
}

Result<void> change_cohort(database::Connection& connection, const SavedCohort& cohort) {
    TRY(check_name(connection, cohort));
    return or_conflict(
        connection.execute("UPDATE cohort SET name = ?, description = ?, archived = ?, "
                           "changed_at = ? WHERE id = ? AND organisation = ?",
                           {cohort.name, cohort.description, cohort.archived ? 1 : 0,
                            cohort.changed_at.to_string(), cohort.id, cohort.organisation}),
        name_taken(cohort.name));
}

Result<void> mark_cohort_version_ready(database::Connection& connection,
                                       const CohortVersion& version) {
    TRY(connection.execute(
        "UPDATE cohort_version SET state = 'ready', ready_by = ?, ready_by_name = ?, ready_at = ? "
        "WHERE cohort = ? AND number = ? AND state = 'draft'",
        {version.ready_by, version.ready_by_name,
         version.ready_at ? version.ready_at->to_string() : std::string(), version.cohort,
         version.number}));
    return {};
}

Result<std::vector<SavedCohort>> saved_cohorts(database::Connection& connection,
                                               std::string_view organisation) {
    std::vector<SavedCohort> cohorts;
    TRY(connection.query(fmt::format("SELECT {} FROM cohort WHERE organisation = ? "
                                     "ORDER BY changed_at DESC, name",
                                     cohort_columns),
                         {organisation}, [&](const Row& row) -> Result<void> {
                             TRY_ASSIGN(SavedCohort cohort, cohort_of(row));
                             cohorts.push_back(std::move(cohort));
                             return {};
                         }));
    return cohorts;
}

Result<std::optional<SavedCohort>> find_cohort(database::Connection& connection,
                                               std::string_view organisation, std::string_view id) {
    std::optional<SavedCohort> found;
    TRY(connection.query(
        fmt::format("SELECT {} FROM cohort WHERE organisation = ? AND id = ?", cohort_columns),
        {organisation, id}, [&](const Row& row) -> Result<void> {
            TRY_ASSIGN(found, cohort_of(row));
            return {};
        }));
    return found;
}

Result<std::vector<CohortVersion>> cohort_versions(database::Connection& connection,
                                                   std::string_view cohort) {
    std::vector<CohortVersion> versions;
    TRY(connection.query(
        fmt::format("SELECT {} FROM cohort_version WHERE cohort = ? ORDER BY number DESC",
                    version_columns),
        {cohort}, [&](const Row& row) -> Result<void> {
            TRY_ASSIGN(CohortVersion version, version_of(row));
            versions.push_back(std::move(version));
            return {};
        }));
    return versions;
}

Result<std::optional<CohortVersion>> find_cohort_version(database::Connection& connection,
                                                         std::string_view cohort,
                                                         std::int64_t number) {
    std::optional<CohortVersion> found;
    TRY(connection.query(
        fmt::format("SELECT {} FROM cohort_version WHERE cohort = ? AND number = ?",
                    version_columns),
        {cohort, number}, [&](const Row& row) -> Result<void> {
            TRY_ASSIGN(found, version_of(row));
            return {};
        }));
    return found;
}

}  // namespace openpcn::persistence
