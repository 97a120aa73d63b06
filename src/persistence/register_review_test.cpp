// Refusing what a file would alter, on SQLite and on PostgreSQL: it stays as it was before, as at
// any day, and the next file with the same statement is asked about again.
#include "persistence/register_review.h"

#include <gmock/gmock.h>

#include <stdexcept>

#include "persistence/register_load.h"
#include "persistence/test_database.h"

namespace openpcn::persistence {
namespace {

using testing::HasSubstr;

const RegisterActor somebody{"test", "commissioner", "16C"};

constexpr const char* mapping_heading =
    "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,"
    "SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME\n";

std::string line(const std::string& date, const std::string& practice, const std::string& name,
                 const std::string& network) {
    return date + "," + practice + "," + name + ",TS18 1HU," + network + ",PCN " + network +
           ",16C,NHS NE - 16C,QHM,NHS NE\n";
}

class RegisterReview : public TestDataDirectory {
protected:
    void SetUp() override {
        TestDataDirectory::SetUp();
        if (!directory_) return;
        connection_ = std::move(*directory_->database().lease());
    }
    void TearDown() override {
        connection_.reset();
        TestDataDirectory::TearDown();
    }
    FileOutcome load(const std::string& name, const std::string& text) {
        RegisterLoadRequest request;
        request.files = {feeds::text_file(name, text)};
        request.actor = somebody;
        request.today = *Date::parse("2026-11-01");
        auto outcomes = load_register(*directory_, std::move(request)).value();
        EXPECT_FALSE(outcomes.front().error.has_value());
        return outcomes.front();
    }
    std::string entry(const std::string& practice, const std::string& as_at = "2026-11-01") {
        const auto view = read_register(*connection_, *Date::parse(as_at)).value();
        const auto found = view.practices().find(*OdsCode::parse(practice));
        if (found == view.practices().end()) return "unknown";
        const auto& one = found->second;
        return std::string(name_of(one.standing)) + " " +
               (one.network ? one.network->text() : "-") + " " + one.name;
    }
    // Of those that wait: the one of this subject and kind.
    ReviewedChange waiting(const std::string& subject, organisations::ChangeKind kind) {
        const auto changes = register_changes(*connection_, WhichChanges::waiting).value();
        for (const auto& one : changes)
            if (one.change.subject.text() == subject && one.change.kind == kind) return one;
        throw std::runtime_error(subject + " has no such change");
    }
    std::int64_t refuse(const std::string& subject, organisations::ChangeKind kind) {
        const std::int64_t id = waiting(subject, kind).id;
        const auto done = refuse_register_changes(*connection_, {id}, "It is wrong.", somebody);
        EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().what);
        return id;
    }
    void accept_the_rest() {
        ASSERT_TRUE(accept_register_changes(*connection_, std::nullopt, somebody));
    }
    void load_january() {
        load("january.csv", mapping_heading + line("01Jan2026", "A81001", "DENSHAM", "U00001") +
                                line("01Jan2026", "A81002", "QUEENS PARK", "U00001") +
                                line("01Jan2026", "A81003", "RIVERSIDE", "U00002"));
    }

    database::Database::Lease connection_{nullptr, database::Database::Return{nullptr}};
};

using organisations::ChangeKind;

TEST_P(RegisterReview, KeepsWhatWasBeforeForWhatIsRefusedAndTakesTheRest) {
    load_january();
    // A81001 moves, A81002 moves and is renamed, A81003 is gone, A81004 is new.
    load("july.csv", mapping_heading + line("01Jul2026", "A81001", "DENSHAM", "U00002") +
                         line("01Jul2026", "A81002", "KINGS PARK", "U00002") +
                         line("01Jul2026", "A81004", "NEW", "U00002"));
    refuse("A81001", ChangeKind::moved);
    refuse("A81002", ChangeKind::renamed);
    refuse("A81003", ChangeKind::closed);
    refuse("A81004", ChangeKind::is_new);
    EXPECT_EQ(entry("A81001"), "member U00001 DENSHAM") << "the rest still waits";
    accept_the_rest();
    EXPECT_TRUE(register_changes(*connection_, WhichChanges::waiting)->empty());
    EXPECT_EQ(entry("A81001"), "member U00001 DENSHAM");
    EXPECT_EQ(entry("A81002"), "member U00002 QUEENS PARK");
    EXPECT_EQ(entry("A81003"), "member U00002 RIVERSIDE");
    EXPECT_EQ(entry("A81004"), "not_counted - NEW");
    EXPECT_EQ(entry("A81002", "2026-06-30"), "member U00001 QUEENS PARK");
    const auto view = read_register(*connection_, *Date::parse("2026-11-01")).value();
    EXPECT_EQ(view.totals().practices, 3);
    EXPECT_EQ(view.networks().at(*OdsCode::parse("U00001")).members.size(), 1U);
}

TEST_P(RegisterReview, AsksAgainWhatTheNextFileSaysAgainAndShowsThatItWasRefused) {
    load_january();
    const auto as_of = [](const std::string& date) {
        return mapping_heading + line(date, "A81001", "DENSHAM", "U00002") +
               line(date, "A81002", "QUEENS PARK", "U00001") +
               line(date, "A81003", "RIVERSIDE", "U00002");
    };
    load("july.csv", as_of("01Jul2026"));
    EXPECT_FALSE(waiting("A81001", ChangeKind::moved).earlier);
    refuse("A81001", ChangeKind::moved);
    EXPECT_EQ(entry("A81001"), "member U00001 DENSHAM");
    EXPECT_EQ(load("august.csv", as_of("01Aug2026")).outcome, LoadOutcome::waiting);
    const auto again = waiting("A81001", ChangeKind::moved);
    ASSERT_TRUE(again.earlier);
    EXPECT_EQ(again.earlier->file_name, "july.csv");
    EXPECT_EQ(again.earlier->because, "It is wrong.");
    EXPECT_EQ(entry("A81001"), "member U00001 DENSHAM");
    // Refused a second time, it still stands as January has it.
    refuse("A81001", ChangeKind::moved);
    EXPECT_EQ(entry("A81001"), "member U00001 DENSHAM");
    EXPECT_EQ(entry("A81001", "2026-07-15"), "member U00001 DENSHAM");
    // A third file whose statement is accepted ends it, from its day.
    load("september.csv", as_of("01Sep2026"));
    accept_the_rest();
    EXPECT_EQ(entry("A81001"), "member U00002 DENSHAM");
    EXPECT_EQ(entry("A81001", "2026-08-31"), "member U00001 DENSHAM");
    // So does a file that agrees with the register: there is nothing to ask.
    EXPECT_EQ(register_changes(*connection_, WhichChanges::refused)->size(), 2U);
}

TEST_P(RegisterReview, EndsARefusalWithAFileThatAgrees) {
    load_january();
    load("july.csv", mapping_heading + line("01Jul2026", "A81001", "DENSHAM", "U00002") +
                         line("01Jul2026", "A81002", "QUEENS PARK", "U00001") +
                         line("01Jul2026", "A81003", "RIVERSIDE", "U00002"));
    refuse("A81001", ChangeKind::moved);
    EXPECT_EQ(
        load("august.csv", mapping_heading + line("01Aug2026", "A81001", "DENSHAM", "U00001") +
                               line("01Aug2026", "A81002", "QUEENS PARK", "U00001") +
                               line("01Aug2026", "A81003", "RIVERSIDE", "U00002"))
            .outcome,
        LoadOutcome::accepted);
    EXPECT_EQ(entry("A81001"), "member U00001 DENSHAM");
}

TEST_P(RegisterReview, RefusesListsAndDirectoryEntries) {
    load_january();
    const auto lists = [](const std::string& patients) {
        return "EXTRACT_DATE,TYPE,SUB_ICB_LOCATION_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n"
               "2026-07-01,GP,16C,A81001,TS18 1HU,ALL,ALL," +
               patients + "\n";
    };
    const auto patients = [&] {
        const auto view = read_register(*connection_, *Date::parse("2026-11-01")).value();
        return view.totals().registered_patients;
    };
    load("lists.csv", lists("3740"));
    for (const char* file : {"again.csv", "third.csv"}) {
        EXPECT_EQ(load(file, lists("9740") + "\n" + (file[0] == 't' ? "\n" : "")).outcome,
                  LoadOutcome::waiting)
            << file;
        refuse("A81001", ChangeKind::relisted);
        EXPECT_EQ(patients(), 3740) << file;
    }
}

TEST_P(RegisterReview, NeedsAReasonAndWhatCanBeRefused) {
    load_january();
    load("july.csv", mapping_heading + std::string("01Jul2026,A81001,DENSHAM,TS18 1HU,U00001,PCN "
                                                   "U00001,84H,NHS NE - 84H,QHM,NHS NE\n"));
    const auto comes = waiting("84H", ChangeKind::is_new);
    const auto refused =
        refuse_register_changes(*connection_, {comes.id}, "It is wrong.", somebody);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().what, HasSubstr("follows from its practices"));
    const auto gone = waiting("A81002", ChangeKind::closed);
    EXPECT_FALSE(refuse_register_changes(*connection_, {gone.id}, "", somebody));
    EXPECT_FALSE(refuse_register_changes(*connection_, {gone.id, 4711}, "x", somebody));
    EXPECT_EQ(waiting("A81002", ChangeKind::closed).decided_at, "") << "all or none";
    const std::int64_t before = register_version(*connection_).value();
    const auto id = refuse("A81002", ChangeKind::closed);
    const std::int64_t between = register_version(*connection_).value();
    EXPECT_LT(before, between);
    ASSERT_TRUE(accept_register_changes(*connection_, {{id}}, somebody));
    EXPECT_LT(between, register_version(*connection_).value());
}

INSTANTIATE_TEST_SUITE_P(Databases, RegisterReview,
                         testing::Values(database::Dialect::sqlite, database::Dialect::postgresql),
                         [](const auto& shown) {
                             return shown.param == database::Dialect::sqlite ? "SQLite"
                                                                             : "PostgreSQL";
                         });

}  // namespace
}  // namespace openpcn::persistence
