// Register files through loading, review and reading, on SQLite and on PostgreSQL.
#include "persistence/register_load.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "persistence/audit_verification.h"
#include "persistence/register_store.h"
#include "persistence/test_database.h"

namespace openpcn::persistence {
namespace {

using testing::ElementsAre;

constexpr const char* details =
    "PCN Code,PCN Name,Current Sub ICB Loc Code,Sub ICB Location,Open Date,Close Date,Postcode\n"
    "U89141,STOCKTON PCN,16C,NHS NE - 16C,20191001,,TS18 2AT\n"
    "U07032,NORTH STOCKTON PCN,16C,NHS NE - 16C,20191001,,TS18 1AA\n";
constexpr const char* partners =
    "Partner Organisation Code,Partner Name,Practice Parent Sub ICB Loc Code,PCN Code,PCN "
    "Name,Practice to PCN Relationship Start Date,Practice to PCN Relationship End Date\n"
    "A81001,THE DENSHAM SURGERY,16C,U89141,STOCKTON PCN,20191001,\n"
    "A81002,QUEENS PARK,16C,U07032,NORTH STOCKTON PCN,20191001,\n"
    "A81003,A8!,16C,U0703!,NORTH STOCKTON PCN,20191001,\n";
constexpr const char* mapping_heading =
    "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,"
    "SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME\n";

std::string mapping(const std::string& date, const std::string& network_of_a81001) {
    return mapping_heading + date + ",A81001,The Densham Surgery,TS18 1HU," + network_of_a81001 +
           ",STOCKTON PCN,16C,NHS NE - 16C,QHM,NHS NE\n" + date +
           ",A81004,NEW SURGERY,TS18 1HU,U,Unallocated,16C,NHS NE - 16C,QHM,NHS NE\n";
}

std::string lists(const std::string& date, const std::string& patients) {
    return "EXTRACT_DATE,TYPE,SUB_ICB_LOCATION_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n" +
           date + ",GP,16C,A81001,TS18 1HU,ALL,ALL," + patients + "\n";
}

class RegisterLoadTest : public TestDataDirectory {
protected:
    void SetUp() override {
        TestDataDirectory::SetUp();
        if (!directory_) return;
        auto lease = directory_->database().lease();
        ASSERT_TRUE(lease.has_value());
        connection_ = std::move(*lease);
    }
    void TearDown() override {
        connection_.reset();
        TestDataDirectory::TearDown();
    }

    std::vector<FileOutcome> load(std::vector<std::pair<std::string, std::string>> files,
                                  ChangePolicy policy = ChangePolicy::review) {
        RegisterLoadRequest request;
        for (auto& [name, text] : files)
            request.files.push_back(feeds::text_file(name, std::move(text)));
        request.policy = policy;
        request.actor = {"test", "admin", "U00001"};
        request.today = *Date::parse("2026-11-01");
        auto outcomes = load_register(*directory_, std::move(request));
        EXPECT_TRUE(outcomes.has_value()) << (outcomes ? "" : to_string(outcomes.error()));
        return outcomes.value_or(std::vector<FileOutcome>{});
    }
    organisations::RegisterView view(const std::string& as_at = "2026-11-01") {
        auto read = read_register(*connection_, *Date::parse(as_at));
        EXPECT_TRUE(read.has_value()) << (read ? "" : to_string(read.error()));
        return std::move(*read);
    }
    std::int64_t number(const std::string& sql) {
        std::int64_t value = -1;
        const auto asked = connection_->query(sql, {}, [&](const database::Row& row) {
            value = row.integer(0);
            return Result<void>{};
        });
        EXPECT_TRUE(asked.has_value()) << (asked ? "" : to_string(asked.error()));
        return value;
    }
    static std::optional<OdsCode> network_of(const organisations::RegisterView& register_view,
                                             const std::string& practice) {
        return register_view.practices().at(*OdsCode::parse(practice)).network;
    }

    database::Database::Lease connection_{nullptr, database::Database::Return{nullptr}};
};

TEST_P(RegisterLoadTest, AcceptsTheFirstFilesAndKeepsRejectsWithTheirReason) {
    const auto outcomes = load({{"partners-2025-01.csv", partners}, {"epcn-2025-01.csv", details}});
    ASSERT_EQ(outcomes.size(), 2U);
    EXPECT_EQ(outcomes[0].outcome, LoadOutcome::accepted);
    EXPECT_EQ(outcomes[1].outcome, LoadOutcome::accepted);
    EXPECT_EQ(outcomes[0].facts, 2U);
    ASSERT_EQ(outcomes[0].rejects.size(), 1U);
    EXPECT_EQ(number("SELECT count(*) FROM register_reject WHERE line = 4 AND kept = 0"), 1);
    EXPECT_EQ(view().totals().open_networks, 2);
    EXPECT_EQ(view().totals().practices, 2);
    EXPECT_EQ(number("SELECT count(*) FROM audit WHERE action = 'register.load'"), 2);
    const auto again = load({{"other-name.csv", details}});
    EXPECT_EQ(again[0].outcome, LoadOutcome::already_loaded);
    EXPECT_EQ(number("SELECT count(*) FROM register_file"), 2);
}

TEST_P(RegisterLoadTest, LeavesWhatALaterFileAltersForReview) {
    load({{"partners-2025-01.csv", partners}, {"epcn-2025-01.csv", details}});
    const auto outcome = load({{"map.csv", mapping("01Jul2026", "U07032")}})[0];
    EXPECT_EQ(outcome.outcome, LoadOutcome::waiting);
    EXPECT_EQ(outcome.changes.at("practice moved"), 1);
    EXPECT_EQ(network_of(view(), "A81001")->text(), "U89141");
    const auto changes = register_changes(*connection_, WhichChanges::waiting);
    ASSERT_TRUE(changes.has_value());
    std::vector<std::string> found;
    std::int64_t move = 0;
    for (const auto& change : *changes) {
        found.push_back(change.change.subject.text() + " " +
                        std::string(name_of(change.change.kind)));
        if (change.change.kind == organisations::ChangeKind::moved) move = change.id;
    }
    // The network's last practice moved away, so the mapping does not know it any more.
    EXPECT_THAT(found, ElementsAre("U07032 renamed", "U89141 closed", "A81001 moved",
                                   "A81002 closed", "A81004 new"));

    ASSERT_TRUE(accept_register_changes(*connection_, {{move}}, {"test", "", ""}).has_value());
    EXPECT_EQ(network_of(view(), "A81001")->text(), "U07032");
    EXPECT_EQ(network_of(view("2026-06-30"), "A81001")->text(), "U89141");
    EXPECT_EQ(view().totals().practices, 2);
    const auto twice = accept_register_changes(*connection_, {{move}}, {"test", "", ""});
    ASSERT_FALSE(twice.has_value());
    EXPECT_EQ(twice.error().kind, ErrorKind::not_found);

    const auto rest = accept_register_changes(*connection_, std::nullopt, {"test", "", ""});
    ASSERT_TRUE(rest.has_value());
    EXPECT_EQ(*rest, 4);
    EXPECT_EQ(view().totals().practices, 2);
    EXPECT_EQ(view().totals().unallocated_practices, 1);
    EXPECT_EQ(view("2026-06-30").totals().practices, 2);
    EXPECT_EQ(number("SELECT count(*) FROM register_file WHERE review = 'waiting'"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM audit WHERE action = 'register.accept'"), 2);
}

TEST_P(RegisterLoadTest, TakesChangesAtOnceWhereThatWasAsked) {
    load({{"partners-2025-01.csv", partners}});
    const auto outcome = load({{"map.csv", mapping("01Jul2026", "U07032")}}, ChangePolicy::accept);
    EXPECT_EQ(outcome[0].outcome, LoadOutcome::accepted);
    EXPECT_EQ(network_of(view(), "A81001")->text(), "U07032");
    EXPECT_GT(number("SELECT count(*) FROM register_change WHERE decided_by = 'test'"), 0);
}

TEST_P(RegisterLoadTest, AddsHistoryFromAnOlderFileWithoutTouchingThePresent) {
    load({{"map.csv", mapping("01Jul2026", "U89141")}});
    const auto outcome = load({{"old.csv", mapping("01Jan2025", "U07032")}});
    EXPECT_EQ(outcome[0].outcome, LoadOutcome::accepted);
    EXPECT_EQ(network_of(view(), "A81001")->text(), "U89141");
    EXPECT_EQ(network_of(view("2025-06-01"), "A81001")->text(), "U07032");
}

TEST_P(RegisterLoadTest, ReviewsListSizesOnlyWhereADayIsReissued) {
    load({{"jan.csv", lists("2026-01-01", "3749")}});
    EXPECT_EQ(load({{"jul.csv", lists("2026-07-01", "3733")}})[0].outcome, LoadOutcome::accepted);
    EXPECT_EQ(view().totals().registered_patients, 3733);
    EXPECT_EQ(view("2026-02-01").totals().registered_patients, 3749);
    const auto reissued = load({{"jul2.csv", lists("2026-07-01", "3740")}});
    EXPECT_EQ(reissued[0].outcome, LoadOutcome::waiting);
    EXPECT_EQ(reissued[0].changes.at("practice relisted"), 1);
    EXPECT_EQ(view().totals().registered_patients, 3733);
    ASSERT_TRUE(accept_register_changes(*connection_, std::nullopt, {"test", "", ""}).has_value());
    EXPECT_EQ(view().totals().registered_patients, 3740);
}

TEST_P(RegisterLoadTest, GoesOnAfterAFileThatIsNoneOfTheRegisters) {
    const auto outcomes = load({{"strange.csv", "a,b\n1,2\n"}, {"epcn-2025-01.csv", details}});
    EXPECT_EQ(outcomes[0].outcome, LoadOutcome::failed);
    EXPECT_EQ(outcomes[0].error->kind, ErrorKind::unsupported);
    EXPECT_EQ(outcomes[1].outcome, LoadOutcome::accepted);
    EXPECT_EQ(number("SELECT count(*) FROM register_file"), 1);
}

INSTANTIATE_TEST_SUITE_P(Databases, RegisterLoadTest,
                         testing::Values(database::Dialect::sqlite, database::Dialect::postgresql),
                         [](const auto& shown) {
                             return shown.param == database::Dialect::sqlite ? "SQLite"
                                                                             : "PostgreSQL";
                         });

}  // namespace
}  // namespace openpcn::persistence
