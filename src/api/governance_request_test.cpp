// Who counts as a member of a network on a day: the rule behind every change of its people, payee,
// meetings, votes, actions and goals.
#include "api/governance_request.h"

#include <gmock/gmock.h>

#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using networks::Stage;

Date day(std::string_view text) { return Date::parse(text).value(); }
OdsCode code(std::string_view text) { return OdsCode::parse(text).value(); }

// A81001 is kept here as a member without an end, A81002 until the end of May.
NetworkInView network(Stage stage, bool has_code, std::vector<OdsCode> in_register) {
    persistence::NetworkRow row{
        "n",          has_code ? std::optional(code("U89999")) : std::nullopt,
        "North",      code("16C"),
        stage,        day("2026-07-01"),
        std::nullopt, code("A81009"),
        false,        std::nullopt,
        io::now()};
    std::vector<persistence::NetworkMember> rows{
        {"n", code("A81001"), day("2026-07-01"), std::nullopt, {}},
        {"n", code("A81002"), day("2026-01-01"), day("2026-05-31"), {}}};
    return {std::move(row), std::move(rows), std::move(in_register), Part::member};
}

TEST(GovernanceRequest, AsksTheRegisterWhoIsAMemberOfALiveNetwork) {
    for (const Stage stage : {Stage::live, Stage::closed}) {
        const auto live = network(stage, true, {code("A81001"), code("A81003")});
        EXPECT_TRUE(is_member(live, "A81001", day("2026-08-01")));
        EXPECT_TRUE(is_member(live, "A81003", day("2026-08-01"))) << "the register alone knows it";
        EXPECT_FALSE(is_member(live, "A81002", day("2026-03-01"))) << "the rows do not decide";
        EXPECT_FALSE(is_member(live, "A81009", day("2026-08-01")))
            << "proposed it, and is in no row";
    }
}

TEST(GovernanceRequest, TakesThePlannedMembersOfANetworkThatIsBeingFormed) {
    // What is seen as members of a plan is everybody who ever was to be one.
    const auto planned = network(Stage::draft, false, {code("A81001"), code("A81002")});
    EXPECT_TRUE(is_member(planned, "A81001", day("2026-03-01"))) << "before its first day";
    EXPECT_TRUE(is_member(planned, "A81002", day("2026-05-31")));
    EXPECT_FALSE(is_member(planned, "A81002", day("2026-06-01"))) << "it has left";
    EXPECT_FALSE(is_member(planned, "A81009", day("2026-03-01")));
    EXPECT_FALSE(is_member(planned, "", day("2026-03-01")));
}

}  // namespace
}  // namespace openpcn::api
