// Approved changes over national files: the register as at days before, on and after them.
#include "persistence/network_effects.h"

#include <gtest/gtest.h>

#include "persistence/register_load.h"
#include "persistence/test_database.h"

namespace openpcn::persistence {
namespace {

using network_changes::Follows;
using network_changes::RegisterEffects;

OdsCode code(std::string_view text) { return *OdsCode::parse(text); }
Date day(std::string_view text) { return *Date::parse(text); }

constexpr const char* heading =
    "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,"
    "SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME,COMM_REGION_CODE\n";
constexpr const char* lists =
    "EXTRACT_DATE,TYPE,SUB_ICB_LOCATION_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n"
    "2026-01-01,GP,16C,A81001,TS18 1HU,ALL,ALL,3000\n"
    "2026-01-01,GP,16C,A81002,TS18 1HU,ALL,ALL,5000\n"
    "2026-01-01,GP,16C,A81003,TS18 1HU,ALL,ALL,700\n";

std::string mapping(const std::string& dated, const std::vector<std::string>& networks) {
    std::string text = heading;
    for (std::size_t i = 0; i < networks.size(); ++i)
        text += dated + ",A8100" + std::to_string(i + 1) + ",SURGERY,TS18 1HU," + networks[i] +
                "," + (networks[i] == "U" ? "Unallocated" : networks[i] + " PCN") +
                ",16C,NHS NE,QHM,NE,Y63\n";
    return text;
}

class ApprovedChanges : public TestDataDirectory {
protected:
    // A81001 and A81002 are in U00001, A81003 is in none.
    void load_first() {
        load("map.csv", mapping("01Jan2026", {"U00001", "U00001", "U"}));
        load("lists.csv", lists);
    }
    LoadOutcome load(const std::string& name, const std::string& text) {
        RegisterLoadRequest request;
        request.files = {feeds::text_file(name, text)};
        request.actor = {"test", "admin", "16C"};
        request.today = day("2027-12-01");
        return load_register(*directory_, std::move(request)).value().front().outcome;
    }
    organisations::RegisterView on(std::string_view as_at) {
        const auto connection = directory_->database().lease().value();
        return read_register(*connection, day(as_at)).value();
    }
    std::string network_on(std::string_view as_at, std::string_view practice) {
        const auto view = on(as_at);
        const auto& entry = view.practices().at(code(practice));
        return entry.network ? entry.network->text() : "none";
    }
    static RegisterEffects from(std::string_view first_day) {
        RegisterEffects effects;
        effects.day = day(first_day);
        return effects;
    }
    ApprovedEffects approved(const RegisterEffects& effects,
                             const organisations::RegisterView& on_day) {
        return {effects, &on_day, "c" + std::to_string(++number_), code("U00001"),
                Instant::parse("2026-11-26T12:00:00Z").value()};
    }
    void approve(const RegisterEffects& effects) {
        const auto connection = directory_->database().lease().value();
        const auto on_day = read_register(*connection, effects.day).value();
        auto transaction = database::Transaction::begin(*connection).value();
        const auto written = write_register_effects(*connection, approved(effects, on_day));
        ASSERT_TRUE(written) << to_string(written.error());
        ASSERT_TRUE(transaction.commit());
    }

    int number_ = 0;
};

TEST_P(ApprovedChanges, HoldFromTheirDayInANetworkThatOnlyFilesKnew) {
    load_first();
    auto joins = from("2027-04-01");
    joins.begins = {{code("U00001"), code("A81003")}};
    approve(joins);
    auto leaves = from("2027-06-01");
    leaves.ends = {{code("U00001"), code("A81001"), std::nullopt}};
    approve(leaves);
    EXPECT_EQ(network_on("2027-03-31", "A81003"), "none");
    EXPECT_EQ(network_on("2027-04-01", "A81003"), "U00001");
    EXPECT_EQ(network_on("2027-05-31", "A81001"), "U00001");
    EXPECT_EQ(network_on("2027-06-01", "A81001"), "none");
    EXPECT_EQ(network_on("2026-01-01", "A81001"), "U00001");
    EXPECT_EQ(on("2027-03-31").totals().unallocated_practices, 1);
    EXPECT_EQ(on("2027-04-01").totals().unallocated_practices, 0);
    EXPECT_EQ(on("2027-06-01").totals().unallocated_practices, 1);
    const auto connection = directory_->database().lease().value();
    const auto row = find_network_by_code(*connection, code("U00001")).value().value();
    EXPECT_TRUE(row.from_register);
    EXPECT_EQ(row.stage, networks::Stage::live);
    EXPECT_EQ(network_members(*connection, row.id).value().size(), 2U);
}

TEST_P(ApprovedChanges, EndAMembershipThatBeganHere) {
    load_first();
    auto joins = from("2027-04-01");
    joins.begins = {{code("U00001"), code("A81003")}};
    approve(joins);
    auto leaves = from("2027-06-01");
    leaves.ends = {{code("U00001"), code("A81003"), day("2027-04-01")}};
    approve(leaves);
    auto again = from("2027-08-01");
    again.begins = {{code("U00001"), code("A81003")}};
    approve(again);
    EXPECT_EQ(network_on("2027-03-31", "A81003"), "none");
    EXPECT_EQ(network_on("2027-05-31", "A81003"), "U00001");
    EXPECT_EQ(network_on("2027-06-01", "A81003"), "none");
    EXPECT_EQ(network_on("2027-08-01", "A81003"), "U00001");
}

TEST_P(ApprovedChanges, SplitANetworkIntoNewOnesAndCloseIt) {
    load_first();
    auto split = from("2027-04-01");
    split.opened = {{code("U00008"), "North PCN", code("16C"), true},
                    {code("U00009"), "South PCN", code("16C"), true}};
    split.closed = {code("U00001")};
    split.ends = {{code("U00001"), code("A81001"), {}}, {code("U00001"), code("A81002"), {}}};
    split.begins = {{code("U00008"), code("A81001")}, {code("U00009"), code("A81002")}};
    split.successions = {{Follows::network, code("U00001"), code("U00008")},
                         {Follows::network, code("U00001"), code("U00009")}};
    approve(split);
    const auto eve = on("2027-03-31");
    EXPECT_TRUE(eve.networks().at(code("U00001")).is_open);
    EXPECT_FALSE(eve.networks().contains(code("U00008")));
    EXPECT_EQ(eve.totals().open_networks, 1);
    const auto then = on("2027-04-01");
    EXPECT_FALSE(then.networks().at(code("U00001")).is_open);
    EXPECT_EQ(then.networks().at(code("U00008")).name, "North PCN");
    EXPECT_EQ(then.networks().at(code("U00009")).patients, 5'000);
    EXPECT_EQ(then.totals().open_networks, 2);
    EXPECT_EQ(then.totals().registered_patients, eve.totals().registered_patients);
    const auto connection = directory_->database().lease().value();
    const auto kept = all_successions(*connection).value();
    ASSERT_EQ(kept.size(), 2U);
    EXPECT_EQ(kept[1].succession.successor, code("U00009"));
    EXPECT_EQ(kept[1].first_day, day("2027-04-01"));
    // A new network's code is its own.
    const auto taken = write_register_effects(*connection, approved(split, then));
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().kind, ErrorKind::conflict);
}

TEST_P(ApprovedChanges, CarryThePatientsOfPracticesThatMerge) {
    load_first();
    auto merger = from("2027-04-01");
    merger.ends = {{code("U00001"), code("A81002"), {}}};
    merger.successions = {{Follows::practice, code("A81002"), code("A81001")}};
    approve(merger);
    EXPECT_EQ(on("2027-03-31").practices().at(code("A81001")).list->patients, 3'000);
    const auto then = on("2027-04-01");
    EXPECT_EQ(then.practices().at(code("A81001")).list->patients, 8'000);
    EXPECT_EQ(then.totals().registered_patients, 8'700);
    EXPECT_EQ(then.totals().practices, 2);
    EXPECT_EQ(then.networks().at(code("U00001")).members.size(), 1U);
}

TEST_P(ApprovedChanges, GiveWayToAFileThatWasLoadedLaterAndIsOfTheirDay) {
    load_first();
    auto leaves = from("2027-04-01");
    leaves.ends = {{code("U00001"), code("A81001"), {}}};
    approve(leaves);
    // Of a day before: the file cannot know.
    load("map-march.csv", mapping("01Mar2027", {"U00001", "U00001", "U"}));
    EXPECT_EQ(network_on("2027-04-01", "A81001"), "none");
    EXPECT_EQ(network_on("2027-03-31", "A81001"), "U00001");
    EXPECT_EQ(load("map-may.csv", mapping("01May2027", {"U", "U00001", "U"})),
              LoadOutcome::accepted)
        << "it says the same, so nothing waits for review";
    EXPECT_EQ(network_on("2027-05-01", "A81001"), "none");
}

TEST_P(ApprovedChanges, LeaveNothingWhereTheyAreNotCommitted) {
    load_first();
    const auto connection = directory_->database().lease().value();
    const auto version = register_version(*connection).value();
    auto split = from("2027-04-01");
    split.opened = {{code("U00008"), "North PCN", code("16C"), true}};
    split.ends = {{code("U00001"), code("A81001"), {}}};
    split.begins = {{code("U00008"), code("A81001")}};
    split.successions = {{Follows::network, code("U00001"), code("U00008")}};
    {
        const auto on_day = read_register(*connection, split.day).value();
        auto transaction = database::Transaction::begin(*connection).value();
        ASSERT_TRUE(write_register_effects(*connection, approved(split, on_day)));
        ASSERT_GT(register_version(*connection).value(), version);
    }
    EXPECT_EQ(register_version(*connection).value(), version);
    EXPECT_TRUE(all_networks(*connection).value().empty());
    EXPECT_TRUE(all_network_members(*connection).value().empty());
    EXPECT_TRUE(all_successions(*connection).value().empty());
}

TEST_P(ApprovedChanges, NeedANetworkThatSomebodyKnows) {
    load_first();
    const auto connection = directory_->database().lease().value();
    auto joins = from("2027-04-01");
    joins.begins = {{code("U00077"), code("A81003")}};
    const auto on_day = read_register(*connection, joins.day).value();
    const auto refused = write_register_effects(*connection, approved(joins, on_day));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::not_found);
}

INSTANTIATE_TEST_SUITE_P(Databases, ApprovedChanges,
                         testing::Values(database::Dialect::sqlite, database::Dialect::postgresql));

}  // namespace
}  // namespace openpcn::persistence
