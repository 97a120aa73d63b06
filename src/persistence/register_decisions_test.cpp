// Decisions kept here over national files, and files that catch up with them.
#include "persistence/register_decisions.h"

#include <gtest/gtest.h>

#include "persistence/networks.h"
#include "persistence/register_load.h"
#include "persistence/test_database.h"

namespace openpcn::persistence {
namespace {

OdsCode code(std::string_view text) { return *OdsCode::parse(text); }
Date day(std::string_view text) { return *Date::parse(text); }

constexpr const char* heading =
    "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,"
    "SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME,COMM_REGION_CODE\n";
constexpr const char* january =
    "01Jan2026,A81001,THE DENSHAM SURGERY,TS18 1HU,U89141,STOCKTON PCN,16C,NHS NE,QHM,NE,Y63\n"
    "01Jan2026,A81002,QUEENS PARK,TS18 2AW,U,Unallocated,16C,NHS NE,QHM,NE,Y63\n";
// The new network has come to the mapping.
constexpr const char* caught_up =
    "01Jul2026,A81001,THE DENSHAM SURGERY,TS18 1HU,U89141,STOCKTON PCN,16C,NHS NE,QHM,NE,Y63\n"
    "01Jul2026,A81002,QUEENS PARK,TS18 2AW,U00009,NEW PCN,16C,NHS NE,QHM,NE,Y63\n";
constexpr const char* elsewhere =
    "01Aug2026,A81001,THE DENSHAM SURGERY,TS18 1HU,U89141,STOCKTON PCN,16C,NHS NE,QHM,NE,Y63\n"
    "01Aug2026,A81002,QUEENS PARK,TS18 2AW,U89141,STOCKTON PCN,16C,NHS NE,QHM,NE,Y63\n";

class DecisionsOverFiles : public TestDataDirectory {
protected:
    FileOutcome load(const std::string& name, const std::string& lines) {
        RegisterLoadRequest request;
        request.files = {feeds::text_file(name, heading + lines)};
        request.actor = {"test", "admin", "16C"};
        request.today = day("2026-11-01");
        auto outcomes = load_register(*directory_, std::move(request)).value();
        EXPECT_FALSE(outcomes.front().error.has_value());
        return outcomes.front();
    }
    // A network of A81002 that began on 1 April 2026.
    void form_network() {
        const auto connection = directory_->database().lease().value();
        const NetworkRow row{"n1",
                             code("U00009"),
                             "New PCN",
                             code("16C"),
                             networks::Stage::live,
                             day("2026-04-01"),
                             std::nullopt,
                             code("A81002"),
                             false,
                             Instant::parse("2026-03-20T10:00:00Z").value(),
                             Instant::parse("2026-03-20T10:00:00Z").value()};
        ASSERT_TRUE(add_network(*connection, row));
        ASSERT_TRUE(write_network_members(*connection, "n1",
                                          {{"n1", code("A81002"), row.starts, std::nullopt, {}}}));
    }
    std::string network_on(std::string_view as_at) {
        const auto connection = directory_->database().lease().value();
        const auto view = read_register(*connection, day(as_at)).value();
        const auto& entry = view.practices().at(code("A81002"));
        return entry.network ? entry.network->text() : "none";
    }
    std::int64_t version() {
        const auto connection = directory_->database().lease().value();
        return register_version(*connection).value();
    }
};

TEST_P(DecisionsOverFiles, HoldFromTheirDayAndRaiseTheRegistersVersion) {
    load("map.csv", january);
    EXPECT_EQ(network_on("2026-04-01"), "none");
    const auto before = version();
    form_network();
    EXPECT_GT(version(), before);
    EXPECT_EQ(network_on("2026-03-31"), "none");
    EXPECT_EQ(network_on("2026-04-01"), "U00009");
}

TEST_P(DecisionsOverFiles, NeedNoReviewWhereALaterFileSaysTheSame) {
    load("map.csv", january);
    form_network();
    EXPECT_EQ(load("map-july.csv", caught_up).outcome, LoadOutcome::accepted);
    EXPECT_EQ(network_on("2026-10-01"), "U00009");
}

TEST_P(DecisionsOverFiles, GiveWayToALaterFileOnlyOnceItsChangeIsAccepted) {
    load("map.csv", january);
    form_network();
    EXPECT_EQ(load("map-august.csv", elsewhere).outcome, LoadOutcome::waiting);
    EXPECT_EQ(network_on("2026-10-01"), "U00009");
    const auto connection = directory_->database().lease().value();
    ASSERT_TRUE(accept_register_changes(*connection, {}, {"test", "commissioner", "16C"}));
    EXPECT_EQ(network_on("2026-10-01"), "U89141");
    EXPECT_EQ(network_on("2026-04-01"), "U00009");
}

INSTANTIATE_TEST_SUITE_P(Databases, DecisionsOverFiles,
                         testing::Values(database::Dialect::sqlite, database::Dialect::postgresql));

}  // namespace
}  // namespace openpcn::persistence
