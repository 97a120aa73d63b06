#include "persistence/saved_cohorts.h"

#include <gmock/gmock.h>

#include "persistence/test_database.h"

namespace openpcn::persistence {
namespace {

using testing::HasSubstr;

const Instant noon = Instant::parse("2026-11-26T12:00:00Z").value();
const Instant later = Instant::parse("2026-11-26T12:05:00Z").value();

SavedCohort cohort(const std::string& id, const std::string& name,
                   const std::string& organisation = "U00001") {
    return {id, organisation, name, "Why it is counted", "ann", "Ann Analyst", false, noon};
}

CohortVersion version(const std::string& id, const std::string& text, Instant at = noon) {
    CohortVersion made;
    made.cohort = id;
    made.text = text;
    made.definition = "Cohort";
    made.base = "registered";
    made.cases = "as at 2026-03-31\n";
    made.reason = "First";
    made.author = "ann";
    made.author_name = "Ann Analyst";
    made.at = at;
    made.content_version = "2025-26.3";
    made.when_saved = {3, 4, 1, ""};
    return made;
}

class SavedCohorts : public TestDatabase {
protected:
    void add(const std::string& id, const std::string& name,
             const std::string& organisation = "U00001") {
        const auto added = add_cohort(*connection_, cohort(id, name, organisation),
                                      version(id, "AgeInYears() > 1"));
        ASSERT_TRUE(added.has_value()) << to_string(added.error());
    }
};

TEST_F(SavedCohorts, AreReadBackAsTheyWereSaved) {
    add("c1", "Adults");
    const auto found = find_cohort(*connection_, "U00001", "c1").value();
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->name, "Adults");
    EXPECT_EQ(found->description, "Why it is counted");
    EXPECT_EQ(found->owner_name, "Ann Analyst");
    EXPECT_EQ(found->changed_at, noon);
    EXPECT_FALSE(found->archived);
    const auto first = find_cohort_version(*connection_, "c1", 1).value();
    ASSERT_TRUE(first.has_value());
    EXPECT_EQ(first->text, "AgeInYears() > 1");
    EXPECT_EQ(first->state, VersionState::draft);
    EXPECT_EQ(first->cases, "as at 2026-03-31\n");
    EXPECT_EQ(first->content_version, "2025-26.3");
    EXPECT_EQ(first->when_saved, (CasesWhenSaved{3, 4, 1, ""}));
    EXPECT_FALSE(first->ready_at.has_value());
    EXPECT_FALSE(find_cohort_version(*connection_, "c1", 2).value().has_value());
}

TEST_F(SavedCohorts, AreOfOneOrganisation) {
    add("c1", "Adults");
    add("c2", "Adults", "A81001");
    EXPECT_FALSE(find_cohort(*connection_, "A81001", "c1").value().has_value());
    ASSERT_EQ(saved_cohorts(*connection_, "A81001").value().size(), 1u);
    EXPECT_EQ(saved_cohorts(*connection_, "A81001").value()[0].id, "c2");
    EXPECT_TRUE(saved_cohorts(*connection_, "QE1").value().empty());
}

TEST_F(SavedCohorts, HaveANameOnlyOnce) {
    add("c1", "Adults");
    const auto again =
        add_cohort(*connection_, cohort("c2", "Adults"), version("c2", "AgeInYears() > 2"));
    ASSERT_FALSE(again.has_value());
    EXPECT_EQ(again.error().kind, ErrorKind::conflict);
    EXPECT_EQ(again.error().what, "There is a cohort \"Adults\" already.");
    add("c3", "Children");
    SavedCohort renamed = cohort("c3", "Adults");
    EXPECT_EQ(change_cohort(*connection_, renamed).error().kind, ErrorKind::conflict);
    renamed.name = "Infants";
    renamed.archived = true;
    renamed.changed_at = later;
    ASSERT_TRUE(change_cohort(*connection_, renamed).has_value());
    const auto found = find_cohort(*connection_, "U00001", "c3").value();
    EXPECT_EQ(found->name, "Infants");
    EXPECT_TRUE(found->archived);
    EXPECT_EQ(saved_cohorts(*connection_, "U00001").value()[0].id, "c3") << "changed last";
}

TEST_F(SavedCohorts, TakeANewVersionOnlyAfterTheNewest) {
    add("c1", "Adults");
    ASSERT_TRUE(add_cohort_version(*connection_, version("c1", "two", later), 1).has_value());
    const auto late = add_cohort_version(*connection_, version("c1", "other two"), 1);
    ASSERT_FALSE(late.has_value());
    EXPECT_EQ(late.error().kind, ErrorKind::conflict);
    EXPECT_THAT(late.error().what, HasSubstr("Version 2 was saved meanwhile"));
    const auto versions = cohort_versions(*connection_, "c1").value();
    ASSERT_EQ(versions.size(), 2u);
    EXPECT_EQ(versions[0].number, 2);
    EXPECT_EQ(versions[0].text, "two");
    EXPECT_EQ(find_cohort(*connection_, "U00001", "c1").value()->changed_at, later);
}

TEST_F(SavedCohorts, LetTheDatabaseSettleARace) {
    add("c1", "Adults");
    // As if another session had saved version 2 after this one asked for the newest.
    EXPECT_EQ(run("INSERT INTO cohort_version SELECT cohort, 2, state, text, definition, base, "
                  "cases, reason, author, author_name, at, ready_by, ready_by_name, ready_at, "
                  "content_version, case_count, expectation_count, failure_count, case_problem "
                  "FROM cohort_version"),
              1);
    EXPECT_FALSE(connection_
                     ->execute("INSERT INTO cohort_version SELECT * FROM cohort_version WHERE "
                               "number = 2")
                     .has_value());
    EXPECT_FALSE(connection_->execute("UPDATE cohort_version SET state = 'perhaps'").has_value());
}

TEST_F(SavedCohorts, BecomeReadyOnce) {
    add("c1", "Adults");
    CohortVersion first = *find_cohort_version(*connection_, "c1", 1).value();
    first.ready_by = "bob";
    first.ready_by_name = "Bob Boss";
    first.ready_at = later;
    ASSERT_TRUE(mark_cohort_version_ready(*connection_, first).has_value());
    first.ready_by = "eve";
    ASSERT_TRUE(mark_cohort_version_ready(*connection_, first).has_value());
    const auto found = *find_cohort_version(*connection_, "c1", 1).value();
    EXPECT_EQ(found.state, VersionState::ready);
    EXPECT_EQ(found.ready_by, "bob");
    EXPECT_EQ(found.ready_at, later);
}

TEST_F(SavedCohorts, GoWithTheTransactionThatMadeThem) {
    {
        auto transaction = database::Transaction::begin(*connection_);
        ASSERT_TRUE(transaction.has_value());
        add("c1", "Adults");
    }
    EXPECT_FALSE(find_cohort(*connection_, "U00001", "c1").value().has_value());
    EXPECT_TRUE(cohort_versions(*connection_, "c1").value().empty());
}

}  // namespace
}  // namespace openpcn::persistence
